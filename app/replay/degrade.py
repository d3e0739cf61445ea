"""HR headshot -> the LR one that a far face would have been, and bicubic's answer to it."""

from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from hime_core.geometry import Image, resize_bicubic

Degradation = Literal["bicubic", "webcam"]

# `webcam`, about the middle of what the networks are trained on: a lens a little out of focus, pixels that average
# light, a sensor's noise, a codec.
BLUR = 0.4  # sigma, LR pixels
NOISE = 2.0  # sigma, 8-bit levels
JPEG_QUALITY = 78
EDGE = 2  # LR pixels that the bicubic kernel reaches beyond the border


def degrade(hr: Image, size: int, how: Degradation, seed: int) -> Image:
    """size×size×3 uint8. seed: of the noise; the same for one frame, whatever was done before."""
    return _webcam(hr, size, seed) if how == "webcam" else _rounded(resize_bicubic(hr.astype(np.float32), size, size))


def enlarge(lr: Image, scale: int) -> Image:
    """Bicubic upsampling with replicated borders, the network's own skip: h×w×3 -> (scale·h)×(scale·w)×3 uint8."""
    padded = np.pad(lr.astype(np.float32), ((EDGE, EDGE), (EDGE, EDGE), (0, 0)), mode="edge")
    height, width = (scale * side for side in padded.shape[:2])
    cut = scale * EDGE
    return _rounded(resize_bicubic(padded, width, height)[cut:-cut, cut:-cut])


def _webcam(hr: Image, size: int, seed: int) -> Image:
    blurred = cv2.GaussianBlur(hr, (0, 0), BLUR * hr.shape[0] / size)
    lr = cv2.resize(blurred, (size, size), interpolation=cv2.INTER_AREA)
    noise = np.random.default_rng(seed).standard_normal(lr.shape, np.float32)
    noisy = _rounded(lr + np.float32(NOISE) * noise)
    _, data = cv2.imencode(".jpg", noisy, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8)


def _rounded(image: NDArray[np.float32]) -> Image:
    return np.clip(np.round(image), 0, 255).astype(np.uint8)
