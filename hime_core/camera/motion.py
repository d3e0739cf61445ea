"""Blurs a picture as a face does that moves while the shutter is open."""

import math

import cv2
import numpy as np

from hime_core.geometry import Image

# The mean along a motion is taken over this many points. They are four for each HR pixel of the longest motion at scale
# 8.
MOTION_POINTS = 97


def motion_blur(image: Image, length: float, direction: float) -> Image:
    """The picture, blurred by a straight motion.

    length: how long the motion is, pixels. direction: its angle to the x axis, radians.
    """
    half = math.ceil(length / 2)
    along = np.linspace(-length / 2, length / 2, MOTION_POINTS)[:, None]
    places = np.arange(-half, half + 1)
    # A point between four pixels is shared among them: a nearer pixel gets more.
    across = np.maximum(0, 1 - np.abs(along * math.cos(direction) - places))
    down = np.maximum(0, 1 - np.abs(along * math.sin(direction) - places))
    kernel = (down.T @ across / MOTION_POINTS).astype(np.float32)
    return np.asarray(cv2.filter2D(image, -1, kernel, borderType=cv2.BORDER_REFLECT), np.uint8)
