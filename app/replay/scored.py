"""Defines the scores of one headshot and its pictures."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from hime_core.geometry import Image

# A headshot is restored in one of these ways: with an earlier headshot ("recent"), with a black picture ("blank"),
# without a reference ("none"), by bicubic, with exemplars of the live bank, or with the best earlier one ("oracle").
Kind = Literal["recent", "blank", "none", "bicubic", "bank", "oracle"]


@dataclass(frozen=True, slots=True)
class Score:
    """How well one kind of reference restores a headshot. If there are several references, age and turn are means."""

    frame: int  # the frame's number in the call
    time: float  # seconds since the call began
    person: int  # by order of appearance, from 1
    kind: Kind
    interval: int | None  # in headshots; only "recent" has an interval
    psnr: float  # dB
    ssim: float
    age: float | None = None  # seconds from the reference to the headshot; None without a reference
    turn: float | None = None  # how different the two poses are (`Pose.distance`); None without a reference


@dataclass(frozen=True, slots=True)
class FramesScore:
    """How well a headshot is restored with the bank's exemplars and some frames."""

    frame: int  # the frame's number in the call
    frames: int  # how many frames the network saw, the headshot's own among them
    psnr: float  # dB
    # How much more the restored picture changes since the frame before than the truth does: the mean of the absolute
    # differences, in levels. It is below zero if the restored picture changes less.
    flicker: float
    milliseconds: float  # the network's time for the headshot


@dataclass(frozen=True)
class Pictures:
    """The pictures of one headshot: how it was made small and how it was restored."""

    lr: Image
    bicubic: Image
    sr: Image  # restored with the reference of the shortest interval
    reference: Image  # the reference of the shortest interval
    truth: Image
    banked_sr: Image  # restored with the bank's exemplars
    banked: list[Image]  # the exemplars that were used, perhaps none
    weights: list[NDArray[np.float32]]  # for each: h×w in 0..1, how much it counted in each LR pixel (CoFA)


@dataclass(frozen=True)
class Scored:
    """The scores of one headshot, and a function that makes its pictures."""

    scores: list[Score]
    gain: float  # dB over bicubic, with the reference of the shortest interval
    pictures: Callable[[], Pictures]  # makes the pictures only on demand, because few are ever shown
    # By number of frames. Empty if the network makes no use of earlier frames, or if there are too few of them.
    by_frames: list[FramesScore]
