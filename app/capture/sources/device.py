"""An open camera, as OpenCV reads it."""

import os
import threading
import time
from typing import Protocol

import cv2

from app.settings import CameraSettings
from hime_core.errors import UsageError
from hime_core.geometry import Image

# HIME itself says that a camera is missing, so OpenCV's logger must not say it a second time.
cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
# V4L2 has 2 seconds to give a frame. With OpenCV's own 10 seconds, a dead camera would be opened again too late.
os.environ.setdefault("OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT", "2")

# On macOS a person may take this many seconds to allow the camera. They fit into OPENING_TIMEOUT of reader.py.
PERMISSION_WAIT = 8.0
# A camera that is not allowed yet is tried again after this many seconds.
PERMISSION_CHECK = 0.5
# Opening a camera reads this many times until a frame comes. Capture boxes and cameras in the dark need several reads.
FIRST_READS = 3


class CameraDevice(Protocol):
    """An open camera, read from one thread."""

    def read(self) -> Image | None:
        """Wait for the next picture. None means that the camera has failed; a driver may also raise or hang."""
        ...

    def release(self) -> None:
        """Let go of the camera. May be called while another thread reads; that thread then calls it once more."""
        ...


class OpenCVDevice:
    """A camera that OpenCV has opened.

    Asks for MJPG, since raw 720p exceeds what USB 2 can carry, and for a buffer of one frame, so that no frame is old.
    Raises UsageError where the camera cannot be opened or gives no frame.

    One thread opens, reads and releases it: DirectShow wants to be released by the thread that opened it. `release`
    from another thread therefore does nothing, and the reading thread releases the camera after its present read.
    """

    def __init__(self, place: int | str, settings: CameraSettings):
        """place: CameraInfo.index_or_path."""
        self._thread = threading.get_ident()
        self._reading = threading.Lock()
        self._capture = _opened(place)
        for what, value in _wishes(place, settings):
            self._capture.set(what, value)
        if not any(self._capture.read()[0] for _ in range(FIRST_READS)):
            self._capture.release()
            allowed = ", and that System Settings, Privacy & Security, Camera allows it" if _is_mac(place) else ""
            raise UsageError(f"camera {place} cannot be opened; check that it is plugged in and not in use{allowed}")

    def read(self) -> Image | None:
        with self._reading:
            ok, image = self._capture.read()
        return image if ok else None

    def release(self) -> None:
        if threading.get_ident() != self._thread:
            return
        # OpenCV frees what a read still uses, so the camera is never released while one runs.
        if self._reading.acquire(blocking=False):
            self._capture.release()
            self._reading.release()


def _opened(place: int | str) -> cv2.VideoCapture:
    """Open a camera. On macOS, wait for the person's permission.

    OpenCV's AVFoundation asks for the permission and fails at once where another thread than the first one opens the
    camera, so it is opened again until the person has answered.
    """
    if isinstance(place, str):
        return cv2.VideoCapture(place, cv2.CAP_V4L2)
    number, backend = place % 100, place - place % 100
    capture = cv2.VideoCapture(number, backend)
    end = time.perf_counter() + PERMISSION_WAIT
    while _is_mac(place) and not capture.isOpened() and time.perf_counter() < end:
        time.sleep(PERMISSION_CHECK)
        capture.release()
        capture = cv2.VideoCapture(number, backend)
    return capture


def _is_mac(place: int | str) -> bool:
    return isinstance(place, int) and place - place % 100 == cv2.CAP_AVFOUNDATION


def _wishes(place: int | str, settings: CameraSettings) -> list[tuple[int, float]]:
    """The properties to ask a camera for, in the order in which its backend keeps them."""
    form = (cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
    size = [(cv2.CAP_PROP_FRAME_WIDTH, settings.width), (cv2.CAP_PROP_FRAME_HEIGHT, settings.height)]
    rate, buffer = (cv2.CAP_PROP_FPS, settings.fps), (cv2.CAP_PROP_BUFFERSIZE, 1)
    if isinstance(place, int) and place - place % 100 == cv2.CAP_DSHOW:
        # DirectShow starts again with each of these, and forgets the format where a size or a rate comes after it.
        return [*size, rate, form, buffer]
    # With V4L2 the format decides which sizes and rates the camera offers.
    return [form, *size, rate, buffer]
