"""The scores of one headshot."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from hime_core.geometry import Image

# How a headshot is restored: with an earlier headshot ("recent"), with a black picture ("blank") or without a reference
# ("none"); by bicubic; with the live bank's exemplars; or with the single earlier headshot that suits best ("oracle").
Kind = Literal["recent", "blank", "none", "bicubic", "bank", "oracle"]


@dataclass(frozen=True, slots=True)
class Score:
    """How well a headshot is restored with one kind of reference. With several references, age and turn are means."""

    frame: int  # the frame's number in the call
    time: float  # seconds since the call began
    person: int  # by order of appearance, from 1
    kind: Kind
    interval: int | None  # in headshots, of "recent"
    psnr: float  # dB
    ssim: float
    age: float | None = None  # seconds from the reference to the headshot; None without a reference
    turn: float | None = None  # how different the two poses are (`Pose.distance`); None without a reference


@dataclass(frozen=True)
class Pictures:
    """What a headshot looked like."""

    lr: Image
    bicubic: Image
    sr: Image  # restored with the reference of the shortest interval
    reference: Image  # the reference of the shortest interval
    truth: Image
    banked_sr: Image  # restored with the bank's exemplars
    banked: list[Image]  # those exemplars, perhaps none
    weights: list[NDArray[np.float32]]  # h×w in 0..1: how much each of them counted in each LR pixel (CoFA)


@dataclass(frozen=True)
class Scored:
    """The scores of one headshot, and what makes its pictures."""

    scores: list[Score]
    gain: float  # dB over bicubic, with the reference of the shortest interval
    pictures: Callable[[], Pictures]  # makes them, since few are ever shown
