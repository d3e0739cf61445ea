"""The frames of a camera that may be unplugged, hang, sleep, change its size and come back."""

import threading
import time
from collections.abc import Callable, Iterator
from typing import Literal

from app.capture.cameras import CameraInfo, find_again, list_cameras
from app.capture.frame import Frame
from app.capture.sources.device import CameraDevice, OpenCVDevice
from app.capture.sources.reader import OPENING_TIMEOUT, STALL_TIMEOUT, CameraReader, TimedImage
from app.settings import CameraSettings
from hime_core.errors import UsageError

# A failed camera is opened again after this many seconds. The pause doubles with each failure.
FIRST_BACKOFF = 0.1
# The pause between two tries to open a camera never exceeds this many seconds.
LONGEST_BACKOFF = 1.0
# While nobody wants the camera, it is checked every so many seconds whether somebody does again.
WANTED_CHECK = 0.1
# With this many threads hanging in the driver, the camera is not opened once more: that would only make it worse.
MOST_HUNG_READERS = 3
# The times of two frames differ by at least this many seconds.
SMALLEST_STEP = 1e-6


class CameraSource:
    """Frames from a camera. A camera that fails is opened again; while `wanted` is cleared, it is released.

    width, height: pixels of the first frame; later frames may differ, since the camera may come back with another size.
    The times of frames come from time.perf_counter and always rise. Raises UsageError where the camera cannot be
    opened at first, and never after. `close` may be called from any thread and ends the iteration.
    """

    live = True

    def __init__(self, name: str, open_device: Callable[[], CameraDevice], wanted: threading.Event | None = None):
        """open_device: opens the camera, in a thread of its own; it may raise. wanted: None means always."""
        self.name = name
        self.state: Literal["open", "waiting", "released"] = "open"
        self.dropped = 0  # frames that a newer one replaced before anybody took them
        self.reopened = 0  # times that frames came again after a fault or a release
        self._open_device = open_device
        self._wanted = wanted
        self._closed = threading.Event()
        self._hung: list[CameraReader] = []
        self._reader: CameraReader | None = CameraReader(open_device)
        first = self._reader.frames.take(OPENING_TIMEOUT)
        if first is None:
            self._reader.stop()
            if isinstance(self._reader.error, UsageError):
                raise self._reader.error
            raise UsageError(f"camera {name} cannot be opened; check that it is plugged in and not in use")
        self.height, self.width = first.image.shape[:2]

    @property
    def fps(self) -> float:
        """The measured rate of the frames per second; 0 while none come."""
        reader = self._reader
        return reader.rate.fps if reader and self.state == "open" else 0.0

    def __iter__(self) -> Iterator[Frame]:
        start = time.perf_counter()
        last = 0.0
        for index, shot in enumerate(self._shots()):
            last = max(shot.at - start, last + SMALLEST_STEP)
            yield Frame(shot.image, last, index)

    def close(self) -> None:
        """Release the camera. A thread that hangs in the driver is left behind."""
        self._closed.set()
        reader = self._reader
        self._let_go("released")
        if reader:
            reader.join(timeout=STALL_TIMEOUT)

    def _shots(self) -> Iterator[TimedImage]:
        tried, backoff = time.perf_counter(), FIRST_BACKOFF
        while not self._closed.is_set():
            if self._wanted and not self._wanted.is_set():
                self._let_go("released")
                backoff = FIRST_BACKOFF
                self._closed.wait(WANTED_CHECK)
                continue
            reader = self._reader
            if reader is None:
                tried = time.perf_counter()
                reader = self._reader = self._start()
            shot = reader.frames.take(STALL_TIMEOUT) if reader else None
            if shot:
                self.reopened += self.state != "open"
                self.state, backoff = "open", FIRST_BACKOFF
                yield shot
            elif reader is None or reader.late or reader.frames.done:
                self._let_go("waiting")
                self._closed.wait(max(0.0, tried + backoff - time.perf_counter()))
                backoff = min(2 * backoff, LONGEST_BACKOFF)
        self._let_go("released")

    def _start(self) -> CameraReader | None:
        self._hung = [r for r in self._hung if r.is_alive()]
        return CameraReader(self._open_device) if len(self._hung) < MOST_HUNG_READERS else None

    def _let_go(self, state: Literal["waiting", "released"]) -> None:
        self.state = state
        reader, self._reader = self._reader, None
        if reader:
            reader.stop()
            self.dropped += reader.frames.dropped
            self._hung.append(reader)


def open_camera(info: CameraInfo, settings: CameraSettings, wanted: threading.Event | None = None) -> CameraSource:
    """Open a camera of this machine. It is found again by its id and name when its number changes."""
    others = {c.id for c in list_cameras()} - {info.id}
    return CameraSource(info.name, lambda: OpenCVDevice(find_again(info, others).index_or_path, settings), wanted)
