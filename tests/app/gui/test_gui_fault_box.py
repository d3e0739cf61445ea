"""A bad settings file, where a window should open: one line at once, and a box that a signal ends."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

import pytest

HANGS = 120.0  # seconds

# The child shows the real box. On stderr it says when the box is shown; a person may then close it.
CHILD = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMessageBox
import app.gui.main

class Box(QMessageBox):
    def showEvent(self, event):
        super().showEvent(event)
        print("box:", self.text(), file=sys.stderr, flush=True)
        if "close" in sys.argv:
            QTimer.singleShot(0, self.accept)

app.gui.main.QMessageBox = Box
from app.cli import main
sys.exit(main(["run", "--config", sys.argv[1]]))
"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "config.yaml"
    path.write_text("outptu: {}\n")
    return path


def listen() -> None:
    """A process started in the background may be deaf to Ctrl-C, and its children with it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def child(*arguments: str) -> "Iterator[subprocess.Popen[str]]":
    """Run the program on a display that shows nothing, without a terminal. It is killed if it hangs."""
    # Where Qt has no display at all, it falls back to "offscreen", and HIME shows no box there.
    env = {**os.environ, "QT_QPA_PLATFORM": "minimal", "DISPLAY": ":none"}
    command = [sys.executable, "-c", CHILD, *arguments]
    with subprocess.Popen(
        command,
        env=env,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=None if sys.platform == "win32" else listen,  # noqa: PLW1509
    ) as running:
        guard = Timer(HANGS, running.kill)
        guard.start()
        try:
            yield running
        finally:
            guard.cancel()
            running.kill()


def test_the_line_comes_before_the_box_and_only_once(config: Path) -> None:
    with child(str(config), "close") as running:
        _, told = running.communicate()
    line = f"{config}: outptu: unknown key; did you mean output?"
    assert [text for text in told.splitlines() if str(config) in text] == [f"hime: {line}", f"box: {line}"]
    assert running.returncode == 2


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_box_and_the_program(config: Path, number: int) -> None:
    with child(str(config)) as running:
        assert running.stderr
        assert any(line.startswith("box: ") for line in running.stderr)
        running.send_signal(number)
        assert "Traceback" not in running.stderr.read()
        assert running.wait() == 130
