"""Does what a camera does to its sensor's picture: it reduces noise and sharpens."""

import cv2
import numpy as np

from hime_core.geometry import Image
from training.data.camera.parameters import Processing

# The bilateral filter weighs pixels by their distance with this deviation, pixels of the sensor.
BILATERAL_REACH = 1.2
# The bilateral filter weighs pixels by their difference with this deviation, 8-bit levels.
BILATERAL_LEVELS = 18.0


def processed(image: Image, how: Processing) -> Image:
    """The picture after noise reduction and sharpening, at the size that it has."""
    if how.smoothing == "bilateral":
        image = np.asarray(cv2.bilateralFilter(image, 5, BILATERAL_LEVELS, BILATERAL_REACH), np.uint8)
    elif how.smoothing == "median":
        image = np.asarray(cv2.medianBlur(image, 3), np.uint8)
    return sharpened(image, how.sharpening, how.radius) if how.sharpening else image


def sharpened(image: Image, amount: float, radius: float) -> Image:
    """The picture after unsharp masking: `amount` times what a blur of this radius (pixels) removes is added to it."""
    blurred = cv2.GaussianBlur(image, (0, 0), radius)
    return np.asarray(cv2.addWeighted(image, 1 + amount, blurred, -amount, 0), np.uint8)
