"""How one camera sees one face, before any pixel of it is made.

Lengths are LR pixels, deviations of noise are 8-bit levels, angles are radians.
"""

from dataclasses import dataclass
from typing import Literal

# The ways to reduce a picture to fewer pixels. The first five average over the area of a new pixel. The last two look
# at one place alone, as a sensor that skips lines does, and so fold fine patterns into coarse ones.
Sampling = Literal["area", "gaussian", "bicubic", "lanczos", "bilinear", "skipping", "nearest"]


@dataclass(frozen=True)
class Lens:
    """A lens that blurs by a Gaussian, is out of focus, or moves colours apart; 0 is nothing."""

    along: float  # deviation of the Gaussian along `angle`
    across: float  # deviation of the Gaussian across `angle`
    angle: float
    disc: float  # radius of the disc that a point out of focus becomes
    lateral: tuple[float, float]  # how far red is from its place in x and y; blue is as far on the other side


@dataclass(frozen=True)
class Sensor:
    """A sensor, which turns light into pixels and adds noise."""

    pixels: float  # its pixels along the side of one LR pixel, from 1 up; where there are more, a scaler follows
    sampling: Sampling  # how it takes a pixel from the picture
    mosaic: bool  # each pixel sees one colour, in a Bayer pattern
    white: float  # deviation of the noise that light brings, on white; it grows with the root of the light
    dark: float  # deviation of the noise without light
    seed: int  # of the noise
    exposure: float  # the levels are multiplied by it


@dataclass(frozen=True)
class Processing:
    """What a camera does to its sensor's picture: it reduces noise, sharpens, then reduces the picture."""

    smoothing: Literal["none", "bilateral", "median"]
    sharpening: float  # this share of the detail is added once more
    radius: float  # detail is what a blur of this deviation removes, pixels of the sensor
    scaler: Sampling  # how the picture is reduced to the LR size


@dataclass(frozen=True)
class Coding:
    """The codec that a picture goes through."""

    codec: Literal["jpeg", "h264", "half_colour", "none"]  # half_colour: colour at half the resolution, no codec
    quality: int  # JPEG's quality, or H.264's constant rate factor


@dataclass(frozen=True)
class Shot:
    """How a camera sees one moment, in the order from the head to the LR picture."""

    motion: float  # the face moves so far while the shutter is open
    direction: float  # the motion's direction
    lens: Lens
    sensor: Sensor
    processing: Processing
    coding: Coding
