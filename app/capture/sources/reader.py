"""Reads a camera in a thread of its own, and measures how many frames per second come."""

import contextlib
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TypeGuard

import numpy as np

from app.capture.mailbox import Slot
from app.capture.sources.device import CameraDevice
from hime_core.geometry import Image

# An open camera that gives no frame for this many seconds has failed.
STALL_TIMEOUT = 1.0
# Opening a camera may take this many seconds.
OPENING_TIMEOUT = 10.0
# The frame rate is measured over this many seconds.
RATE_WINDOW = 2.0


@dataclass(frozen=True)
class TimedImage:
    """A picture as the camera gave it, and the time.perf_counter (seconds) at which it came."""

    image: Image
    at: float


class FrameRate:
    """Measures the frames per second as 1 / the median time between two frames, over the last RATE_WINDOW seconds."""

    def __init__(self) -> None:
        self._times: deque[float] = deque(maxlen=256)

    def add(self, at: float) -> None:
        """Note that a frame came at this time.perf_counter (seconds)."""
        self._times.append(at)

    @property
    def fps(self) -> float:
        """Frames per second; 0 until two frames have come."""
        times = tuple(self._times)
        recent = [b - a for a, b in pairwise(times) if b > times[-1] - RATE_WINDOW]
        middle = median(recent) if recent else 0.0
        return 1 / middle if middle else 0.0


class CameraReader(threading.Thread):
    """Opens a device, reads it until the device fails or `stop` is called, and then releases it.

    `frames` holds the latest frame. `error` is the exception that the driver raised, or None.
    """

    def __init__(self, open_device: Callable[[], CameraDevice]):
        super().__init__(daemon=True, name="camera")  # a thread that hangs in a driver must not keep the program alive
        self.frames: Slot[TimedImage] = Slot()
        self.rate = FrameRate()
        self.error: Exception | None = None
        self._open_device = open_device
        self._device: CameraDevice | None = None
        self._stopped = False
        self._deadline = time.perf_counter() + OPENING_TIMEOUT
        self.start()

    @property
    def late(self) -> bool:
        """Whether the device has had more time than it may take to open and to give its first frame."""
        return time.perf_counter() >= self._deadline

    def run(self) -> None:
        try:
            self._device = self._open_device()
            self._deadline = time.perf_counter() + STALL_TIMEOUT
            while not self._stopped:
                image = self._device.read()
                at = time.perf_counter()
                if not _is_picture(image):
                    break
                self.rate.add(at)
                self.frames.put(TimedImage(image, at))
        except Exception as error:  # a driver may raise anything; the camera is then opened again
            self.error = error
        finally:
            self.stop()

    def stop(self) -> None:
        """Release the device as soon as its driver allows it, and wake whoever waits for a frame."""
        self._stopped = True
        with contextlib.suppress(Exception):  # a camera that is gone may refuse, and then nothing is left to free
            if self._device is not None:
                self._device.release()
        self.frames.close()


def _is_picture(image: Image | None) -> TypeGuard[Image]:
    return isinstance(image, np.ndarray) and image.dtype == np.uint8 and image.shape[2:] == (3,) and image.size > 0
