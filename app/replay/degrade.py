"""Makes HR headshots as small as a far face would have been, and enlarges LR headshots by bicubic."""

from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from hime_core.geometry import Image, resize_bicubic

Degradation = Literal["bicubic", "webcam"]

# The degradation `webcam` is a lens a little out of focus, pixels that average the light, a sensor's noise and a codec.
# Each of its numbers is about the middle of what the networks are trained on.

# Standard deviation of the lens's blur, in LR pixels.
BLUR_SIGMA = 0.4
# Standard deviation of the sensor's noise, in 8-bit levels.
NOISE_SIGMA = 2.0
# Quality of the JPEG that stands for a codec, of 100.
JPEG_QUALITY = 78
# The bicubic kernel reaches so many LR pixels beyond the border.
EDGE = 2


def degrade(hr: Image, size: int, how: Degradation, seed: int) -> Image:
    """The LR headshot, size×size×3 uint8, of an HR one. seed: of the noise, so that it depends on nothing else."""
    return _webcam(hr, size, seed) if how == "webcam" else _rounded(resize_bicubic(hr.astype(np.float32), size, size))


def enlarge(lr: Image, scale: int) -> Image:
    """Enlarge by bicubic, with repeated borders: h×w×3 -> (scale·h)×(scale·w)×3 uint8.

    The network enlarges its input in the same way and adds its detail to that.
    """
    padded = np.pad(lr.astype(np.float32), ((EDGE, EDGE), (EDGE, EDGE), (0, 0)), mode="edge")
    height, width = (scale * side for side in padded.shape[:2])
    cut = scale * EDGE
    return _rounded(resize_bicubic(padded, width, height)[cut:-cut, cut:-cut])


def _webcam(hr: Image, size: int, seed: int) -> Image:
    blurred = cv2.GaussianBlur(hr, (0, 0), BLUR_SIGMA * hr.shape[0] / size)
    lr = cv2.resize(blurred, (size, size), interpolation=cv2.INTER_AREA)
    noise = np.random.default_rng(seed).standard_normal(lr.shape, np.float32)
    noisy = _rounded(lr + np.float32(NOISE_SIGMA) * noise)
    _, data = cv2.imencode(".jpg", noisy, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8)


def _rounded(image: NDArray[np.float32]) -> Image:
    return np.clip(np.round(image), 0, 255).astype(np.uint8)
