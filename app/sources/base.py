"""The one thing the graph asks of a source."""

from collections.abc import Iterator
from typing import Protocol

from app.frames import Frame


class Source(Protocol):
    """Frames in order, all of one size. `live` sources set their own pace; others may be read at any speed."""

    name: str
    width: int
    height: int
    live: bool

    def __iter__(self) -> Iterator[Frame]: ...

    def close(self) -> None: ...
