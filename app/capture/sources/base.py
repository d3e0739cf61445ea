"""The one thing the graph asks of a source."""

from collections.abc import Iterator
from typing import Protocol

from app.capture.frame import Frame


class Source(Protocol):
    """Frames in order. `live` sources set their own pace; others may be read at any speed.

    width, height: of the first frame; only a live source may change them later, when its camera is opened again.
    `close` may come from another thread than the one that iterates, and ends a live source's iteration.
    """

    name: str
    width: int
    height: int
    live: bool

    def __iter__(self) -> Iterator[Frame]: ...

    def close(self) -> None: ...
