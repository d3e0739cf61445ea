"""A key that HIME hears while another program has the keyboard, such as the meeting."""

import os
import sys
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from app.gui.desktop.hotkey import Hotkey, find_hotkey
from app.gui.words.language import tr
from hime_core.errors import UsageError

# These keys pause the video and continue it.
KEYS_TO_PAUSE = "Ctrl+Alt+V"


class HeldKey(Protocol):
    """A key that is taken now, on some system."""

    def release(self) -> None:
        """Give the key back to the other programs. Called once."""


class GlobalKey(QObject):
    """Takes one key from all other programs. `pressed` is emitted once for each press, however long it lasts.

    Make it and use it on the UI thread, after the QApplication.
    """

    pressed = Signal()

    def __init__(self, parent: QObject | None = None):
        super().__init__(parent)
        self._held: HeldKey | None = None

    def hold(self, keys: str) -> str:
        """Take a key, in place of the one that was taken before. Return "", or in a sentence why it cannot be taken.

        keys: such as "Ctrl+Alt+P", in QKeySequence's portable text.
        """
        self.release()
        hotkey = find_hotkey(keys)
        if hotkey is None:
            # It stands for no key, or for a key such as Escape that other programs need.
            said = tr(
                "“{keys}” is no key that HIME can take; choose a letter, a digit, F1 to F24 or Pause, as in Ctrl+Alt+P."
            )
            return said.format(keys=keys)
        if hotkey.typed:
            return tr("“{keys}” is a key that people type; add Ctrl, Alt or Meta to it.").format(keys=hotkey.text)
        try:
            self._held = self._take(hotkey)
        except UsageError as error:
            return str(error)
        return ""

    def release(self) -> None:
        """Give the key back to the other programs."""
        if self._held:
            self._held.release()
            self._held = None

    def _take(self, hotkey: Hotkey) -> HeldKey:
        """Take a key. Raises UsageError with a sentence that says why it cannot be taken."""
        if sys.platform == "win32":
            from app.gui.desktop.hotkey_windows import WindowsKey

            return WindowsKey(hotkey, self.pressed.emit)
        # Programs of X11 run on Wayland, too, but there they hear keys only while one of them has the keyboard. A
        # desktop may offer a way for programs to ask for a key there, but not all of them do.
        if os.environ.get("WAYLAND_DISPLAY"):
            raise UsageError(tr("On Wayland, HIME cannot take a key while another program has the keyboard."))
        if QGuiApplication.platformName() != "xcb":  # macOS, or no screen
            raise UsageError(tr("On this system, HIME cannot take a key while another program has the keyboard."))
        from app.gui.desktop.hotkey_x11 import X11Key

        return X11Key(hotkey, self.pressed.emit)
