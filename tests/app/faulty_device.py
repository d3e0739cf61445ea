"""A camera on the desk, played from a real recording, on which faults strike at given frames."""

import itertools
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import av
import cv2
import numpy as np

from app.capture.sources import SampleCall
from hime_core.errors import UsageError
from hime_core.geometry import Image
from tests.conftest import write_video

HANG = 120.0  # seconds; a stalled read that nobody releases ends the test rather than stopping it


@dataclass(frozen=True)
class Fault:
    """Something goes wrong from a frame on, for so many seconds.

    stall: a read hangs until the device is released, also past the end of the fault. disconnect: reads give None and
    opening fails. resize: pictures of half the size. corrupt: no pictures but nonsense (0 seconds: once). slow: 5 fps.
    """

    kind: Literal["stall", "disconnect", "resize", "corrupt", "slow"]
    at_frame: int
    seconds: float


class FaultyDevice:
    """`open` is what `app.capture.sources.camera.CameraSource` takes. Plays the recording over and over at `fps`."""

    def __init__(self, path: Path, faults: Sequence[Fault] = (), fps: float = 30.0):
        self.fps = fps
        self.opened = 0  # times, in all
        self.held = 0  # of these, not released yet: above 0 the camera's light is on
        self.ends: dict[Fault, float] = {}  # of faults that have struck: the monotonic second at which they end
        self._faults = faults
        self._frames = itertools.count()
        self._pictures = _played(path)
        self._nonsense = itertools.cycle([_empty, _grey, _float, _not_an_array])
        self._lock = threading.Lock()

    def open(self) -> "_Handle":
        with self._lock:
            if self.strikes("disconnect"):
                raise UsageError("the made camera is unplugged")
            self.opened += 1
            self.held += 1
            return _Handle(self)

    def strikes(self, kind: str) -> bool:
        """Whether a fault of this kind is on now."""
        now = time.monotonic()
        return any(fault.kind == kind and now < end for fault, end in self.ends.items())

    def next_picture(self) -> Image | None:
        with self._lock:
            now, number = time.monotonic(), next(self._frames)
            struck = [f for f in self._faults if f not in self.ends and number >= f.at_frame]
            self.ends |= {f: now + f.seconds for f in struck}
            kinds = {f.kind for f in struck}
            if "disconnect" in kinds or self.strikes("disconnect"):
                return None
            picture = next(self._pictures)
            if "resize" in kinds or self.strikes("resize"):
                picture = cv2.resize(picture, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
            if "corrupt" in kinds or self.strikes("corrupt"):
                return next(self._nonsense)(picture)
            return picture

    def released(self) -> None:
        with self._lock:
            self.held -= 1


class _Handle:
    """The device as one opening sees it."""

    def __init__(self, camera: FaultyDevice):
        self._camera = camera
        self._released = threading.Event()
        self._due = time.monotonic()

    def read(self) -> Image | None:
        camera = self._camera
        self._due = max(self._due + 1 / (5.0 if camera.strikes("slow") else camera.fps), time.monotonic())
        if self._released.wait(max(0.0, self._due - time.monotonic())):
            return None
        picture = camera.next_picture()
        if camera.strikes("stall"):
            self._released.wait(HANG)
            return None
        return picture

    def release(self) -> None:
        if not self._released.is_set():
            self._released.set()
            self._camera.released()


@cache
def _pictures() -> list[Image]:
    return [cv2.resize(f.image, (320, 180), interpolation=cv2.INTER_AREA) for f in SampleCall(seconds=0.5)]


def record(path: Path) -> Path:
    """The first half second of the sample call at 320×180 and 30 fps: H.264 for .mp4, Motion JPEG for .avi."""
    pictures = _pictures()
    if path.suffix == ".mp4":
        return write_video(path, pictures, fps=30)
    with av.open(str(path), "w") as out:
        stream = out.add_stream("mjpeg", rate=30)
        stream.width, stream.height, stream.pix_fmt = 320, 180, "yuvj420p"
        for picture in pictures:
            out.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="bgr24")))
        out.mux(stream.encode())
    return path


def _played(path: Path):
    while True:
        with av.open(str(path)) as container:
            for frame in container.decode(video=0):
                yield frame.to_ndarray(format="bgr24")


def _empty(picture: Image) -> Image:
    return picture[:0]


def _grey(picture: Image) -> Image:
    return picture[:, :, 0]


def _float(picture: Image) -> np.ndarray:
    return picture / 255.0


def _not_an_array(picture: Image) -> object:
    return picture.tobytes()
