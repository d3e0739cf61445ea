"""Opens a virtual camera again after it failed, which happens when its kernel module is loaded again."""

import contextlib
from collections.abc import Callable
from time import monotonic

from app.output.sinks.base import Sink
from app.output.sinks.pipewire import PipeWireCamera
from app.output.sinks.virtual import SinkError
from hime_core.errors import UsageError
from hime_core.geometry import Image

# HIME tries to open a failed sink again after this many seconds.
REOPEN_PAUSE = 0.5


class SteadySink:
    """Opens a sink again when it fails. `lost` counts the pictures that could not be sent meanwhile."""

    def __init__(self, open_again: Callable[[], Sink], sink: Sink):
        self._open_again = open_again
        self._sink: Sink | None = sink
        self._next_try = 0.0
        self.name = sink.name
        self.lost = 0

    def write(self, image: Image, time: float) -> None:
        """Send a picture, or count it as lost."""
        if self._sink is None and monotonic() >= self._next_try:
            self._next_try = monotonic() + REOPEN_PAUSE
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

    @property
    def watched(self) -> bool | None:
        """Whether somebody watches now, or None if this sink cannot tell."""
        sink = self._sink  # read once, because the thread that writes may close it meanwhile
        return sink.watched if isinstance(sink, PipeWireCamera) else None

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
