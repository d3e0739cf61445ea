"""The one thing the graph asks of a sink."""

from typing import Protocol

from hime_core.geometry import Image


class Sink(Protocol):
    """Takes pictures of one size in order of time. `close` finishes well; `abort` leaves nothing behind."""

    name: str

    def write(self, image: Image, time: float) -> None:
        """A BGR picture and its time in seconds since the start."""
        ...

    def close(self) -> None: ...

    def abort(self) -> None: ...


class NoSink:
    """Takes pictures and forgets them: for measuring."""

    name = "none"

    def write(self, image: Image, time: float) -> None:
        pass

    def close(self) -> None:
        pass

    def abort(self) -> None:
        pass
