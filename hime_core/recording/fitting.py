"""Fits pictures of other sizes and shapes into the size of a recording."""

import cv2
import numpy as np

from hime_core.geometry import Image


def letterboxed(image: Image, width: int, height: int) -> Image:
    """Return a picture of width×height pixels that shows the whole of an image in its middle, on black.

    image: uint8 H×W×3. If it has this size already, it is returned itself, not a copy.
    """
    h, w = image.shape[:2]
    if (w, h) == (width, height):
        return image
    scale = min(width / w, height / h)
    inner_w, inner_h = max(1, round(scale * w)), max(1, round(scale * h))
    resized = stretched(image, inner_w, inner_h)
    left, top = (width - inner_w) // 2, (height - inner_h) // 2
    right, bottom = width - inner_w - left, height - inner_h - top
    return np.asarray(cv2.copyMakeBorder(resized, top, bottom, left, right, cv2.BORDER_CONSTANT), np.uint8)


def stretched(image: Image, width: int, height: int) -> Image:
    """Return an image in another size. If it has this size already, it is returned itself, not a copy."""
    h, w = image.shape[:2]
    if (w, h) == (width, height):
        return image
    interpolation = cv2.INTER_AREA if width * height < w * h else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(image, (width, height), interpolation=interpolation), np.uint8)
