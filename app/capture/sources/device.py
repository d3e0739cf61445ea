"""An open camera, as OpenCV reads it."""

import os
import threading
from typing import Protocol

import cv2

from app.settings import CameraSettings
from hime_core.errors import UsageError
from hime_core.geometry import Image

# HIME itself says that a camera is missing, so OpenCV's logger must not say it a second time.
cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
# V4L2 has 2 seconds to give a frame. With OpenCV's own 10 seconds, a dead camera would be opened again too late.
os.environ.setdefault("OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT", "2")

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
    """

    def __init__(self, place: int | str, settings: CameraSettings):
        """place: CameraInfo.index_or_path."""
        if isinstance(place, str):
            self._capture = cv2.VideoCapture(place, cv2.CAP_V4L2)
        else:
            self._capture = cv2.VideoCapture(place % 100, place - place % 100)
        self._reading = threading.Lock()
        # The format comes first, because it decides which sizes and rates the camera offers.
        self._capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
        self._capture.set(cv2.CAP_PROP_FRAME_WIDTH, settings.width)
        self._capture.set(cv2.CAP_PROP_FRAME_HEIGHT, settings.height)
        self._capture.set(cv2.CAP_PROP_FPS, settings.fps)
        self._capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
        if not any(self._capture.read()[0] for _ in range(FIRST_READS)):
            self._capture.release()
            raise UsageError(f"camera {place} cannot be opened; check that it is plugged in and not in use")

    def read(self) -> Image | None:
        with self._reading:
            ok, image = self._capture.read()
        return image if ok else None

    def release(self) -> None:
        # OpenCV frees what a read still uses, so the camera is never released while one runs.
        if self._reading.acquire(blocking=False):
            self._capture.release()
            self._reading.release()
