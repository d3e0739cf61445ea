"""Defines what a replay measures."""

from dataclasses import dataclass

from app.replay.degrade import Degradation
from app.settings import Settings


@dataclass(frozen=True)
class ReplayPlan:
    """What a replay measures, the same for every call."""

    intervals: tuple[int, ...]  # in headshots, ascending: how often a new reference is taken
    scale: int  # an LR headshot is this many times smaller than an HR headshot
    lr: int  # the side of an LR headshot, in pixels
    degradation: Degradation
    # The number of the person to score, by order of appearance, from 1. None scores the largest face.
    person: int | None
    # In each block of this many headshots, one headshot is drawn at random and scored. All may become references.
    every: int
    settings: Settings

    @property
    def hr(self) -> int:
        """The side of an HR headshot, in pixels."""
        return self.scale * self.lr
