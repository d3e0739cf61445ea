"""An open camera, as OpenCV reads it."""

import os
import threading
from typing import Protocol

import cv2

from app.settings import CameraSettings
from hime_core.errors import UsageError
from hime_core.geometry import Image

# A missing camera is told once, by us, and not by OpenCV's logger too.
cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
# Seconds in which V4L2 must give a frame. OpenCV's own 10 would keep a dead camera from being opened again.
os.environ.setdefault("OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT", "2")

TRIES = 3  # reads until the first frame: capture boxes and cameras in the dark take seconds


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
