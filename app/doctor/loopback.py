"""`hime doctor --loopback`: our sink writes bars to the virtual camera, OpenCV reads them, `judge` compares."""

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
from app.output.sinks.virtual import SinkError, VirtualCamera
from app.settings import OutputSettings
from hime_core.errors import UsageError
from hime_core.geometry import Image

SECONDS = 6.0  # of reading; ±0.5 fps is told apart in two
WARM_UP = 10  # pictures a driver may have kept from before, or needs to get going
PATIENCE = 10.0  # seconds until a reader that gets nothing is given up


class Reader(Protocol):
    """What is used of cv2.VideoCapture."""

    def read(self) -> tuple[bool, Image | None]: ...

    def release(self) -> None: ...


def check(
    output: OutputSettings, seconds: float = SECONDS, reader: Callable[[str], Reader] | None = None
) -> list[Check]:
    """Write in the settings' size and rate, read back for `seconds`, compare. reader: opens a camera by its name."""
    width, height, fps = output.width, output.height, output.fps
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
        # With exclusive_caps a device is a camera only once somebody has written to it.
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
    """Pictures as they come, for `seconds` from the first one after the warm-up."""
    begun = time.monotonic()
    for _ in range(WARM_UP):
        camera.read()
        if time.monotonic() - begun > PATIENCE:
            return
    begun = time.monotonic()
    while time.monotonic() - begun < seconds:
        ok, picture = camera.read()
        if ok and picture is not None:
            yield time.monotonic(), np.asarray(picture, np.uint8)
        else:
            time.sleep(0.01)


def _open(width: int, height: int) -> Callable[[str], Reader]:
    backend = cv2.CAP_V4L2 if sys.platform == "linux" else cv2.CAP_ANY  # elsewhere the number says which

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
    """What OpenCV opens for a device path (Linux) or a camera's name."""
    found = [camera.index_or_path for camera in list_cameras() if name in (camera.name, camera.index_or_path)]
    if not found:
        raise UsageError(f"{name} takes our pictures but is not among the cameras of this machine")
    return found[0]


def _wait_for(condition: Callable[[], bool]) -> None:
    begun = time.monotonic()
    while not condition() and time.monotonic() - begun < PATIENCE:
        time.sleep(0.01)
