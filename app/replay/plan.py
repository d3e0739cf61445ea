"""What a replay is asked to measure, the same for every call."""

from dataclasses import dataclass

from app.replay.degrade import Degradation
from app.settings import Settings


@dataclass(frozen=True)
class ReplayPlan:
    """What a replay is asked to measure."""

    intervals: tuple[int, ...]  # ascending; for each, a new reference is taken every so many headshots
    scale: int  # how many times smaller headshots are made
    lr: int  # the side of an LR headshot, in pixels
    degradation: Degradation
    person: int | None  # the number of the person to score, by order of appearance, from 1; None: the largest face
    every: int  # of so many headshots one is scored, drawn at random; references are taken from all of them
    settings: Settings

    @property
    def hr(self) -> int:
        """The side of an HR headshot, in pixels."""
        return self.scale * self.lr
