"""What travels from a source through the stages."""

from dataclasses import dataclass

from hime_core.geometry import Image


@dataclass(frozen=True)
class Frame:
    """A picture, uint8 H×W×3 BGR, as a source gives it.

    time: seconds since the source began; it rises from frame to frame. A live source measures it by time.perf_counter,
    the clock of the live graph: time.monotonic ticks every 15.6 ms on Windows. index: the frame's number in the source,
    from 0.
    """

    image: Image
    time: float
    index: int
