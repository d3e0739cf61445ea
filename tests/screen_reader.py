"""Reads HIME's window as a screen reader does, through AT-SPI, and finds controls without a name.

Run `/usr/bin/python3 tests/screen_reader.py`, with a Python that has PyGObject (Debian: python3-gi, gir1.2-atspi-2.0,
at-spi2-core, xvfb, dbus-daemon). It is not part of CI, which has none of these.

It starts `hime run --source sample` from the repository's environment on a screen of its own, opens one dialog after
the other by its key, and prints the role, the name and the states of everything that can have the keyboard's focus. The
exit status is 1 if something of that has no name.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
# These keys open the dialogs: settings, check, how to, see the difference.
DIALOGS = {"Settings": "ctrl+comma", "Check": "F2", "How to": "F1", "Difference": "ctrl+d"}
# HIME gets this many seconds to show its window, and each dialog two.
WINDOW_WITHIN = 30


def main() -> int:
    """Run this script again in a session of its own, with a screen and a bus."""
    if "HIME_SCREEN_READER" not in os.environ:
        inner = ["dbus-run-session", "--", "xvfb-run", "-a", "-s", "-screen 0 1366x768x24", sys.executable, __file__]
        return subprocess.run(inner, env=os.environ | {"HIME_SCREEN_READER": "1"}, check=False).returncode
    return read()


def read() -> int:
    """Start HIME, read its window and its dialogs, and end it."""
    import gi

    gi.require_version("Atspi", "2.0")
    from gi.repository import Atspi

    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {"HOME": home, "XDG_CONFIG_HOME": home, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
        (Path(home) / "HIME").mkdir()
        (Path(home) / "HIME" / "hime.ini").write_text("[General]\nsource=sample\nsink=none\n")
        program = [str(ROOT / ".venv/bin/python"), "-m", "app", "run"]
        hime = subprocess.Popen(program, cwd=ROOT, env=environment)
        try:
            end = time.monotonic() + WINDOW_WITHIN
            while not (windows := frames(Atspi)) and time.monotonic() < end:
                time.sleep(0.5)
            time.sleep(2)
            unnamed = said(Atspi, "Window")
            for name, key in DIALOGS.items():
                focus("^HIME$")  # without a window manager, nobody else gives the window the keyboard
                subprocess.run(["xdotool", "key", key], check=True)
                time.sleep(2)
                unnamed += said(Atspi, name)
                focus("HIME")
                subprocess.run(["xdotool", "key", "Escape"], check=True)
                time.sleep(0.5)
        finally:
            hime.terminate()
            hime.wait(20)
    print(f"{unnamed} without a name" if unnamed or not windows else "everything has a name")
    return int(bool(unnamed) or not windows)


def focus(title: str) -> None:
    """Give the keyboard to the newest window whose title fits a regular expression."""
    found = subprocess.run(
        ["xdotool", "search", "--onlyvisible", "--name", title], check=True, capture_output=True, text=True
    ).stdout.split()
    subprocess.run(["xdotool", "windowfocus", "--sync", found[-1]], check=True)


def frames(atspi: object) -> list[object]:
    """Return HIME's top windows."""
    desktop = atspi.get_desktop(0)  # type: ignore[attr-defined]
    programs = [desktop.get_child_at_index(n) for n in range(desktop.get_child_count())]
    return [p.get_child_at_index(n) for p in programs if p for n in range(p.get_child_count())]


def said(atspi: object, title: str) -> int:
    """Print what is said of the newest window. Return how many controls have no name."""
    windows = frames(atspi)
    print(f"== {title}: {windows[-1].get_name() if windows else 'no window'}")  # type: ignore[attr-defined]
    return walk(atspi, windows[-1], 0) if windows else 1


def walk(atspi: object, node: object, depth: int) -> int:
    """Print what can have the focus, below a node. Return how many have no name."""
    states, name, role = node.get_state_set(), node.get_name(), node.get_role_name()  # type: ignore[attr-defined]
    kind = atspi.StateType  # type: ignore[attr-defined]
    unnamed = 0
    if states.contains(kind.FOCUSABLE) and states.contains(kind.SHOWING):
        checked = " (on)" if states.contains(kind.CHECKED) else ""
        labels = [
            relation.get_target(n).get_name()
            for relation in node.get_relation_set()  # type: ignore[attr-defined]
            if relation.get_relation_type() == atspi.RelationType.LABELLED_BY  # type: ignore[attr-defined]
            for n in range(relation.get_n_targets())
        ]
        print(f"{'  ' * depth}{role}: {' / '.join([*labels, name])}{checked}")
        # On Linux, Qt gives the chosen entry as the name of a list. What the list is for is said by its label.
        unnamed += not (labels if role == "combo box" else name)
    for n in range(node.get_child_count()):  # type: ignore[attr-defined]
        child = node.get_child_at_index(n)  # type: ignore[attr-defined]
        unnamed += walk(atspi, child, depth + 1) if child else 0
    return unnamed


if __name__ == "__main__":
    sys.exit(main())
