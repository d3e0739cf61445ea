"""Large pictures made small before a detector sees them. Both engines take theirs from here."""

import cv2
import numpy as np
from numpy.typing import NDArray

from hime_core.geometry import Image

READ_SIDE = 256  # pixels, the longest side that a detector is given; twice the network's, so that no detail is lost


def reduced(image: Image) -> tuple[Image, NDArray[np.float32]]:
    """A picture with sides of at most READ_SIDE, by area; and how many pixels of the image one of its is, (x, y).

    Halving goes first, as often as it can, since it takes a fifth of the time that any other ratio does. For that, what
    is left over of 2, 4, ... rows and columns is dropped at the lower and right edges: less than 1/256 of the picture.
    """
    shorter, longer = sorted(image.shape[:2])
    times = max(0, min(longer // READ_SIDE, shorter).bit_length() - 1)
    height, width = (side - side % 2**times for side in image.shape[:2])
    small = image[:height, :width]
    for _ in range(times):
        small = cv2.resize(small, (small.shape[1] // 2, small.shape[0] // 2), interpolation=cv2.INTER_AREA)
    shrink = READ_SIDE / max(small.shape[:2])
    if shrink < 1:
        size = max(1, round(small.shape[1] * shrink)), max(1, round(small.shape[0] * shrink))
        small = cv2.resize(small, size, interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.uint8), np.array([width / small.shape[1], height / small.shape[0]], np.float32)
