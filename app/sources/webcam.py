"""A camera through OpenCV."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import cv2

from app.frames import Frame
from app.settings import CameraSettings
from hime_core.errors import UsageError

# A missing camera is told once, by us, and not by OpenCV's logger too.
cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)

PROBED = 4  # camera numbers tried where the system does not list them


class Webcam:
    """A camera by its number. Asks for MJPG, since raw 720p exceeds USB 2; keeps one frame of buffer.

    Raises UsageError where the camera cannot be opened or stops giving frames.
    """

    live = True

    def __init__(self, number: int, settings: CameraSettings):
        self.name = f"camera {number}"
        self._capture = cv2.VideoCapture(number)
        self._capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
        self._capture.set(cv2.CAP_PROP_FRAME_WIDTH, settings.width)
        self._capture.set(cv2.CAP_PROP_FRAME_HEIGHT, settings.height)
        self._capture.set(cv2.CAP_PROP_FPS, settings.fps)
        self._capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
        ok, image = self._capture.read()
        if not ok:
            self._capture.release()
            raise UsageError(f"camera {number} cannot be opened; check that it is plugged in and not in use")
        self.height, self.width = image.shape[:2]

    def __iter__(self) -> Iterator[Frame]:
        start = time.monotonic()
        index = 0
        while True:
            ok, image = self._capture.read()
            if not ok:
                raise UsageError(f"{self.name} stopped giving frames; plug it in again and restart")
            yield Frame(image, time.monotonic() - start, index)
            index += 1

    def close(self) -> None:
        self._capture.release()


def first_camera() -> int | None:
    """The number of the first camera that gives a frame, or None."""
    if sys.platform == "linux":
        numbers = sorted(int(p.name[5:]) for p in Path("/dev").glob("video*") if p.name[5:].isdigit())
    else:
        numbers = list(range(PROBED))
    for number in numbers:
        capture = cv2.VideoCapture(number)
        ok = capture.isOpened() and capture.read()[0]
        capture.release()
        if ok:
            return number
    return None
