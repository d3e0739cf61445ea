"""Ctrl-C twice, SIGTERM twice, or a terminal that closes: what was recorded stays."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import av
import pytest

from app.run.interrupts import asked_to_stop
from hime_core.runtime import Engine
from tests.app.run.test_live import Camera, Collector, live_graph

pty = pytest.importorskip("pty", reason="Windows has no such signals, nor terminals that close")


@pytest.fixture(autouse=True)
def _signals_that_count() -> Iterator[None]:
    # nohup and some shells begin a program with SIGHUP ignored, and every process that it starts.
    before = {number: signal.signal(number, signal.default_int_handler) for number in SIGNALS}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


SIGNALS = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]


class Interrupted(Collector):
    """A sink during whose closing a person presses Ctrl-C again."""

    def close(self) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.01)
        super().close()


@pytest.mark.parametrize("number", SIGNALS)
def test_each_signal_asks_to_stop_and_raises_nothing(number: signal.Signals) -> None:
    asked: list[int] = []
    with asked_to_stop(lambda: asked.append(1)):
        for _ in range(2):
            os.kill(os.getpid(), number)
            time.sleep(0.01)
    assert asked == [1, 1]
    os.kill(os.getpid(), number)  # the command is about to end
    time.sleep(0.01)


def test_without_a_signal_all_is_as_before() -> None:
    before = [signal.getsignal(number) for number in SIGNALS]
    with asked_to_stop(lambda: None):
        assert [signal.getsignal(number) for number in SIGNALS] != before
    assert [signal.getsignal(number) for number in SIGNALS] == before


def test_an_ignored_signal_stays_ignored() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with asked_to_stop(lambda: pytest.fail("it was ignored")):
            os.kill(os.getpid(), signal.SIGHUP)
            time.sleep(0.01)
    finally:
        signal.signal(signal.SIGHUP, before)


def test_a_second_ctrl_c_loses_nothing_of_a_live_call(engine: Engine) -> None:
    sink = Interrupted()
    graph = live_graph(Camera(10_000), sink, engine)
    threading.Timer(1.0, os.kill, (os.getpid(), signal.SIGINT)).start()
    graph.run(20, None, None)
    assert sink.state == "closed" and sink.pictures


def frames(path: Path) -> int:
    with av.open(str(path)) as container:
        return sum(1 for _ in container.decode(video=0))


@pytest.fixture
def long_recording(tmp_path: Path) -> Path:
    """A minute of grey."""
    path = tmp_path / "grey.mp4"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", 30, options={"preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt = 320, 240, "yuv420p"
        frame = av.VideoFrame(320, 240, "yuv420p")
        for plane in frame.planes:
            plane.update(bytes([128]) * plane.buffer_size)
        for i in range(1800):
            frame.pts = i
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return path


def wait_for_pictures(out: Path) -> None:
    """Until the unfinished file has a second of pictures."""
    partial, until = out.with_name("out.partial.mp4"), time.monotonic() + 60
    while not (partial.exists() and partial.stat().st_size > 2000):
        assert time.monotonic() < until
        time.sleep(0.05)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_two_signals_end_enhancing_and_keep_what_was_written(
    long_recording: Path, tmp_path: Path, number: signal.Signals
) -> None:
    out = tmp_path / "out.mp4"
    command = [sys.executable, "-m", "app", "enhance", str(long_recording), str(out)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    wait_for_pictures(out)
    for _ in range(2):
        process.send_signal(number)
        time.sleep(0.02)
    told = process.communicate(timeout=60)[0]
    assert process.returncode == 0 and "stopped" in told
    assert 0 < frames(out) < 1800


def test_a_terminal_that_closes_ends_enhancing_and_keeps_what_was_written(long_recording: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.mp4"
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "app", "enhance", str(long_recording), str(out)]
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True)
    os.close(theirs)
    wait_for_pictures(out)
    os.close(ours)
    process.send_signal(signal.SIGHUP)
    assert process.wait(60) == 0
    assert 0 < frames(out) < 1800
