"""What every sink offers to the stages before it."""

from typing import Protocol

from hime_core.geometry import Image


class Sink(Protocol):
    """Takes pictures of one size in the order of their times."""

    name: str

    def write(self, image: Image, time: float) -> None:
        """Send a BGR picture. time: seconds since the start."""
        ...

    def close(self) -> None:
        """Finish the work. A sink that writes a file gives the file its name."""
        ...

    def abort(self) -> None:
        """Stop at once. An unfinished file is removed, unless an error has said that it is kept."""
        ...


class NoSink:
    """Takes pictures and does nothing with them, so that the speed of the other stages can be measured."""

    name = "none"

    def write(self, image: Image, time: float) -> None:
        pass

    def close(self) -> None:
        pass

    def abort(self) -> None:
        pass
