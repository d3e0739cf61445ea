"""`hime doctor --loopback`: writes test pictures to the virtual camera and reads them back through OpenCV."""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import Protocol

import cv2
import numpy as np

from app.capture.cameras import list_cameras
from app.doctor.bars import COUNTERS, draw
from app.doctor.check import Check
from app.doctor.judge import ALONE, judge
from app.output.pipewire import PIPEWIRE
from app.output.sinks.virtual import SinkError, VirtualCamera
from app.settings import OutputSettings
from hime_core.errors import UsageError
from hime_core.geometry import Image

# The pictures are read back for this many seconds. Two seconds would be enough to measure the rate to 0.5 frames a
# second.
READING_SECONDS = 6.0
# This many pictures are read first and not judged, because a driver may have kept them from before.
WARM_UP = 10
# HIME waits at most this many seconds until pictures are sent, and again until WARM_UP pictures are read.
LONGEST_SILENCE = 10.0


class Reader(Protocol):
    """The methods of cv2.VideoCapture that this check uses."""

    def read(self) -> tuple[bool, Image | None]: ...

    def release(self) -> None: ...


def check(
    output: OutputSettings, seconds: float = READING_SECONDS, reader: Callable[[str], Reader] | None = None
) -> list[Check]:
    """Write pictures of the settings' size and rate, read them back for `seconds`, and judge them.

    reader: a function that opens a camera by its name. If it is None, OpenCV opens the camera.
    """
    width, height, fps = output.width, output.height, output.fps
    if output.device == PIPEWIRE:
        return [Check("loopback", True, "not checked: OpenCV cannot read a camera in PipeWire", skipped=True)]
    try:
        sink = VirtualCamera(width, height, fps, output.device)
    except UsageError as error:
        return [Check("loopback", False, str(error), "hime doctor")]
    sent: list[float] = []
    stop = threading.Event()
    faults: list[SinkError] = []

    def send() -> None:
        start = time.monotonic()
        try:
            while not stop.is_set() and len(sent) < COUNTERS:
                picture = draw(len(sent), width, height)
                stop.wait(max(0.0, start + len(sent) / fps - time.monotonic()))
                sent.append(time.monotonic())
                sink.write(picture, sent[-1] - start)
        except SinkError as error:
            faults.append(error)

    sender = threading.Thread(target=send, daemon=True)
    sender.start()
    try:
        # With exclusive_caps, a device can be opened as a camera only after a picture was written to it.
        _wait_for(lambda: len(sent) > 1 or bool(faults))
        camera = (reader or _open(width, height))(sink.name)
        try:
            checks = judge(_frames(camera, seconds), sent, width, height, fps)
        finally:
            camera.release()
    except UsageError as error:
        return [Check("loopback", False, str(error), ALONE)]
    finally:
        stop.set()
        sender.join()
        sink.close()
    return [*checks, *(Check("loopback writing", False, str(fault), "hime doctor") for fault in faults)]


def _frames(camera: Reader, seconds: float) -> Iterator[tuple[float, Image]]:
    """Yield the pictures of `seconds` after the warm-up, each with its time of arrival in seconds."""
    begun = time.monotonic()
    for _ in range(WARM_UP):
        camera.read()
        if time.monotonic() - begun > LONGEST_SILENCE:
            return
    begun = time.monotonic()
    while time.monotonic() - begun < seconds:
        ok, picture = camera.read()
        if ok and picture is not None:
            yield time.monotonic(), np.asarray(picture, np.uint8)
        else:
            time.sleep(0.01)


def _open(width: int, height: int) -> Callable[[str], Reader]:
    # On systems other than Linux, the camera's number also tells OpenCV which backend to use.
    backend = cv2.CAP_V4L2 if sys.platform == "linux" else cv2.CAP_ANY

    def reader(name: str) -> Reader:
        camera = cv2.VideoCapture(_place(name), backend)
        camera.set(cv2.CAP_PROP_FRAME_WIDTH, width)
        camera.set(cv2.CAP_PROP_FRAME_HEIGHT, height)
        if not camera.isOpened():
            camera.release()
            raise UsageError(f"{name} takes our pictures but cannot be opened as a camera")
        return camera

    return reader


def _place(name: str) -> int | str:
    """Return the number or path with which OpenCV opens a camera.

    name: the device's path on Linux, and the camera's name elsewhere. Raises UsageError if there is no such camera.
    """
    found = [camera.index_or_path for camera in list_cameras() if name in (camera.name, camera.index_or_path)]
    if not found:
        raise UsageError(f"{name} takes our pictures but is not among the cameras of this machine")
    return found[0]


def _wait_for(condition: Callable[[], bool]) -> None:
    begun = time.monotonic()
    while not condition() and time.monotonic() - begun < LONGEST_SILENCE:
        time.sleep(0.01)
