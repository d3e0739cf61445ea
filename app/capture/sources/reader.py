"""The thread that reads a camera, and the rate at which its frames come."""

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
from app.capture.sources.device import Device
from hime_core.geometry import Image

STALL = 1.0  # seconds without a frame after which a camera has failed
OPENING = 10.0  # seconds that opening may take
RATE_OVER = 2.0  # seconds


@dataclass(frozen=True)
class Shot:
    image: Image
    at: float  # monotonic seconds


class Rate:
    """Frames per second as they come: the median over the last two seconds."""

    def __init__(self) -> None:
        self._times: deque[float] = deque(maxlen=256)

    def add(self, at: float) -> None:
        """A frame came at so many monotonic seconds."""
        self._times.append(at)

    @property
    def fps(self) -> float:
        """0 until two frames have come."""
        times = tuple(self._times)
        recent = [b - a for a, b in pairwise(times) if b > times[-1] - RATE_OVER]
        middle = median(recent) if recent else 0.0
        return 1 / middle if middle else 0.0


class Reader(threading.Thread):
    """Opens a device and reads it until it fails or is told to stop; then lets go of it. The latest frame waits."""

    def __init__(self, open_device: Callable[[], Device]):
        super().__init__(daemon=True, name="camera")  # may hang in a driver for ever
        self.frames: Slot[Shot] = Slot()
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
                at = time.monotonic()
                if not _is_picture(image):
                    break
                self.rate.add(at)
                self.frames.put(Shot(image, at))
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


def _is_picture(image: Image | None) -> TypeGuard[Image]:
    return isinstance(image, np.ndarray) and image.dtype == np.uint8 and image.shape[2:] == (3,) and image.size > 0
