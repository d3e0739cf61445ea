"""What tests of whole windows share: a virtual camera that is played, and the end of a window."""

import time
from collections.abc import Callable, Iterable

import numpy as np

from app.gui.controller import Controller
from tests.app.qt_wait import wait

# A test gives up waiting after this many seconds.
HANGS = 120.0


class PlayedCamera:
    """A virtual camera, by pyvirtualcam's own extension point."""

    def __init__(self) -> None:
        self.frames = 0

    def __call__(self, **asked: object) -> "PlayedCamera":
        return self

    def device(self) -> str:
        return "made"

    def native_fourcc(self) -> None:
        return None

    def send(self, frame: np.ndarray) -> None:
        self.frames += 1

    def close(self) -> None:
        return None


def until(condition: Callable[[], object]) -> None:
    """Let the window live until the condition holds."""
    end = time.monotonic() + HANGS
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        wait(20)


def close(windows: Iterable[Controller]) -> None:
    """Close windows, and wait until nothing of them runs."""
    for controller in windows:
        told: list[bool] = []
        controller.closed.connect(lambda told=told: told.append(True))
        controller.window.close()
        until(lambda told=told: told)
        controller.call.wait(HANGS)
        controller.feed.wait(HANGS)
        controller.window.deleteLater()
        wait(1)
