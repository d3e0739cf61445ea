"""Opens a camera with OpenCV and reads it."""

import os
import threading
import time
from typing import Protocol

import cv2

from app.settings import CameraSettings
from hime_core.errors import UsageError
from hime_core.geometry import Image

# HIME itself tells a person that a camera is missing, so OpenCV's logger must not tell it a second time.
cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
# OpenCV waits 2 seconds for a frame of V4L2. Its default of 10 seconds would open a dead camera again too late.
os.environ.setdefault("OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT", "2")

# On macOS HIME waits this many seconds for a person to allow the camera. It must be less than reader.OPENING_TIMEOUT.
PERMISSION_WAIT = 8.0
# HIME tries a camera that is not allowed yet again after this many seconds.
PERMISSION_CHECK = 0.5
# A new camera may give its first frame at any of this many reads. Capture boxes and cameras in the dark need several.
FIRST_READS = 3


class CameraDevice(Protocol):
    """An open camera, read from one thread."""

    def read(self) -> Image | None:
        """Wait for the next picture. Returns None if the camera has failed. A driver may also raise or hang."""
        ...

    def release(self) -> None:
        """Release the camera. May be called while another thread reads. The reading thread then calls it once more."""
        ...


class OpenCVDevice:
    """A camera that OpenCV has opened.

    It asks the camera for MJPG, because raw 720p exceeds what USB 2 can carry. It also asks for a buffer of one frame,
    so that no frame is old. Raises UsageError if the camera cannot be opened or gives no frame.

    The same thread must open, read and release the camera, because DirectShow requires it. If another thread calls
    `release`, nothing happens, and the reading thread must call it after its current read.
    """

    def __init__(self, place: int | str, settings: CameraSettings):
        """place: CameraInfo.index_or_path."""
        self._thread = threading.get_ident()
        self._reading = threading.Lock()
        self._capture = _opened(place)
        for what, value in _requested_properties(place, settings):
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
        # Releasing would free memory that a read in progress still uses, so the camera is not released during a read.
        if self._reading.acquire(blocking=False):
            self._capture.release()
            self._reading.release()


def _opened(place: int | str) -> cv2.VideoCapture:
    """Open a camera. On macOS, wait until the person has allowed it, but no longer than PERMISSION_WAIT.

    In any thread but the main one, OpenCV only makes macOS ask the person for permission and then fails at once. So
    HIME opens the camera again and again until the person has answered.
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


def _requested_properties(place: int | str, settings: CameraSettings) -> list[tuple[int, float]]:
    """Return the properties to ask a camera for, in an order in which its backend forgets none of them."""
    form = (cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
    size = [(cv2.CAP_PROP_FRAME_WIDTH, settings.width), (cv2.CAP_PROP_FRAME_HEIGHT, settings.height)]
    rate, buffer = (cv2.CAP_PROP_FPS, settings.fps), (cv2.CAP_PROP_BUFFERSIZE, 1)
    if isinstance(place, int) and place - place % 100 == cv2.CAP_DSHOW:
        # DirectShow restarts the camera for each property, and it forgets the format if a size or a rate is set later.
        return [*size, rate, form, buffer]
    # V4L2 must know the format first, because the format decides which sizes and rates the camera offers.
    return [form, *size, rate, buffer]
