"""Draws a camera."""

import math
from typing import Literal

from numpy.random import Generator

from training.data.camera.plan import Coding, Lens, Processing, Sampling, Sensor, Shot
from training.settings.config import Camera

# How often each way of sampling is drawn where the sensor has as many pixels as the picture.
AT_ONCE: dict[Sampling, float] = {
    "area": 0.43, "gaussian": 0.1, "bicubic": 0.1, "lanczos": 0.05, "bilinear": 0.08, "skipping": 0.18, "nearest": 0.06,
}  # fmt: skip
# How often each is drawn for the scaler behind a finer sensor.
SCALERS: dict[Sampling, float] = {
    "area": 0.3, "bilinear": 0.1, "bicubic": 0.2, "lanczos": 0.1, "skipping": 0.22, "nearest": 0.08,
}  # fmt: skip
# A finer sensor has between so many pixels along an LR pixel.
FINER = 1.2, 2.6
# The face moves by so many LR pixels while the shutter is open.
MOVED = 0.5, 3.0
# The radius of a defocus disc, LR pixels.
DISC = 0.3, 1.0
# The most that red stands from its place, LR pixels.
PARTED = 0.25
# The share of the noise's deviation that is there without light.
DARK = 0.3, 1.0
# The deviation of the noise of a sensor in good light, and of one whose gain is high; levels.
QUIET, AMPLIFIED = (0.0, 1.2), (4.0, 16.0)
# The deviation of the blur that tells detail from the rest when sharpening, pixels of the sensor.
RADIUS = 0.6, 1.5


def draw(how: Camera, rng: Generator) -> Shot:
    """A camera's parameters and how it sees this one moment."""
    moving = rng.random() < how.moving
    motion = (rng.uniform(*MOVED), rng.uniform(0, math.pi)) if moving else (0.0, 0.0)
    sensor = _sensor(how, rng)
    return Shot(*motion, _lens(how, rng), sensor, _processing(how, rng), _coding(how, rng))


def _lens(how: Camera, rng: Generator) -> Lens:
    along = across = angle = disc = 0.0
    luck = rng.random()
    if luck < how.blurred:
        along = rng.uniform(*how.blur)
        across = along * rng.uniform(0.6, 1.0)
        angle = rng.uniform(0, math.pi)
    elif luck < how.blurred + how.defocused:
        disc = rng.uniform(*DISC)
    lateral = (0.0, 0.0)
    if rng.random() < how.parted:
        x, y = rng.uniform(-PARTED, PARTED, 2).tolist()
        lateral = x, y
    return Lens(along, across, angle, disc, lateral)


def _sensor(how: Camera, rng: Generator) -> Sensor:
    finer = rng.random() < how.finer
    pixels = rng.uniform(*FINER) if finer else 1.0
    sampling: Sampling = "area" if finer else _one(AT_ONCE, rng)
    luck = rng.random()
    span = QUIET if luck < how.quiet else AMPLIFIED if luck < how.quiet + how.amplified else how.noise
    noise = rng.uniform(*span)
    dark = noise * rng.uniform(*DARK)
    white = math.sqrt(noise**2 - dark**2) * math.sqrt(2)  # at half of the light the deviation is `noise`
    seed = int(rng.integers(2**63))
    return Sensor(pixels, sampling, rng.random() < how.mosaic, white, dark, seed, rng.uniform(*how.exposure))


def _processing(how: Camera, rng: Generator) -> Processing:
    smoothing: Literal["none", "bilateral", "median"] = "none"
    if rng.random() < how.smoothed:
        smoothing = "bilateral" if rng.random() < 0.7 else "median"
    sharpening = rng.uniform(*how.sharpening) if rng.random() < how.sharpened else 0.0
    return Processing(smoothing, sharpening, rng.uniform(*RADIUS), _one(SCALERS, rng))


def _coding(how: Camera, rng: Generator) -> Coding:
    luck = rng.random()
    if luck < how.jpeg:
        return Coding("jpeg", int(rng.integers(how.jpeg_quality[0], how.jpeg_quality[1] + 1)))
    if luck < how.jpeg + how.h264:
        return Coding("h264", int(rng.integers(how.h264_crf[0], how.h264_crf[1] + 1)))
    return Coding("half_colour" if rng.random() < how.half_colour else "none", 0)


def _one(shares: dict[Sampling, float], rng: Generator) -> Sampling:
    names = list(shares)
    total = sum(shares.values())
    return names[int(rng.choice(len(names), p=[share / total for share in shares.values()]))]
