"""Makes LR pictures from HR pictures, by bicubic reduction as in the paper, or as a webcam and its codec do.

The camera model, which knows more kinds of cameras, is in hime_core/camera.
"""

import math

import cv2
import numpy as np
from numpy.random import Generator

from hime_core.camera.colour import half_colour
from hime_core.camera.h264 import h264
from hime_core.camera.jpeg import jpeg
from hime_core.camera.motion import motion_blur
from hime_core.geometry import Image
from training.data.pictures import shrink
from training.data.sample_plan import Capture
from training.settings.config import Bicubic, Webcam

# While a webcam's shutter is open, a moving face moves by between the first and the second number of LR pixels.
WEBCAM_MOTION = 0.5, 3.0
# If a webcam's sensor has a high gain, its noise has a deviation between these two numbers of 8-bit levels.
AMPLIFIED_NOISE = 4.0, 16.0


def capture(how: Bicubic | Webcam, rng: Generator) -> Capture | None:
    """Draw how a sample's LR picture will be made. Returns None if it will be made by antialiased bicubic."""
    if not isinstance(how, Webcam) or rng.random() >= how.share:
        return None
    motion, direction = 0.0, 0.0
    if how.moving and rng.random() < how.moving:
        motion, direction = rng.uniform(*WEBCAM_MOTION), rng.uniform(0, math.pi)
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
    """The LR picture, size×size×3 RGB uint8, of an HR picture, n×n×3. how: the webcam; None: there is none.

    The webcam's steps come in this order: motion, misfocus, the mean over each pixel's area, exposure, noise, codec.
    Without a webcam the picture is reduced by antialiased bicubic.
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


def sensor_noise(image: Image, sigma: float, rng: Generator) -> Image:
    """The picture with Gaussian noise. sigma: its deviation, 8-bit levels."""
    noise = rng.standard_normal(image.shape, np.float32) * np.float32(sigma)
    return np.clip(np.round(image + noise), 0, 255).astype(np.uint8)
