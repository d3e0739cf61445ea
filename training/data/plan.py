"""What a sample will show, before any pixel of it is made: all that is random about it, in a few numbers.

One plan, two ways to make its pixels: `moments` and `degradations` by NumPy and OpenCV, one picture at a time;
`on_device` on a GPU, all pictures of a step at once.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from training.data.camera.plan import Shot
from training.data.person import Photograph

Affine = NDArray[np.float64]  # 3×3, headshot units of the output -> headshot units of the photograph
Bend = NDArray[np.float32]  # 5×5×2, shifts in x and y over the view, headshot units; between them bicubic


@dataclass(frozen=True)
class Light:
    """Exposure, contrast and white balance: level -> level^gamma · gain + lift, levels 0..1, gain by channel.

    fall: how much brighter the one side is than the middle, and the other darker, towards `direction` in radians.
    """

    gamma: float
    gain: tuple[float, float, float]
    lift: float
    fall: float = 0.0
    direction: float = 0.0


@dataclass(frozen=True)
class Wear:
    """What a camera and its codec do to a view: blur (sigma over the picture's side), noise (sigma, 8-bit levels, and
    its seed), JPEG (quality 1 to 100). 0: none of it."""

    blur: float = 0.0
    noise: float = 0.0
    seed: int = 0
    quality: int = 0


@dataclass(frozen=True)
class View:
    """A photograph moved, bent, turned (yaw and pitch in degrees), relit, darkened to a share of its levels and worn.
    photograph None: black before it is worn."""

    photograph: Photograph | None
    placement: Affine
    bend: Bend | None
    turn: tuple[float, float]
    light: Light
    level: float
    wear: Wear


@dataclass(frozen=True)
class Capture:
    """How a camera sees the target. Lengths and sigmas in LR pixels, noise in 8-bit levels, direction in radians.

    quality: of the codec; JPEG's quality or H.264's constant rate factor.
    """

    motion: float
    direction: float
    misfocus: float
    exposure: float
    noise: float
    seed: int
    codec: Literal["jpeg", "h264", "none"]
    quality: int


@dataclass(frozen=True)
class Moment:
    """A target and its references; mirror: all of them. wrong: every reference is."""

    target: View
    references: tuple[View, ...]
    mirror: bool
    wrong: bool


@dataclass(frozen=True)
class Sample:
    """A moment, and how a camera saw its target. capture None: clean, by antialiased bicubic."""

    moment: Moment
    capture: Capture | Shot | None
