"""What a lens does to a picture.

A sharp lens blurs about as a Gaussian. A point out of focus becomes a disc, the circle of confusion. Colours that the
lens bends differently are moved apart.
"""

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from hime_core.camera.parameters import Lens
from hime_core.geometry import Image

# A Gaussian kernel is cut off at this many deviations.
GAUSSIAN_REACH = 3
# The share of a pixel that a disc covers is counted on a grid of points, with this many along each side of the pixel.
POINTS_A_PIXEL = 5


def through(image: Image, lens: Lens, pixel: float) -> Image:
    """The picture as a lens shows it. pixel: how many of the picture's pixels one LR pixel is wide."""
    if max(lens.along, lens.across) > 0:
        image = filtered(image, gaussian(lens.along * pixel, lens.across * pixel, lens.angle))
    if lens.disc > 0:
        image = filtered(image, disc(lens.disc * pixel))
    if any(lens.lateral):
        image = parted(image, lens.lateral[0] * pixel, lens.lateral[1] * pixel)
    return image


def gaussian(along: float, across: float, angle: float) -> NDArray[np.float32]:
    """A Gaussian kernel with the sum 1.

    along, across: its deviations along `angle` and at right angles to it, pixels. angle: radians.
    """
    half = max(1, math.ceil(GAUSSIAN_REACH * max(along, across)))
    y, x = np.mgrid[-half : half + 1, -half : half + 1].astype(np.float64)
    u, v = x * math.cos(angle) + y * math.sin(angle), y * math.cos(angle) - x * math.sin(angle)
    kernel = np.exp(-((u / max(along, 1e-3)) ** 2 + (v / max(across, 1e-3)) ** 2) / 2)
    return (kernel / kernel.sum()).astype(np.float32)


def disc(radius: float) -> NDArray[np.float32]:
    """The kernel of a point out of focus: an even disc with the sum 1. radius: pixels."""
    half = math.ceil(radius)
    fine = (np.arange((2 * half + 1) * POINTS_A_PIXEL) + 0.5) / POINTS_A_PIXEL - half - 0.5
    covered = (fine[:, None] ** 2 + fine[None, :] ** 2 <= radius**2).astype(np.float64)
    side = 2 * half + 1
    kernel = covered.reshape(side, POINTS_A_PIXEL, side, POINTS_A_PIXEL).mean((1, 3))
    return (kernel / kernel.sum()).astype(np.float32)


def filtered(image: Image, kernel: NDArray[np.float32]) -> Image:
    """The picture filtered by a kernel. At its borders the picture is reflected."""
    return np.asarray(cv2.filter2D(image, -1, kernel, borderType=cv2.BORDER_REFLECT), np.uint8)


def parted(image: Image, x: float, y: float) -> Image:
    """The picture with red moved by (x, y) pixels, and blue by (-x, -y)."""
    red, green, blue = cv2.split(image)
    return cv2.merge([moved(red, x, y), green, moved(blue, -x, -y)])


def moved(image: Image, x: float, y: float) -> Image:
    """The picture, h×w×3, or one colour of it, h×w, moved by (x, y) pixels."""
    matrix = np.array([[1, 0, x], [0, 1, y]], np.float32)
    size = image.shape[1], image.shape[0]
    return np.asarray(
        cv2.warpAffine(image, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT), np.uint8
    )
