"""A real viewer, real PipeWire and a real session manager, on a desktop of the test's own that has no screen."""

import os
import signal
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
import pyvirtualcam

from app.media.colours import to_i420
from app.output.sinks import PipeWireCamera, Sink, SteadySink, open_sink
from app.output.viewers import Viewers
from hime_core.errors import UsageError
from hime_core.geometry import Image
from tests.app.output.desktop import PACKAGES, Viewer, desktop, missing, until

WIDTH, HEIGHT, FPS = 320, 180, 30
COLOURS = [(235, 235, 235), (20, 200, 200), (200, 200, 20), (20, 180, 20), (180, 20, 180), (20, 20, 200), (200, 20, 20)]


@pytest.fixture(scope="module")
def environment() -> Iterator[dict[str, str]]:
    """Where PipeWire runs. In CI its absence is a failure: .ci/run installs it."""
    if missing():
        assert not os.environ.get("CI"), f"CI lacks {missing()}; .ci/run installs them"
        pytest.skip(f"no {missing()} on this machine; on Debian: apt install {PACKAGES}")
    # The path of a local socket may have only 108 bytes, so that pytest's own folders are too deep.
    with tempfile.TemporaryDirectory() as folder, desktop(Path(folder)) as found:
        yield found


@pytest.fixture(autouse=True)
def here(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """HIME finds that PipeWire, and no other virtual camera."""
    for key in ("XDG_RUNTIME_DIR", "PIPEWIRE_RUNTIME_DIR"):
        monkeypatch.setenv(key, environment[key])
    monkeypatch.setattr(pyvirtualcam.camera, "BACKENDS", {})
    monkeypatch.setattr("app.output.sinks.loopbacks", list)


def bars() -> Image:
    image = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    for i, colour in enumerate(COLOURS):
        image[:, i * WIDTH // len(COLOURS) : (i + 1) * WIDTH // len(COLOURS)] = colour
    return image


class Sender(threading.Thread):
    """Sends one picture over and over, as a call does."""

    def __init__(self, sink: Sink):
        super().__init__(daemon=True)
        self._sink, self._over = sink, threading.Event()
        self.longest = 0.0  # seconds that the sink took for one picture, at most

    def run(self) -> None:
        image = bars()
        while not self._over.wait(1 / FPS):
            begun = time.monotonic()
            self._sink.write(image, begun)
            self.longest = max(self.longest, time.monotonic() - begun)

    def stop(self) -> None:
        self._over.set()
        self.join()


@contextmanager
def sending(sink: Sink) -> Iterator[Sender]:
    sender = Sender(sink)
    sender.start()
    try:
        yield sender
    finally:
        sender.stop()
        sink.close()


def process_of(sink: Sink) -> int:
    """The process that shows the camera, once it does so."""
    assert isinstance(sink, SteadySink)
    until(lambda: isinstance(sink._sink, PipeWireCamera) and sink._sink._state != b"")
    assert isinstance(sink._sink, PipeWireCamera)
    return sink._sink._process.pid


def test_without_a_kernel_module_viewers_see_what_is_sent(environment: dict[str, str]) -> None:
    sink, note = open_sink("virtual", WIDTH, HEIGHT, FPS)
    assert isinstance(sink, SteadySink) and sink.name == "HIME, through PipeWire"
    assert note and "Firefox" in note and "Zoom" in note and "modprobe" in note
    expected = np.empty((HEIGHT * 3 // 2, WIDTH), np.uint8)
    to_i420(bars(), expected)
    wanted = threading.Event()
    viewers = Viewers(sink.name, wanted, linger=0.5, watched=lambda: sink.watched)
    with sending(sink) as sender:
        until(lambda: not wanted.is_set())  # nobody watches
        assert viewers.supported
        for _ in range(2):  # a viewer goes, and another comes
            first, second = (Viewer(environment, WIDTH, HEIGHT) for _ in range(2))
            for viewer in (first, second):
                for picture in viewer.pictures(5):
                    np.testing.assert_array_equal(picture, expected)
            until(wanted.is_set)
            first.leave()
            np.testing.assert_array_equal(second.pictures(5)[-1], expected)
            second.leave()
            until(lambda: not wanted.is_set())
        assert sink.lost == 0
    viewers.close()
    assert sender.longest < 0.5


def test_a_process_that_dies_or_hangs_is_replaced(environment: dict[str, str]) -> None:
    sink, _ = open_sink("virtual", WIDTH, HEIGHT, FPS, "pipewire")
    with sending(sink):
        for sent in (signal.SIGKILL, signal.SIGSTOP):
            viewer, before = Viewer(environment, WIDTH, HEIGHT), process_of(sink)
            viewer.pictures(1)
            os.kill(before, sent)
            until(lambda before=before: process_of(sink) != before)  # type: ignore[misc]
            viewer.leave()
            again = Viewer(environment, WIDTH, HEIGHT)
            again.pictures(1)
            again.leave()


def test_a_camera_that_cannot_be_made_is_told_and_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIPEWIRE_RUNTIME_DIR", str(tmp_path))
    with pytest.raises(UsageError, match="no PipeWire runs"):
        PipeWireCamera(WIDTH, HEIGHT, FPS)
    with pytest.raises(UsageError, match="no PipeWire runs"):
        open_sink("virtual", WIDTH, HEIGHT, FPS, "pipewire")
    with pytest.raises(UsageError, match="modprobe"):
        open_sink("virtual", WIDTH, HEIGHT, FPS)
