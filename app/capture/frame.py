"""A picture on its way from a source through the stages."""

from dataclasses import dataclass

from hime_core.geometry import Image


@dataclass(frozen=True)
class Frame:
    """A picture of a source.

    image: uint8 H×W×3 BGR. time: seconds since the source began; it always rises. A camera measures it with
    time.perf_counter, which is the clock of the whole live graph (on Windows, time.monotonic ticks only every 15.6 ms);
    a recording takes it from its file. index: the number of the frame in the source, from 0.
    """

    image: Image
    time: float
    index: int
