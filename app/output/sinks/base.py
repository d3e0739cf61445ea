"""What the stages before it may rely on, wherever the pictures go."""

from typing import Protocol

from hime_core.geometry import Image


class Sink(Protocol):
    """Takes pictures of one size in the order of their times."""

    name: str

    def write(self, image: Image, time: float) -> None:
        """A BGR picture and its time in seconds since the start."""
        ...

    def close(self) -> None:
        """Finish well: a file gets its name."""
        ...

    def abort(self) -> None:
        """Give up: an unfinished file is removed, unless an error has said that it is kept."""
        ...


class NoSink:
    """Takes pictures and forgets them, for measuring."""

    name = "none"

    def write(self, image: Image, time: float) -> None:
        pass

    def close(self) -> None:
        pass

    def abort(self) -> None:
        pass
