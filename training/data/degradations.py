"""HR -> LR, as the paper does it or as a webcam and its codec do."""

import math

import cv2
import numpy as np
from numpy.random import Generator

from hime_core.geometry import Image
from training.data.h264 import h264
from training.data.pictures import shrink
from training.data.plan import Capture
from training.settings.config import Bicubic, Webcam

MOVED = 0.5, 3.0  # while the shutter is open, LR pixels
ON_THE_WAY = 97  # points that the mean along a motion is taken of: four a pixel for the longest
AMPLIFIED_NOISE = 4.0, 16.0  # sigma, 8-bit levels


def capture(how: Bicubic | Webcam, rng: Generator) -> Capture | None:
    """How a sample's LR image will come about; None: by antialiased bicubic."""
    if not isinstance(how, Webcam) or rng.random() >= how.share:
        return None
    motion, direction = 0.0, 0.0
    if how.moving and rng.random() < how.moving:
        motion, direction = rng.uniform(*MOVED), rng.uniform(0, math.pi)
    misfocus = rng.uniform(*how.blur) if rng.random() < how.misfocus else 0.0
    exposure = rng.uniform(*how.exposure)
    amplified = how.amplified > 0 and rng.random() < how.amplified
    noise, seed = rng.uniform(*(AMPLIFIED_NOISE if amplified else how.noise)), int(rng.integers(2**63))
    luck = rng.random()
    if luck < how.jpeg:
        quality = int(rng.integers(how.jpeg_quality[0], how.jpeg_quality[1] + 1))
        return Capture(motion, direction, misfocus, exposure, noise, seed, "jpeg", quality)
    if luck < how.jpeg + how.h264:
        quality = int(rng.integers(how.h264_crf[0], how.h264_crf[1] + 1))
        return Capture(motion, direction, misfocus, exposure, noise, seed, "h264", quality)
    return Capture(motion, direction, misfocus, exposure, noise, seed, "none", 0)


def degrade(hr: Image, size: int, how: Capture | None) -> Image:
    """The LR image, size×size×3 RGB uint8, of an HR image: a tiny face as a call has it.

    Motion, misfocus, pixels that average light, exposure, noise, then a codec.
    """
    if how is None:
        return shrink(hr, size)
    scale = hr.shape[0] / size
    if how.motion:
        hr = motion_blur(hr, how.motion * scale, how.direction)
    if how.misfocus:
        hr = cv2.GaussianBlur(hr, (0, 0), how.misfocus * scale)
    lr = cv2.resize(hr, (size, size), interpolation=cv2.INTER_AREA)
    lr = cv2.convertScaleAbs(lr, alpha=how.exposure)
    lr = sensor_noise(lr, how.noise, np.random.default_rng(how.seed))
    if how.codec == "jpeg":
        return jpeg(lr, how.quality)
    if how.codec == "h264":
        return h264(lr, how.quality)
    return half_colour(lr)


def motion_blur(image: Image, length: float, direction: float) -> Image:
    """The mean along a straight way of `length` pixels, in radians from the x axis."""
    half = math.ceil(length / 2)
    along = np.linspace(-length / 2, length / 2, ON_THE_WAY)[:, None]
    places = np.arange(-half, half + 1)
    # A point between four pixels is shared by them.
    across = np.maximum(0, 1 - np.abs(along * math.cos(direction) - places))
    down = np.maximum(0, 1 - np.abs(along * math.sin(direction) - places))
    kernel = (down.T @ across / ON_THE_WAY).astype(np.float32)
    return np.asarray(cv2.filter2D(image, -1, kernel, borderType=cv2.BORDER_REFLECT), np.uint8)


def sensor_noise(image: Image, sigma: float, rng: Generator) -> Image:
    """Gaussian noise of so many 8-bit levels."""
    noise = rng.standard_normal(image.shape, np.float32) * np.float32(sigma)
    return np.clip(np.round(image + noise), 0, 255).astype(np.uint8)


def half_colour(image: Image) -> Image:
    """Colour at half the resolution (4:2:0), as cameras and codecs give it; sides are even."""
    return np.asarray(cv2.cvtColor(cv2.cvtColor(image, cv2.COLOR_RGB2YUV_I420), cv2.COLOR_YUV2RGB_I420), np.uint8)


def jpeg(image: Image, quality: int) -> Image:
    """Through JPEG and back."""
    _, data = cv2.imencode(".jpg", image[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])
    decoded = cv2.imdecode(data, cv2.IMREAD_COLOR_RGB)
    assert decoded is not None
    return decoded
