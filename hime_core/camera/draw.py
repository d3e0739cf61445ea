"""Draws a camera of a random kind."""

import math
from dataclasses import replace
from typing import Literal, TypeVar

from numpy.random import Generator

from hime_core.camera.colour import OPENCV, VIDEO, WEBCAM
from hime_core.camera.model import CameraModel
from hime_core.camera.parameters import Coding, Colour, Fineness, Lens, Processing, Sampling, Sensor, Shot
from hime_core.camera.sensor import light_at_half, slope_at_half

T = TypeVar("T")

# If the sensor has as many pixels as the LR picture, each way of sampling is drawn with this probability.
SAMPLINGS: dict[Sampling, float] = {
    "area": 0.43, "gaussian": 0.1, "bicubic": 0.1, "lanczos": 0.05, "bilinear": 0.08, "skipping": 0.18, "nearest": 0.06,
}  # fmt: skip
# For the scaler behind a finer sensor, each way of sampling is drawn this often, relative to the others.
SCALERS: dict[Sampling, float] = {
    "area": 0.3, "bilinear": 0.1, "bicubic": 0.2, "lanczos": 0.1, "skipping": 0.22, "nearest": 0.08,
}  # fmt: skip
# A finer sensor has between the first and the second number of pixels along the side of an LR pixel.
FINER_SENSOR = 1.2, 2.6
# While the shutter is open, a moving face moves by between the first and the second number of LR pixels.
CAMERA_MOTION = 0.5, 3.0
# A lens out of focus blurs by a disc whose radius is between these two numbers of LR pixels.
DISC_RADIUS = 0.3, 1.0
# A lens moves red by at most this many LR pixels in x and in y.
MOST_PARTED = 0.25
# Without light, the noise's deviation is between these two shares of the noise's deviation at half of white's level.
DARK_NOISE = 0.3, 1.0
# In good light a sensor's noise has a deviation between these two numbers of 8-bit levels.
QUIET_NOISE = 0.0, 1.2
# If a sensor's gain is high, its noise has a deviation between these two numbers of 8-bit levels.
AMPLIFIED_NOISE = 4.0, 16.0
# A camera multiplies red and blue light by factors between these two numbers, so that white is white.
BALANCE = 1.2, 2.2
# A tone curve lifts shadows by between the first and the second number (parameters.Sensor.tone). At 10 it is near to
# the curve of sRGB.
TONE = 4.0, 16.0
# Temporal noise reduction keeps between the first and the second share of the frame before.
CARRIED = 0.2, 0.5
# From one frame to the next a face moves by at most this many of the sensor's pixels in x and in y.
LONGEST_TRAIL = 1.0
# This share of the cameras that code by JPEG has 4:2:2, which halves colour only across, as most webcams do.
JPEG_422 = 0.6
# If there is no codec and colour is coarse, each of these ways is drawn this often, relative to the others. How often
# they are met in calls is not known. About half repeat a colour, as most programs do with what a webcam gives.
COARSE_COLOURS: dict[Colour, float] = {
    WEBCAM: 1,
    Colour("4:2:2", "middle", "repeated"): 1,
    Colour("4:2:2", "left", "repeated"): 1.5,
    Colour("4:2:0", "middle", "middle"): 1,
    VIDEO: 1,
    Colour("4:2:0", "middle", "left"): 1.5,
    Colour("4:2:0", "left", "middle"): 0.5,
    Colour("4:2:0", "middle", "repeated"): 0.5,
    OPENCV: 1.5,
}
# If the codec is H.264, each of these ways is drawn this often, relative to the others. Its standard says left, and the
# most common writers give the middle.
H264_COLOURS: dict[Colour, float] = {
    VIDEO: 3,
    Colour("4:2:0", "middle", "left"): 3,
    Colour("4:2:0", "middle", "middle"): 2,
    Colour("4:2:0", "left", "middle"): 1,
    Colour("4:2:0", "middle", "repeated"): 1,
}
# Sharpening adds what a blur would remove. This blur's deviation is between these two numbers of the sensor's pixels.
SHARPENING_RADIUS = 0.6, 1.5


def draw(how: CameraModel, rng: Generator) -> Shot:
    """A random camera of a kind that the settings allow, and how this camera sees one moment."""
    moving = rng.random() < how.moving
    motion = (rng.uniform(*CAMERA_MOTION), rng.uniform(0, math.pi)) if moving else (0.0, 0.0)
    sensor = _sensor(how, rng)
    shot = Shot(*motion, _lens(how, rng), sensor, _processing(how, rng), _coding(how, rng))
    return _in_good_light(shot) if rng.random() < how.clean else shot


def _in_good_light(shot: Shot) -> Shot:
    """The camera without motion, noise, noise reduction, mosaic and codec.

    It keeps lens, scaler, sharpening and coarse colour.
    """
    return replace(
        shot,
        motion=0.0,
        sensor=replace(shot.sensor, mosaic=False, white=0.0, dark=0.0),
        processing=replace(shot.processing, carried=0.0, smoothing="none"),
        coding=shot.coding if shot.coding.codec == "none" else Coding("none", 0, None),
    )


def _lens(how: CameraModel, rng: Generator) -> Lens:
    along = across = angle = disc = 0.0
    luck = rng.random()
    if luck < how.blurred:
        along = rng.uniform(*how.blur)
        across = along * rng.uniform(0.6, 1.0)
        angle = rng.uniform(0, math.pi)
    elif luck < how.blurred + how.defocused:
        disc = rng.uniform(*DISC_RADIUS)
    lateral = (0.0, 0.0)
    if rng.random() < how.parted:
        x, y = rng.uniform(-MOST_PARTED, MOST_PARTED, 2).tolist()
        lateral = x, y
    return Lens(along, across, angle, disc, lateral)


def _sensor(how: CameraModel, rng: Generator) -> Sensor:
    finer = rng.random() < how.finer
    pixels = rng.uniform(*FINER_SENSOR) if finer else 1.0
    sampling: Sampling = "area" if finer else _one(SAMPLINGS, rng)
    luck = rng.random()
    span = QUIET_NOISE if luck < how.quiet else AMPLIFIED_NOISE if luck < how.quiet + how.amplified else how.noise
    developed = rng.random() < how.developed
    tone = rng.uniform(*TONE) if developed else 0.0
    red, blue = rng.uniform(*BALANCE, 2).tolist() if developed else (1.0, 1.0)
    noise = rng.uniform(*span) * slope_at_half(tone)
    dark = noise * rng.uniform(*DARK_NOISE)
    # Where the picture has half of white's level, the noise on green has the deviation that was drawn.
    white = math.sqrt((noise**2 - dark**2) / light_at_half(tone))
    seed = int(rng.integers(2**63))
    mosaic = rng.random() < how.mosaic
    return Sensor(pixels, sampling, mosaic, (red, blue), tone, white, dark, seed, rng.uniform(*how.exposure))


def _processing(how: CameraModel, rng: Generator) -> Processing:
    smoothing: Literal["none", "bilateral", "median"] = "none"
    if rng.random() < how.smoothed:
        smoothing = "bilateral" if rng.random() < 0.7 else "median"
    carried, trail = 0.0, (0.0, 0.0)
    if rng.random() < how.temporal:
        x, y = rng.uniform(-LONGEST_TRAIL, LONGEST_TRAIL, 2).tolist()
        carried, trail = rng.uniform(*CARRIED), (x, y)
    sharpening = rng.uniform(*how.sharpening) if rng.random() < how.sharpened else 0.0
    radius = rng.uniform(*SHARPENING_RADIUS)
    return Processing(carried, trail, smoothing, sharpening, radius, _one(SCALERS, rng))


def _coding(how: CameraModel, rng: Generator) -> Coding:
    luck = rng.random()
    x, y = rng.integers(0, 2, 2).tolist()
    if luck < how.jpeg:
        quality = int(rng.integers(how.jpeg_quality[0], how.jpeg_quality[1] + 1))
        fineness: Fineness = "4:2:2" if rng.random() < JPEG_422 else "4:2:0"
        return Coding("jpeg", quality, Colour(fineness, "middle", "middle"), (x, y))
    if luck < how.jpeg + how.h264:
        crf = int(rng.integers(how.h264_crf[0], how.h264_crf[1] + 1))
        return Coding("h264", crf, _one(H264_COLOURS, rng), (x, y))
    return Coding("none", 0, _one(COARSE_COLOURS, rng) if rng.random() < how.half_colour else None, (x, y))


def _one(shares: dict[T, float], rng: Generator) -> T:
    """One of the keys at random. shares: how often each is drawn, relative to the others."""
    names = list(shares)
    total = sum(shares.values())
    return names[int(rng.choice(len(names), p=[share / total for share in shares.values()]))]
