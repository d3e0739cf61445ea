"""Fits frames to the size of the session, because a camera that was plugged in again may give another size."""

import cv2
import numpy as np

from hime_core.geometry import Image


def fitted(image: Image, width: int, height: int) -> Image:
    """Cut the largest part of this shape from the middle of a picture, and resize it to width×height pixels.

    If the picture has this size already, it is returned itself, not a copy.
    """
    h, w = image.shape[:2]
    if (w, h) == (width, height):
        return image
    scale = min(w / width, h / height)
    cut_w, cut_h = max(1, round(width * scale)), max(1, round(height * scale))
    x, y = (w - cut_w) // 2, (h - cut_h) // 2
    interpolation = cv2.INTER_AREA if scale > 1 else cv2.INTER_CUBIC
    cut = image[y : y + cut_h, x : x + cut_w]
    return np.asarray(cv2.resize(cut, (width, height), interpolation=interpolation), np.uint8)
