"""Reads frames from a camera, which may be unplugged, hang, sleep, change its size and come back."""

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

# HIME opens a failed camera again after this many seconds. The pause doubles with each failure.
FIRST_BACKOFF = 0.1
# The pause between two tries to open a camera never exceeds this many seconds.
LONGEST_BACKOFF = 1.0
# While nobody wants the camera, HIME checks after this many seconds whether somebody wants it again.
WANTED_CHECK = 0.1
# While this many threads hang in its driver, a camera is not opened again, because another thread would make it worse.
MOST_HUNG_READERS = 3
# The times of two frames differ by at least this many seconds.
SMALLEST_STEP = 1e-6


class CameraSource:
    """Gives the frames of a camera. It opens a failed camera again, and releases the camera while `wanted` is cleared.

    width, height: the size of the first frame, in pixels. Later frames may have another size, because the camera may
    come back with another size. The times of frames are measured with time.perf_counter, and each is later than the one
    before. Creating a CameraSource raises UsageError if the camera cannot be opened. A camera that fails later raises
    nothing. `close` may be called from any thread and ends the iteration.
    """

    live = True

    def __init__(self, name: str, open_device: Callable[[], CameraDevice], wanted: threading.Event | None = None):
        """open_device: opens the camera; it runs in another thread and may raise. wanted: None means always wanted."""
        self.name = name
        self.state: Literal["open", "waiting", "released"] = "open"
        self.dropped = 0  # frames that a newer one replaced before anybody took them
        self.reopened = 0  # how often frames came again after a fault or a release
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
        """The measured frames per second; 0 while no frames come."""
        reader = self._reader
        return reader.rate.fps if reader and self.state == "open" else 0.0

    def __iter__(self) -> Iterator[Frame]:
        start = time.perf_counter()
        last = 0.0
        for index, shot in enumerate(self._shots()):
            last = max(shot.at - start, last + SMALLEST_STEP)
            yield Frame(shot.image, last, index)

    def close(self) -> None:
        """Release the camera. If a thread hangs in the driver, `close` does not wait for it."""
        self._closed.set()
        reader = self._reader
        self._drop_reader("released")
        if reader:
            reader.join(timeout=STALL_TIMEOUT)

    def _shots(self) -> Iterator[TimedImage]:
        tried, backoff = time.perf_counter(), FIRST_BACKOFF
        while not self._closed.is_set():
            if self._wanted and not self._wanted.is_set():
                self._drop_reader("released")
                backoff = FIRST_BACKOFF
                self._closed.wait(WANTED_CHECK)
                continue
            reader = self._reader
            if reader is None:
                tried = time.perf_counter()
                reader = self._reader = self._start_reader()
            shot = reader.frames.take(STALL_TIMEOUT) if reader else None
            if shot:
                self.reopened += self.state != "open"
                self.state, backoff = "open", FIRST_BACKOFF
                yield shot
            elif reader is None or reader.late or reader.frames.done:
                self._drop_reader("waiting")
                self._closed.wait(max(0.0, tried + backoff - time.perf_counter()))
                backoff = min(2 * backoff, LONGEST_BACKOFF)
        self._drop_reader("released")

    def _start_reader(self) -> CameraReader | None:
        self._hung = [r for r in self._hung if r.is_alive()]
        return CameraReader(self._open_device) if len(self._hung) < MOST_HUNG_READERS else None

    def _drop_reader(self, state: Literal["waiting", "released"]) -> None:
        self.state = state
        reader, self._reader = self._reader, None
        if reader:
            reader.stop()
            self.dropped += reader.frames.dropped
            self._hung.append(reader)


def open_camera(info: CameraInfo, settings: CameraSettings, wanted: threading.Event | None = None) -> CameraSource:
    """Open a camera of this machine. If its number changes later, it is found again by its id and name."""
    others = {c.id for c in list_cameras()} - {info.id}
    return CameraSource(info.name, lambda: OpenCVDevice(find_again(info, others).index_or_path, settings), wanted)
