"""Shots of the camera model from which these scripts make their cameras."""

import math
from dataclasses import replace

from hime_core.camera.parameters import Coding, Lens, Processing, Sensor, Shot
from hime_core.camera.sensor import light_at_half, slope_at_half

# Without light, the noise's deviation is this share of the noise's deviation at half of white's level.
DARK_SHARE = 0.5
# Every pixel of this camera is the mean of what it covers. Nothing else happens.
PLAIN = Shot(
    motion=0.0,
    direction=0.0,
    lens=Lens(along=0.0, across=0.0, angle=0.0, disc=0.0, lateral=(0.0, 0.0)),
    sensor=Sensor(
        pixels=1.0, sampling="area", mosaic=False, gains=(1.0, 1.0), tone=0.0, white=0.0, dark=0.0, seed=0, exposure=1.0
    ),
    processing=Processing(carried=0.0, trail=(0.0, 0.0), smoothing="none", sharpening=0.0, radius=1.0, scaler="area"),
    coding=Coding(codec="none", quality=0, colour=None),
)


def noisy_sensor(deviation: float, tone: float = 0.0, gains: tuple[float, float] = (1.0, 1.0)) -> Sensor:
    """A sensor whose green has this noise on a pixel of half of white's level. deviation: 8-bit levels.

    tone, gains: the sensor's tone curve and its white balance, as in parameters.Sensor.
    """
    noise = deviation * slope_at_half(tone)
    dark = DARK_SHARE * noise
    white = math.sqrt((noise**2 - dark**2) / light_at_half(tone))
    return replace(PLAIN.sensor, gains=gains, tone=tone, dark=dark, white=white)
