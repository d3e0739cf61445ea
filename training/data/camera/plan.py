"""How one camera sees one face, drawn before any pixel of it is made.

Lengths are LR pixels, deviations of noise 8-bit levels, angles radians.
"""

from dataclasses import dataclass
from typing import Literal

# Ways to bring a picture to fewer pixels. The first five average over what a new pixel covers. The last two look at one
# place alone, as a sensor that skips lines does, and so fold fine patterns into coarse ones.
Sampling = Literal["area", "gaussian", "bicubic", "lanczos", "bilinear", "skipping", "nearest"]


@dataclass(frozen=True)
class Lens:
    """Gaussian blur of two deviations along `angle` and across it, a defocus disc, and colours that part.

    lateral: how far red stands from its place in x and y; blue stands as far on the other side.
    """

    along: float
    across: float
    angle: float
    disc: float  # radius
    lateral: tuple[float, float]


@dataclass(frozen=True)
class Sensor:
    """pixels: how many there are along one LR pixel; from 1 up. Where there are more than one, a scaler follows.

    white: the deviation of the noise on white; it grows with the root of the light. dark: the deviation without light.
    """

    pixels: float
    sampling: Sampling
    mosaic: bool  # one colour a pixel, in a Bayer pattern
    white: float
    dark: float
    seed: int
    exposure: float  # gain


@dataclass(frozen=True)
class Processing:
    """What the camera makes of the sensor's picture: noise reduction, sharpening, then fewer pixels."""

    smoothing: Literal["none", "bilateral", "median"]
    sharpening: float  # share of the detail that is added once more
    radius: float  # deviation of the blur that tells the detail, in the sensor's pixels
    scaler: Sampling


@dataclass(frozen=True)
class Coding:
    """quality: JPEG's, or H.264's constant rate factor. half_colour: colour at half the resolution, without a codec."""

    codec: Literal["jpeg", "h264", "half_colour", "none"]
    quality: int


@dataclass(frozen=True)
class Shot:
    """The way of the light, from the head to the LR picture."""

    motion: float
    direction: float
    lens: Lens
    sensor: Sensor
    processing: Processing
    coding: Coding
