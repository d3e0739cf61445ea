"""Frames fitted to the size of the session. A camera that was plugged in again may give another size."""

import cv2
import numpy as np

from hime_core.geometry import Image


def fitted(image: Image, width: int, height: int) -> Image:
    """The largest middle part of a picture that has the shape of width×height, resized to width×height pixels.

    A picture that has this size already is returned itself.
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
