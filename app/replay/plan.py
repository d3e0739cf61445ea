"""What is asked of a replay: the same for every call."""

from dataclasses import dataclass

from app.replay.degrade import Degradation
from app.settings import Settings


@dataclass(frozen=True)
class Plan:
    """intervals: in headshots, ascending. person: by order of appearance, from 1; None: the largest face.

    every: one headshot of every so many is scored, drawn at random; references are taken from all of them.
    """

    intervals: tuple[int, ...]
    scale: int
    lr: int
    degradation: Degradation
    person: int | None
    every: int
    settings: Settings

    @property
    def hr(self) -> int:
        """Side of HR headshots, pixels."""
        return self.scale * self.lr
