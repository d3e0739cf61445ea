"""Large pictures made small before a detector sees them. Both engines take theirs from here."""

import cv2
import numpy as np
from numpy.typing import NDArray

from hime_core.geometry import Image

READ_SIDE = 256  # pixels, the longest side that a detector is given; twice the network's, so that no detail is lost


def reduced(image: Image) -> tuple[Image, NDArray[np.float32]]:
    """A picture with sides of at most READ_SIDE, by area; and how many pixels of the image one of its is, (x, y)."""
    height, width = image.shape[:2]
    shrink = READ_SIDE / max(height, width)
    if shrink < 1:
        size = max(1, round(width * shrink)), max(1, round(height * shrink))
        image = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)
    return image, np.array([width / image.shape[1], height / image.shape[0]], np.float32)
