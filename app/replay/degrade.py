"""Makes HR headshots as small as the headshots of far faces, and enlarges LR headshots by bicubic."""

from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from hime_core.geometry import Image, resize_bicubic

# These ways need no camera to be drawn for a call. A headshot and a seed are enough.
PlainDegradation = Literal["bicubic", "webcam"]
# With `camera`, each call has a camera of the camera model (see `app.replay.call_camera`).
Degradation = PlainDegradation | Literal["camera"]

# The degradation `webcam` imitates a lens a little out of focus, pixels that average light, noise and a codec.
# The strength of each is about the middle of the range that the networks are trained on.

# The blur of the lens has this standard deviation, in LR pixels.
BLUR_SIGMA = 0.4
# The noise of the sensor has this standard deviation, in 8-bit levels.
NOISE_SIGMA = 2.0
# A JPEG of this quality (0..100) imitates the codec.
JPEG_QUALITY = 78
# The bicubic kernel reaches this many LR pixels beyond the border.
EDGE = 2


def degrade(hr: Image, size: int, how: PlainDegradation, seed: int) -> Image:
    """Make an LR headshot, size×size×3 uint8, from an HR headshot. seed: decides the noise."""
    return _webcam(hr, size, seed) if how == "webcam" else _rounded(resize_bicubic(hr.astype(np.float32), size, size))


def enlarge(lr: Image, scale: int) -> Image:
    """Enlarge h×w×3 to (scale·h)×(scale·w)×3 uint8 by bicubic, with repeated borders.

    The network enlarges its input in the same way and then adds detail.
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
