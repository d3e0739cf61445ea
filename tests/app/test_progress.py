"""How far long work is: a bar in a terminal, and now and then a line anywhere else."""

import os
import sys

import pytest

from app import progress
from app.progress import Progress


class Clock:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(progress, "time", made)
    return made


def test_short_work_says_nothing_in_a_pipe(clock: Clock, capfd: pytest.CaptureFixture[str]) -> None:
    with Progress("call.mp4", 100, "frame") as told:
        for _ in told.of(range(100)):
            clock.now += progress.PAUSE / 101
    assert capfd.readouterr() == ("", "")


def test_long_work_writes_a_line_after_each_pause_in_a_pipe(clock: Clock, capfd: pytest.CaptureFixture[str]) -> None:
    with Progress("call.mp4", 5400, "frame") as told:
        for _ in range(1200):
            clock.now += 1 / 12
            told.step()
    lines = capfd.readouterr().err.split("\n")
    assert [line.split(":")[0] for line in lines] == ["call.mp4"] * 3 + [""]
    assert lines[0].startswith("call.mp4: 36") and lines[0].endswith(" of 5400 frames, 12 frames/s")


def test_slow_work_of_unknown_length(clock: Clock, capfd: pytest.CaptureFixture[str]) -> None:
    with Progress("replay", None, "frame") as told:
        clock.now += 40
        told.step(10)
    assert capfd.readouterr().err == "replay: 10 frames, 0.25 frames/s\n"


def test_a_terminal_gets_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    pty = pytest.importorskip("pty", reason="Windows has no such terminals")
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "w") as stream:
        monkeypatch.setattr(sys, "stderr", stream)
        with Progress("call.mp4", 4, "frame") as told:
            told.step(4)
        os.set_blocking(ours, False)
        written = os.read(ours, 10_000).decode()
    os.close(ours)
    assert "\rcall.mp4: 100%" in written and "4/4" in written


def test_a_terminal_that_was_closed_is_no_reason_to_fail(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w", buffering=1) as stream:
        monkeypatch.setattr(sys, "stderr", stream)
        with Progress("call.mp4", 4, "frame") as told:
            clock.now += 60
            told.step()
        os.dup2(os.open(os.devnull, os.O_WRONLY), writing)  # so that closing it, which writes the rest, succeeds


def test_a_program_without_a_console_says_nothing(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    with Progress("call.mp4", 4, "frame") as told:
        clock.now += 60
        told.step()


def test_what_a_terminal_would_obey_is_a_code(clock: Clock, capfd: pytest.CaptureFixture[str]) -> None:
    with Progress("a\x1b[2J.mp4", None, "frame") as told:
        clock.now += 40
        told.step(10)
    assert capfd.readouterr().err.startswith("a\\x1b[2J.mp4: 10 frames")
