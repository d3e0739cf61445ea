"""What every source of frames offers to the stages after it."""

from collections.abc import Iterator
from typing import Protocol

from app.capture.frame import Frame


class FrameSource(Protocol):
    """Gives frames in order.

    live: True if the source sets its own pace, as a camera does. Other sources may be read at any speed. width, height:
    the size of the first frame, in pixels. Later frames have the same size, except that a camera may give another size
    after it was opened again.
    """

    name: str
    width: int
    height: int
    live: bool

    def __iter__(self) -> Iterator[Frame]: ...

    def close(self) -> None:
        """Free the source. May be called from any thread. Closing a live source ends its iteration."""
        ...
