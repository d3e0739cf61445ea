"""Which keys can be taken from all programs, and what is said where none can.

tests/x11.py tries on a real display whether they are heard.
"""

import os
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.gui.desktop.global_key import GlobalKey
from app.gui.desktop.hotkey import Hotkey, find_hotkey
from app.gui.desktop.hotkey_x11 import X11Key, no_display
from hime_core.errors import UsageError


@pytest.fixture(scope="module", autouse=True)
def application() -> QApplication:
    for name in ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR"):  # `import cv2` points Qt at its own plugins
        os.environ.pop(name, None)
    made = QApplication.instance() or QApplication([])
    assert isinstance(made, QApplication)
    return made


@pytest.mark.parametrize(
    ("keys", "held", "symbol", "function"),
    [
        ("Ctrl+Alt+P", {"Ctrl", "Alt"}, ord("P"), 0),
        ("Meta+Shift+7", {"Meta", "Shift"}, ord("7"), 0),
        ("F1", set(), 0, 1),
        ("Shift+F24", {"Shift"}, 0, 24),
        ("Pause", set(), 0, 0),
    ],
)
def test_keys_that_can_be_taken(keys: str, held: set[str], symbol: int, function: int) -> None:
    found = find_hotkey(keys)
    assert found == Hotkey(keys, frozenset(held), symbol, function) and not found.typed


@pytest.mark.parametrize(
    "keys", ["", "+", "Ctrl", "Ctrl+", "Escape", "Ctrl+Escape", "F0", "F25", "p", "Ä", "Ctrl+Ctrl+P", "Hyper+P", "A, B"]
)
def test_names_that_are_no_such_key(keys: str) -> None:
    assert find_hotkey(keys) is None
    assert GlobalKey().hold(keys).startswith(f"“{keys}” is no key that HIME can take;")


@pytest.mark.parametrize("keys", ["P", "7", "Shift+P"])
def test_what_people_type_is_not_taken_from_them(keys: str) -> None:
    assert GlobalKey().hold(keys).startswith(f"“{keys}” is a key that people type;")


def test_where_no_key_can_be_taken_a_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    key = GlobalKey()
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert key.hold("Ctrl+Alt+P").startswith("On Wayland, HIME cannot take a key")
    monkeypatch.delenv("WAYLAND_DISPLAY")
    assert QApplication.platformName() == "offscreen"
    assert key.hold("Ctrl+Alt+P").startswith("On this system, HIME cannot take a key")
    key.release()


def test_without_an_x11_display_a_sentence_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DISPLAY", f"{tmp_path}/no/display:0")
    hotkey = find_hotkey("Ctrl+Alt+P")
    assert hotkey is not None
    with pytest.raises(UsageError, match=no_display()):
        X11Key(hotkey, lambda: None)
