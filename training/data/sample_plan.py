"""The plan of a sample. It holds all that is random about the sample in a few numbers, before any pixel is made.

There are two ways to make the pixels of a plan. `moments` and `degradations` make one picture at a time, by NumPy and
OpenCV. `on_device` makes all pictures of a step at once, on a GPU.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from hime_core.camera.parameters import Shot
from training.data.person import Photograph

# This 3×3 matrix turns a point of the view into its point on the photograph. Both points are in headshot units.
Affine = NDArray[np.float64]
# A bend is 5×5×2: the shifts in x and y, in headshot units, at five by five knots of the view. Between the knots the
# shifts are interpolated bicubically.
Bend = NDArray[np.float32]


@dataclass(frozen=True)
class Light:
    """Exposure, contrast and white balance: a level from 0 to 1 becomes level^gamma · gain + lift.

    gain: one number for each channel. fall: the side towards `direction` (radians) is brighter than the middle by this
    share, and the other side is darker by this share.
    """

    gamma: float
    gain: tuple[float, float, float]
    lift: float
    fall: float = 0.0
    direction: float = 0.0


@dataclass(frozen=True)
class Wear:
    """What a camera and its codec do to a view, in this order. A value of 0 does nothing."""

    blur: float = 0.0  # the blur's deviation, as a share of the picture's side
    noise: float = 0.0  # the noise's deviation, 8-bit levels
    seed: int = 0  # the noise is drawn by this seed
    sharpening: float = 0.0  # this share of the detail is added once more
    radius: float = 1.0  # detail is all that a blur of this deviation removes, pixels
    quality: int = 0  # JPEG's quality, 1 to 100


@dataclass(frozen=True)
class PlannedView:
    """How a photograph becomes a target or a reference. The changes are made in this order."""

    photograph: Photograph | None  # None: the view is black, and only the wear changes it
    placement: Affine  # it is moved
    bend: Bend | None  # it is bent
    turn: tuple[float, float]  # the head turns, yaw and pitch in degrees
    light: Light  # it is lit
    level: float  # it is darkened to this share of its levels, 0 to 1
    wear: Wear  # a camera and its codec see it
    closed: float = 0.0  # how far the eyes are closed, 0 to 1


@dataclass(frozen=True)
class Capture:
    """How a webcam sees the target."""

    motion: float  # how far the face moves while the shutter is open, LR pixels
    direction: float  # the motion's direction, radians
    misfocus: float  # the deviation of the lens's blur, LR pixels
    exposure: float  # the levels are multiplied by this factor
    noise: float  # the noise's deviation, 8-bit levels
    seed: int  # the noise is drawn by this seed
    codec: Literal["jpeg", "h264", "none"]
    quality: int  # JPEG's quality, or H.264's constant rate factor


@dataclass(frozen=True)
class Moment:
    """A target and its references."""

    target: PlannedView
    references: tuple[PlannedView, ...]
    mirror: bool  # whether target and references are mirrored
    wrong: bool  # whether every reference shows somebody else, or is black


@dataclass(frozen=True)
class EarlierFrame:
    """What differs in a frame of the call before a moment from the moment itself."""

    moved: Affine  # the target's placement is multiplied by this
    turn: tuple[float, float]  # the head turns, yaw and pitch in degrees
    bend: Bend | None  # the face is bent
    closed: float  # how far the eyes are closed, 0 to 1
    exposure: float  # the camera's levels are multiplied by this
    seed: int  # the camera's noise is drawn by this seed
    instead: PlannedView | None  # this is seen in place of the target, as before a cut; None: the target is seen


@dataclass(frozen=True)
class Sample:
    """A moment, how a camera sees its target, and the frames of the call before it."""

    moment: Moment
    capture: Capture | Shot | None  # None: the LR picture is clean, by antialiased bicubic
    earlier: tuple[EarlierFrame, ...] = ()  # the latest frame comes first
