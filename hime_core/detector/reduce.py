"""Makes large pictures smaller before BlazeFace sees them, in the same way for both of its engines."""

import cv2
import numpy as np
from numpy.typing import NDArray

from hime_core.geometry import Image

# A picture for BlazeFace has at most this many pixels a side. This is twice the side of the network's input, so that no
# detail is lost.
READ_SIDE = 256


def reduced(image: Image) -> tuple[Image, NDArray[np.float32]]:
    """Reduce a picture by area averaging to at most READ_SIDE pixels a side.

    Returns the reduced picture, and how many pixels of the image one of its pixels covers, in x and in y.
    """
    height, width = image.shape[:2]
    shrink = READ_SIDE / max(height, width)
    if shrink < 1:
        size = max(1, round(width * shrink)), max(1, round(height * shrink))
        image = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)
    return image, np.array([width / image.shape[1], height / image.shape[0]], np.float32)
