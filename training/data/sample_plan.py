"""The plan of a sample: all that is random about it, in a few numbers, before any pixel of it is made.

There are two ways to make a plan's pixels. `moments` and `degradations` make one picture at a time, by NumPy and
OpenCV. `on_device` makes all pictures of a step at once, on a GPU.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from training.data.camera.parameters import Shot
from training.data.person import Photograph

# A 3×3 matrix, from a point of the view to its point on the photograph, both in headshot units.
Affine = NDArray[np.float64]
# 5×5×2: shifts in x and y at five by five knots of the view, headshot units. Between the knots they are bicubic.
Bend = NDArray[np.float32]


@dataclass(frozen=True)
class Light:
    """Exposure, contrast and white balance: a level from 0 to 1 becomes level^gamma · gain + lift.

    gain: one for each channel. fall: how much brighter than the middle the side towards `direction` (radians) is, as a
    share; the other side is as much darker.
    """

    gamma: float
    gain: tuple[float, float, float]
    lift: float
    fall: float = 0.0
    direction: float = 0.0


@dataclass(frozen=True)
class Wear:
    """What a camera and its codec do to a view; 0 is nothing."""

    blur: float = 0.0  # deviation of the blur, as a share of the picture's side
    noise: float = 0.0  # deviation of the noise, 8-bit levels
    seed: int = 0  # of the noise
    quality: int = 0  # JPEG's quality, 1 to 100


@dataclass(frozen=True)
class PlannedView:
    """How a photograph becomes a target or a reference. The changes are made in this order."""

    photograph: Photograph | None  # None: the view is black before its wear
    placement: Affine  # it is moved
    bend: Bend | None  # it is bent
    turn: tuple[float, float]  # the head turns, yaw and pitch in degrees
    light: Light  # it is lit
    level: float  # it is darkened to this share of its levels, 0 to 1
    wear: Wear  # a camera and its codec see it


@dataclass(frozen=True)
class Capture:
    """How a webcam sees the target."""

    motion: float  # the face moves so far while the shutter is open, LR pixels
    direction: float  # the motion's direction, radians
    misfocus: float  # deviation of the lens's blur, LR pixels
    exposure: float  # the levels are multiplied by it
    noise: float  # deviation of the noise, 8-bit levels
    seed: int  # of the noise
    codec: Literal["jpeg", "h264", "none"]
    quality: int  # JPEG's quality, or H.264's constant rate factor


@dataclass(frozen=True)
class Moment:
    """A target and its references."""

    target: PlannedView
    references: tuple[PlannedView, ...]
    mirror: bool  # target and references are mirrored
    wrong: bool  # every reference shows somebody else, or is black


@dataclass(frozen=True)
class Sample:
    """A moment, and how a camera sees its target."""

    moment: Moment
    capture: Capture | Shot | None  # None: the LR picture is clean, by antialiased bicubic
