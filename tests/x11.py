"""Tries the global key on a real X11 display: `python -m tests.x11`. Needs Linux with Xvfb and xdotool; not part of CI.

It starts a display of its own, where another program's window has the keyboard, and presses keys there.
"""

import contextlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QApplication

from app.gui.desktop.global_key import GlobalKey

# What should happen may take this many seconds.
HAPPENS = 10.0
# What should not happen gets this many seconds to happen nevertheless.
HAPPENS_NOT = 0.6
# This program has a window that prints a line for each key that it hears.
OTHER_PROGRAM = """
from PySide6.QtWidgets import QApplication, QWidget
class Window(QWidget):
    def keyPressEvent(self, event):
        print("heard", event.key(), flush=True)
app = QApplication([])
window = Window()
window.show()
print(int(window.winId()), flush=True)
app.exec()
"""
# This program takes a key before HIME does.
OTHER_TAKER = """
import sys
from PySide6.QtWidgets import QApplication
from app.gui.desktop.global_key import GlobalKey
app = QApplication([])
key = GlobalKey()
print(key.hold(sys.argv[1]) or "taken", flush=True)
app.exec()
"""


class Other:
    """Another program. first: the first line that it printed."""

    def __init__(self, source: str, *arguments: str):
        self._process = subprocess.Popen([sys.executable, "-c", source, *arguments], stdout=subprocess.PIPE, bufsize=0)
        assert self._process.stdout
        self._output = self._process.stdout
        self.first = self._output.readline().decode().strip()
        os.set_blocking(self._output.fileno(), False)

    def heard(self) -> int:
        """Return how many keys it heard since the last time."""
        return (self._output.read() or b"").count(b"heard")

    def end(self) -> None:
        self._process.kill()
        self._process.wait()


class Trial:
    """HIME's key, and the other program, whose window has the keyboard."""

    def __init__(self, app: QApplication, other: Other):
        self._app, self._other = app, other
        self._heard = 0
        self.key = GlobalKey()
        self.key.pressed.connect(self._hear)

    def until(self, true: Callable[[], bool], seconds: float = HAPPENS) -> bool:
        """Let the programs work until something is so. Return whether it is."""
        end = time.monotonic() + seconds
        while not true() and time.monotonic() < end:
            self._app.processEvents()
            time.sleep(0.005)
        return true()

    def after(self, what: str, keys: str, hime: int, other: int) -> None:
        """Press keys, and check how many presses HIME hears, and how many the other program. keys: for xdotool."""
        xdotool(*keys.split())
        self.until(lambda: self._heard >= hime > 0, HAPPENS if hime else 0)
        self.until(lambda: False, HAPPENS_NOT)
        there = self._other.heard()
        print(f"{what}: HIME heard {self._heard} of {hime}, the other program {there} of {other}")
        assert (self._heard, there) == (hime, other), what
        self._heard = 0

    def _hear(self) -> None:
        self._heard += 1


def main() -> None:
    missing = [name for name in ("Xvfb", "xdotool") if not shutil.which(name)]
    if missing:
        sys.exit(f"install {' and '.join(missing)} first")
    with display() as name:
        os.environ |= {"DISPLAY": name, "QT_QPA_PLATFORM": "xcb"}
        os.environ.pop("WAYLAND_DISPLAY", None)
        app = QApplication([])
        other = Other(OTHER_PROGRAM)
        try:
            xdotool("windowfocus", "--sync", other.first)
            trial = Trial(app, other)
            presses(trial)
            changes(trial)
            conflict(trial)
        finally:
            other.end()
    print("all is well")


@contextlib.contextmanager
def display() -> Iterator[str]:
    """Start a display, and give its name."""
    reading, writing = os.pipe()
    server = subprocess.Popen(["Xvfb", "-displayfd", str(writing)], pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as pipe:
            yield f":{pipe.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


def xdotool(*words: str) -> None:
    subprocess.run(["xdotool", *words], check=True)


def presses(trial: Trial) -> None:
    """The key and only the key is heard, once for each press. Ctrl and Alt themselves go to the other program."""
    trial.after("before a key is taken", "key p", 0, 1)
    assert trial.key.hold("Ctrl+Alt+P") == ""
    trial.after("the key", "key ctrl+alt+p", 1, 2)
    trial.after("the letter alone", "key p", 0, 1)
    trial.after("the letter with Ctrl alone", "key ctrl+p", 0, 2)
    long = "keydown ctrl keydown alt keydown p sleep 1.5 keyup p"
    trial.after("held for 1.5 seconds", long, 1, 2)
    trial.after("pressed again, with Ctrl and Alt still held", "keydown p keyup p keyup alt keyup ctrl", 1, 0)
    early = "keydown ctrl keydown alt keydown p keyup ctrl keydown q keyup q keyup p keyup alt"
    trial.after("Ctrl let go first, and another key pressed meanwhile", early, 1, 2)
    for lock in ("Num_Lock", "Caps_Lock", "Scroll_Lock"):
        trial.after(f"{lock} is switched on", f"key {lock}", 0, 1)
        trial.after("and then the key", "key ctrl+alt+p", 1, 2)


def changes(trial: Trial) -> None:
    """Another key takes the first one's place, and a key is given back."""
    assert trial.key.hold("Pause") == ""
    trial.after("another key", "key Pause", 1, 0)
    trial.after("the first one is free again", "key ctrl+alt+p", 0, 3)
    assert trial.key.hold("Meta+Shift+7") == ""
    trial.after("a digit", "key super+shift+7", 1, 2)
    assert trial.key.hold("F9") == ""
    trial.after("a function key", "key F9", 1, 0)
    trial.key.release()
    trial.after("given back", "key F9", 0, 1)


def conflict(trial: Trial) -> None:
    """A key of another program cannot be taken. HIME goes on, and takes it when that program has ended."""
    taker = Other(OTHER_TAKER, "Ctrl+Alt+P")
    assert taker.first == "taken"
    why = trial.key.hold("Ctrl+Alt+P")
    print(f"taken by another program: {why}")
    assert "Another program has already taken" in why
    trial.after("the other program's key", "key ctrl+alt+p", 0, 2)
    assert trial.key.hold("Ctrl+Alt+O") == ""
    trial.after("another key instead", "key ctrl+alt+o", 1, 2)
    taker.end()
    assert trial.until(lambda: trial.key.hold("Ctrl+Alt+P") == "")
    trial.after("the key, when that program has ended", "key ctrl+alt+p", 1, 2)


if __name__ == "__main__":
    main()
