"""What a camera does to its sensor's picture before anybody sees it."""

import cv2
import numpy as np

from hime_core.geometry import Image
from training.data.camera.plan import Processing

# The bilateral filter's deviations: in the sensor's pixels, and in levels.
NEAR, ALIKE = 1.2, 18.0


def processed(image: Image, how: Processing) -> Image:
    """Noise reduced, then sharpened, at the size it has."""
    if how.smoothing == "bilateral":
        image = np.asarray(cv2.bilateralFilter(image, 5, ALIKE, NEAR), np.uint8)
    elif how.smoothing == "median":
        image = np.asarray(cv2.medianBlur(image, 3), np.uint8)
    return sharpened(image, how.sharpening, how.radius) if how.sharpening else image


def sharpened(image: Image, amount: float, radius: float) -> Image:
    """Unsharp masking: what a blur of that radius takes away is added, times the amount."""
    blurred = cv2.GaussianBlur(image, (0, 0), radius)
    return np.asarray(cv2.addWeighted(image, 1 + amount, blurred, -amount, 0), np.uint8)
