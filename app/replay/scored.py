"""What is measured of one headshot."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from hime_core.geometry import Image

Kind = Literal["recent", "blank", "none", "bicubic", "bank", "oracle"]


@dataclass(frozen=True, slots=True)
class Score:
    """A headshot restored with one kind of reference. age: seconds from the reference to it; turn: the distance of
    their poses; both are means where there are several."""

    frame: int
    time: float
    person: int
    kind: Kind
    interval: int | None
    psnr: float
    ssim: float
    age: float | None = None
    turn: float | None = None


@dataclass(frozen=True)
class Pictures:
    """What a headshot looked like: with the reference of the shortest interval, and with the bank's (maybe none)."""

    lr: Image
    bicubic: Image
    sr: Image
    reference: Image
    truth: Image
    banked_sr: Image
    banked: list[Image]
    weights: list[NDArray[np.float32]]  # CoFA's of the bank's references, h×w, in 0..1


@dataclass(frozen=True)
class Scored:
    """The scores of one headshot, and a way to its pictures (made when asked for)."""

    scores: list[Score]
    gain: float  # dB over bicubic, with the reference of the shortest interval
    pictures: Callable[[], Pictures]
