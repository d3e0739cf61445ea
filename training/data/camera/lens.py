"""What a lens does to a picture."""

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from hime_core.geometry import Image
from training.data.camera.plan import Lens

# A Gaussian is cut off at so many deviations.
REACH = 3
# Points along a side of a pixel that tell how much of it a disc covers.
POINTS = 5


def through(image: Image, lens: Lens, pixel: float) -> Image:
    """The picture behind a lens. pixel: the picture's pixels along one LR pixel."""
    if max(lens.along, lens.across) > 0:
        image = filtered(image, gaussian(lens.along * pixel, lens.across * pixel, lens.angle))
    if lens.disc > 0:
        image = filtered(image, disc(lens.disc * pixel))
    if any(lens.lateral):
        image = parted(image, lens.lateral[0] * pixel, lens.lateral[1] * pixel)
    return image


def gaussian(along: float, across: float, angle: float) -> NDArray[np.float32]:
    """A Gaussian of two deviations in pixels, the first along `angle`; its sum is 1."""
    half = max(1, math.ceil(REACH * max(along, across)))
    y, x = np.mgrid[-half : half + 1, -half : half + 1].astype(np.float64)
    u, v = x * math.cos(angle) + y * math.sin(angle), y * math.cos(angle) - x * math.sin(angle)
    kernel = np.exp(-((u / max(along, 1e-3)) ** 2 + (v / max(across, 1e-3)) ** 2) / 2)
    return (kernel / kernel.sum()).astype(np.float32)


def disc(radius: float) -> NDArray[np.float32]:
    """An even disc, as a point out of focus gives; radius in pixels; its sum is 1."""
    half = math.ceil(radius)
    fine = (np.arange((2 * half + 1) * POINTS) + 0.5) / POINTS - half - 0.5
    covered = (fine[:, None] ** 2 + fine[None, :] ** 2 <= radius**2).astype(np.float64)
    side = 2 * half + 1
    kernel = covered.reshape(side, POINTS, side, POINTS).mean((1, 3))
    return (kernel / kernel.sum()).astype(np.float32)


def filtered(image: Image, kernel: NDArray[np.float32]) -> Image:
    """The picture under a kernel, reflected at its borders."""
    return np.asarray(cv2.filter2D(image, -1, kernel, borderType=cv2.BORDER_REFLECT), np.uint8)


def parted(image: Image, x: float, y: float) -> Image:
    """Red moved by (x, y) pixels, blue as far the other way."""
    red, green, blue = cv2.split(image)
    return cv2.merge([moved(red, x, y), green, moved(blue, -x, -y)])


def moved(channel: Image, x: float, y: float) -> Image:
    """One colour moved by (x, y) pixels."""
    matrix = np.array([[1, 0, x], [0, 1, y]], np.float32)
    size = channel.shape[1], channel.shape[0]
    return np.asarray(
        cv2.warpAffine(channel, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT), np.uint8
    )
