"""A camera that may be unplugged, hang, sleep, change and come back: its frames, for as long as anybody wants them."""

import contextlib
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Literal, Protocol, TypeGuard

import cv2
import numpy as np

from app.capture.cameras import CameraInfo, find_again, list_cameras
from app.capture.frame import Frame
from app.capture.mailbox import Slot
from app.settings import CameraSettings
from hime_core.errors import UsageError
from hime_core.geometry import Image

# A missing camera is told once, by us, and not by OpenCV's logger too.
cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
# Seconds in which V4L2 must give a frame. OpenCV's own 10 would keep a dead camera from being opened again.
os.environ.setdefault("OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT", "2")

STALL = 1.0  # seconds without a frame after which a camera has failed
OPENING = 10.0  # seconds that opening may take
BACKOFF, LONGEST_BACKOFF = 0.1, 1.0  # seconds from one try to open to the next; doubles
GLANCE = 0.1  # seconds between two looks at whether the camera is wanted again
MOST_HUNG = 3  # readers that hang in a driver; with more, opening once more would only make it worse
TRIES = 3  # reads until the first frame: capture boxes and cameras in the dark take seconds
RATE_OVER = 2.0  # seconds
TICK = 1e-6  # seconds; the least between two frames


class Device(Protocol):
    """An open camera, read from one thread."""

    def read(self) -> Image | None:
        """Wait for the next picture. None where the camera has failed; may also raise, hang or return nonsense."""
        ...

    def release(self) -> None:
        """Let go of the camera. May come while another thread reads; that thread then calls it once more."""
        ...


class OpenCVDevice:
    """A camera through OpenCV. Asks for MJPG, since raw 720p exceeds USB 2, and keeps one frame of buffer.

    Raises UsageError where it cannot be opened or gives no frame.
    """

    def __init__(self, place: int | str, settings: CameraSettings):
        """place: CameraInfo.index_or_path."""
        if isinstance(place, str):
            self._capture = cv2.VideoCapture(place, cv2.CAP_V4L2)
        else:
            self._capture = cv2.VideoCapture(place % 100, place - place % 100)
        self._reading = threading.Lock()
        # The format comes first: which sizes and rates there are depends on it.
        self._capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
        self._capture.set(cv2.CAP_PROP_FRAME_WIDTH, settings.width)
        self._capture.set(cv2.CAP_PROP_FRAME_HEIGHT, settings.height)
        self._capture.set(cv2.CAP_PROP_FPS, settings.fps)
        self._capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
        if not any(self._capture.read()[0] for _ in range(TRIES)):
            self._capture.release()
            raise UsageError(f"camera {place} cannot be opened; check that it is plugged in and not in use")

    def read(self) -> Image | None:
        with self._reading:
            ok, image = self._capture.read()
        return image if ok else None

    def release(self) -> None:
        # Never under a read: OpenCV frees what the read still uses.
        if self._reading.acquire(blocking=False):
            self._capture.release()
            self._reading.release()


@dataclass(frozen=True)
class _Shot:
    image: Image
    at: float  # seconds of time.perf_counter


class Rate:
    """Frames per second as they come: the median over the last two seconds."""

    def __init__(self) -> None:
        self._times: deque[float] = deque(maxlen=256)

    def add(self, at: float) -> None:
        """A frame came at so many seconds of time.perf_counter."""
        self._times.append(at)

    @property
    def fps(self) -> float:
        """0 until two frames have come."""
        times = tuple(self._times)
        recent = [b - a for a, b in pairwise(times) if b > times[-1] - RATE_OVER]
        middle = median(recent) if recent else 0.0
        return 1 / middle if middle else 0.0


class _Reader(threading.Thread):
    """Opens a device and reads it until it fails or is told to stop; then lets go of it. The latest frame waits."""

    def __init__(self, open_device: Callable[[], Device]):
        super().__init__(daemon=True, name="camera")  # may hang in a driver for ever
        self.frames: Slot[_Shot] = Slot()
        self.rate = Rate()
        self.error: Exception | None = None
        self._open_device = open_device
        self._device: Device | None = None
        self._stopped = False
        self._due = time.monotonic() + OPENING
        self.start()

    @property
    def late(self) -> bool:
        """Whether the first frame should have come by now, and not only been waited for while the device opens."""
        return time.monotonic() >= self._due

    def run(self) -> None:
        try:
            self._device = self._open_device()
            self._due = time.monotonic() + STALL
            while not self._stopped:
                image = self._device.read()
                at = time.perf_counter()
                if not _is_picture(image):
                    break
                self.rate.add(at)
                self.frames.put(_Shot(image, at))
        except Exception as error:  # whatever a driver comes up with; the camera is opened again
            self.error = error
        finally:
            self.stop()

    def stop(self) -> None:
        """Let go of the device, now or as soon as it can be, and end the waiting for frames."""
        self._stopped = True
        with contextlib.suppress(Exception):  # a camera that is gone may refuse; there is nothing left to free then
            if self._device is not None:
                self._device.release()
        self.frames.close()


class Camera:
    """Frames from a device, opened again whenever it fails; let go of while `wanted` is cleared.

    The size may change when it is opened again; width and height are those of the first frame. Time is of
    time.perf_counter and always rises. Raises UsageError where it cannot be opened at first, and never after.
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
        self._hung: list[_Reader] = []
        self._reader: _Reader | None = _Reader(open_device)
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
        start = time.perf_counter()
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

    def _shots(self) -> Iterator[_Shot]:
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

    def _start(self) -> _Reader | None:
        self._hung = [r for r in self._hung if r.is_alive()]
        return _Reader(self._open_device) if len(self._hung) < MOST_HUNG else None

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


def _is_picture(image: Image | None) -> TypeGuard[Image]:
    return isinstance(image, np.ndarray) and image.dtype == np.uint8 and image.shape[2:] == (3,) and image.size > 0
