"""A picture on its way from a source through the stages."""

from dataclasses import dataclass

from hime_core.geometry import Image


@dataclass(frozen=True)
class Frame:
    """A picture of a source.

    image: uint8 H×W×3 BGR. time: seconds since the source began; each frame's time is later than the one before. index:
    the number of the frame in the source, from 0. faithful: False if the picture may show damage or was enlarged, so
    that no exemplar is taken from it.

    A recording takes the times from its file. A camera measures them with time.perf_counter, as every stage of a live
    call does, because time.monotonic changes only every 15.6 ms on Windows.
    """

    image: Image
    time: float
    index: int
    faithful: bool = True
