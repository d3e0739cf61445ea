"""A sink that comes back: a virtual camera whose module was loaded anew, or that refused a picture."""

import contextlib
from collections.abc import Callable
from time import monotonic

from app.output.sinks.base import Sink
from app.output.sinks.virtual import SinkError
from hime_core.errors import UsageError
from hime_core.geometry import Image

PAUSE = 0.5  # seconds from one try to open it again to the next


class SteadySink:
    """Opens a sink anew when it fails; pictures in between are lost and counted, and nothing else stops."""

    def __init__(self, open_again: Callable[[], Sink], sink: Sink):
        self._open_again = open_again
        self._sink: Sink | None = sink
        self._next_try = 0.0
        self.name = sink.name
        self.lost = 0

    def write(self, image: Image, time: float) -> None:
        """Send a picture, or count it as lost."""
        if self._sink is None and monotonic() >= self._next_try:
            self._next_try = monotonic() + PAUSE
            with contextlib.suppress(UsageError):
                self._sink = self._open_again()
        if self._sink is None:
            self.lost += 1
            return
        try:
            self._sink.write(image, time)
        except SinkError:
            self.lost += 1
            self._close()

    def close(self) -> None:
        if self._sink:
            self._sink.close()

    def abort(self) -> None:
        if self._sink:
            self._sink.abort()

    def _close(self) -> None:
        with contextlib.suppress(SinkError, OSError, RuntimeError):
            self.close()
        self._sink = None
