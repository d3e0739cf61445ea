"""What every stage after the capture may rely on, whatever the frames come from."""

from collections.abc import Iterator
from typing import Protocol

from app.capture.frame import Frame


class FrameSource(Protocol):
    """Gives frames in order.

    live: True for a source that sets its own pace, as a camera does. Other sources may be read at any speed.
    width, height: pixels of the first frame. Only a live source may give other sizes later, when its camera is
    opened again.
    """

    name: str
    width: int
    height: int
    live: bool

    def __iter__(self) -> Iterator[Frame]: ...

    def close(self) -> None:
        """Free the source. May be called from any thread. Closing a live source ends its iteration."""
        ...
