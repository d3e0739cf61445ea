"""A camera that may be unplugged, hang, sleep, change and come back: its frames, for as long as anybody wants them."""

import threading
import time
from collections.abc import Callable, Iterator
from typing import Literal

from app.capture.cameras import CameraInfo, find_again, list_cameras
from app.capture.frame import Frame
from app.capture.sources.device import Device, OpenCVDevice
from app.capture.sources.reader import OPENING, STALL, Reader, Shot
from app.settings import CameraSettings
from hime_core.errors import UsageError

BACKOFF, LONGEST_BACKOFF = 0.1, 1.0  # seconds from one try to open to the next; doubles
GLANCE = 0.1  # seconds between two looks at whether the camera is wanted again
MOST_HUNG = 3  # readers that hang in a driver; with more, opening once more would only make it worse
TICK = 1e-6  # seconds; the least between two frames


class Camera:
    """Frames from a device, opened again whenever it fails; let go of while `wanted` is cleared.

    The size may change when it is opened again; width and height are those of the first frame. Time is from the
    monotonic clock and always rises. Raises UsageError where it cannot be opened at first, and never after.
    `close` may come from any thread and ends the iteration.
    """

    live = True

    def __init__(self, name: str, open_device: Callable[[], Device], wanted: threading.Event | None = None):
        """open_device: called in a thread, again for every time; may raise. wanted: None for always."""
        self.name = name
        self.state: Literal["open", "waiting", "released"] = "open"
        self.dropped = 0  # frames that came and were overtaken before they were asked for
        self.reopened = 0  # times it gave frames again after a fault or after nobody wanted it
        self._open_device = open_device
        self._wanted = wanted
        self._closed = threading.Event()
        self._hung: list[Reader] = []
        self._reader: Reader | None = Reader(open_device)
        first = self._reader.frames.take(OPENING)
        if first is None:
            self._reader.stop()
            if isinstance(self._reader.error, UsageError):
                raise self._reader.error
            raise UsageError(f"camera {name} cannot be opened; check that it is plugged in and not in use")
        self.height, self.width = first.image.shape[:2]

    @property
    def fps(self) -> float:
        """The rate at which frames come, measured; 0 while none do."""
        reader = self._reader
        return reader.rate.fps if reader and self.state == "open" else 0.0

    def __iter__(self) -> Iterator[Frame]:
        start = time.monotonic()
        last = 0.0
        for index, shot in enumerate(self._shots()):
            last = max(shot.at - start, last + TICK)
            yield Frame(shot.image, last, index)

    def close(self) -> None:
        """Let go of the camera; a driver that hangs is left to itself."""
        self._closed.set()
        reader = self._reader
        self._let_go("released")
        if reader:
            reader.join(timeout=STALL)

    def _shots(self) -> Iterator[Shot]:
        tried, backoff = time.monotonic(), BACKOFF
        while not self._closed.is_set():
            if self._wanted and not self._wanted.is_set():
                self._let_go("released")
                backoff = BACKOFF
                self._closed.wait(GLANCE)
                continue
            reader = self._reader
            if reader is None:
                tried = time.monotonic()
                reader = self._reader = self._start()
            shot = reader.frames.take(STALL) if reader else None
            if shot:
                self.reopened += self.state != "open"
                self.state, backoff = "open", BACKOFF
                yield shot
            elif reader is None or reader.late or reader.frames.done:
                self._let_go("waiting")
                self._closed.wait(max(0.0, tried + backoff - time.monotonic()))
                backoff = min(2 * backoff, LONGEST_BACKOFF)
        self._let_go("released")

    def _start(self) -> Reader | None:
        self._hung = [r for r in self._hung if r.is_alive()]
        return Reader(self._open_device) if len(self._hung) < MOST_HUNG else None

    def _let_go(self, state: Literal["waiting", "released"]) -> None:
        self.state = state
        reader, self._reader = self._reader, None
        if reader:
            reader.stop()
            self.dropped += reader.frames.dropped
            self._hung.append(reader)


def open_camera(info: CameraInfo, settings: CameraSettings, wanted: threading.Event | None = None) -> Camera:
    """A camera of this machine, followed by who it is when its number changes."""
    others = {c.id for c in list_cameras()} - {info.id}
    return Camera(info.name, lambda: OpenCVDevice(find_again(info, others).index_or_path, settings), wanted)
