"""The parameters of a camera that sees one face. They are drawn before any pixel is made.

Lengths are LR pixels, deviations of noise are 8-bit levels, angles are radians.
"""

from dataclasses import dataclass
from typing import Literal

# These are the ways to reduce a picture to fewer pixels. The first five average over the area of a new pixel. The last
# two look at one place alone, as a sensor that skips lines does, and so turn fine patterns into coarse ones.
Sampling = Literal["area", "gaussian", "bicubic", "lanczos", "bilinear", "skipping", "nearest"]

# How fine colour is: in 4:2:2 it is half as fine across, in 4:2:0 also down.
Fineness = Literal["4:2:2", "4:2:0"]


@dataclass(frozen=True)
class Colour:
    """How coarse colour is, and where its writer and its reader believe that a coarse colour lies.

    If they do not believe the same, the reader moves colour by half a pixel against brightness. This is common: the
    files of browsers and of many programs have the middle, and do not say so, and H.264's standard then says left.
    """

    fineness: Fineness
    # What the writer takes for a colour: the mean around the middle of the pixels, the mean around the left ones, or
    # the colour of the first pixel.
    written: Literal["middle", "left", "first"]
    # What the reader does. For "middle" and "left" it interpolates, as if a colour lay in the middle of its pixels or
    # at the left ones. For "repeated" it gives all pixels the colour.
    read: Literal["middle", "left", "repeated"]


@dataclass(frozen=True)
class Lens:
    """A lens that blurs by a Gaussian, is out of focus, or moves colours apart. A value of 0 does nothing."""

    along: float  # the Gaussian's deviation along `angle`
    across: float  # the Gaussian's deviation at right angles to `angle`
    angle: float
    disc: float  # the radius of the disc that a point out of focus becomes
    lateral: tuple[float, float]  # how far red is moved in x and y; blue is moved as far the other way


@dataclass(frozen=True)
class Sensor:
    """A sensor, which turns light into pixels and adds noise."""

    pixels: float  # its pixels along the side of one LR pixel, from 1 up; above 1 a scaler follows
    sampling: Sampling  # how the sensor reduces the picture to its pixels
    mosaic: bool  # whether each pixel sees one colour alone, in a Bayer pattern
    gains: tuple[float, float]  # red and blue light are multiplied by these factors to balance white
    tone: float  # how much the tone curve lifts shadows: light x becomes log(1 + tone·x) / log(1 + tone); 0: it is x
    white: float  # the deviation of light's noise on white, in 255ths of the light; it grows with the root of the light
    dark: float  # the noise's deviation without light, in 255ths of white
    seed: int  # the noise is drawn by this seed
    exposure: float  # the levels are multiplied by this factor


@dataclass(frozen=True)
class Processing:
    """What a camera does to its sensor's picture: it reduces noise, sharpens, and then scales the picture down."""

    carried: float  # this share of the picture is the frame before, as temporal noise reduction leaves it
    trail: tuple[float, float]  # in the frame before, the face was moved by this much in x and y, pixels of the sensor
    smoothing: Literal["none", "bilateral", "median"]
    sharpening: float  # this share of the detail is added once more
    radius: float  # detail is all that a blur of this deviation removes, pixels of the sensor
    scaler: Sampling  # how the picture is reduced to the LR size


@dataclass(frozen=True)
class Coding:
    """The codec that a picture goes through."""

    codec: Literal["jpeg", "h264", "none"]
    quality: int  # JPEG's quality, or H.264's constant rate factor
    # JPEG uses the fineness alone, and H.264 is always in 4:2:0. None: all colour is kept. No codec does that.
    colour: Colour | None
    # The grid of coarse colours begins this many pixels left of the picture and above it, 0 or 1 in x and y.
    phase: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class Shot:
    """How a camera sees one moment, in the order from the head to the LR picture."""

    motion: float  # how far the face moves while the shutter is open
    direction: float  # the motion's direction
    lens: Lens
    sensor: Sensor
    processing: Processing
    coding: Coding
