"""Turns levels into light, adds noise, keeps one colour a pixel as sensors do, and turns light into levels again."""

import math
from typing import TypeVar

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from hime_core.camera.parameters import Sensor
from hime_core.geometry import Image

# While missing colours are filled in, the mosaic is larger by this many pixels on each side. The number is even, so
# that the pattern of colours stays whole.
BORDER = 4
# Between sensor and tone curve, white has this value.
WHITE = 65535

Values = TypeVar("Values", NDArray[np.uint8], NDArray[np.uint16])


def sensed(image: Image, sensor: Sensor, rng: Generator) -> Image:
    """The picture, n×n×3 with even sides, with the noise of light and circuit, seen through a mosaic if there is one.

    The noise is added to light, before white balance and tone curve. Its variance is dark² + white² · light
    (Foi et al. 2008).
    """
    if not (sensor.white or sensor.dark or sensor.mosaic):
        return image
    gains = np.array([sensor.gains[0], 1.0, sensor.gains[1]])
    light = _light(np.arange(256) / 255, sensor.tone)
    deviation = gains * np.sqrt(sensor.dark**2 + sensor.white**2 * light[:, None] / gains) / 255
    noise = rng.standard_normal(image.shape, np.float32) * deviation.astype(np.float32)[image, np.arange(3)]
    values = np.clip(WHITE * (light.astype(np.float32)[image] + noise), 0, WHITE).astype(np.uint16)
    if sensor.mosaic:
        values = demosaiced(mosaic(values))
    levels = _levels(values.astype(np.float32) / WHITE, sensor.tone)
    return np.round(255 * levels).astype(np.uint8)


def light_at_half(tone: float) -> float:
    """The light, as a share of white's, that a tone curve shows at half of white's level."""
    return float(_light(np.array(0.5), tone))


def slope_at_half(tone: float) -> float:
    """How much light changes with the level, where the level is half of white's. Both are shares of white's."""
    return math.log1p(tone) / tone * math.sqrt(1 + tone) if tone else 1.0


def _light(levels: NDArray[np.float64], tone: float) -> NDArray[np.float64]:
    return np.expm1(levels * math.log1p(tone)) / tone if tone else levels


def _levels(light: NDArray[np.float32], tone: float) -> NDArray[np.float32]:
    return np.log1p(tone * light) / np.float32(math.log1p(tone)) if tone else light


def mosaic(image: Values) -> Values:
    """The picture with one colour a pixel, h×w. Even lines are red and green, odd lines are green and blue.

    The pattern is Bayer's (US patent 3971065).
    """
    out = image[..., 1].copy()
    out[::2, ::2] = image[::2, ::2, 0]
    out[1::2, 1::2] = image[1::2, 1::2, 2]
    return out


def demosaiced(colours: Values) -> Values:
    """The RGB picture of a mosaic, h×w with even sides. Missing colours are filled in along edges."""
    wide = cv2.copyMakeBorder(colours, BORDER, BORDER, BORDER, BORDER, cv2.BORDER_REFLECT_101)
    # OpenCV names a pattern by the second and third pixel of its second line.
    full = cv2.cvtColor(wide, cv2.COLOR_BayerBG2RGB_EA)
    return np.asarray(full[BORDER:-BORDER, BORDER:-BORDER], colours.dtype)
