"""Reduces noise and sharpens, as cameras do to their sensor's picture.

Noise is reduced over time by mixing in the frame before, and within a frame by the bilateral filter (Tomasi and
Manduchi 1998) or the median. Sharpening is unsharp masking.
"""

import cv2
import numpy as np

from hime_core.camera.lens import moved
from hime_core.camera.parameters import Processing
from hime_core.geometry import Image

# The bilateral filter's weights fall with the distance of pixels, as a Gaussian with a deviation of this many pixels of
# the sensor.
BILATERAL_REACH = 1.2
# The bilateral filter's weights fall with the difference of pixels, as a Gaussian with a deviation of this many 8-bit
# levels.
BILATERAL_LEVELS = 18.0


def processed(image: Image, how: Processing) -> Image:
    """The picture after noise reduction and sharpening, in its own size."""
    if how.carried:
        before = moved(image, *how.trail)
        image = np.asarray(cv2.addWeighted(image, 1 - how.carried, before, how.carried, 0), np.uint8)
    if how.smoothing == "bilateral":
        image = np.asarray(cv2.bilateralFilter(image, 5, BILATERAL_LEVELS, BILATERAL_REACH), np.uint8)
    elif how.smoothing == "median":
        image = np.asarray(cv2.medianBlur(image, 3), np.uint8)
    return sharpened(image, how.sharpening, how.radius) if how.sharpening else image


def sharpened(image: Image, amount: float, radius: float) -> Image:
    """The picture after unsharp masking.

    amount: the picture's detail is added this many times. radius: detail is all that a blur of this deviation removes,
    pixels.
    """
    blurred = cv2.GaussianBlur(image, (0, 0), radius)
    return np.asarray(cv2.addWeighted(image, 1 + amount, blurred, -amount, 0), np.uint8)
