"""What travels from a source through the stages."""

from dataclasses import dataclass

from hime_core.geometry import Image


@dataclass(frozen=True)
class Frame:
    """A picture (uint8 H×W×3 BGR), its time in seconds since the source began, and its number in the source."""

    image: Image
    time: float
    index: int
