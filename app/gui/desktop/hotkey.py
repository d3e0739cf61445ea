"""Reads the name of a key that is to be taken from all programs."""

import re
from dataclasses import dataclass

from PySide6.QtGui import QKeySequence

from app.gui.words.language import tr

# A name is a key, perhaps with some of these words before it, which are held down with the key.
HELD = ("Ctrl", "Alt", "Shift", "Meta")
# A key is a letter, a digit, F1 to F24 or Pause. Other keys are needed by other programs.
KEY = re.compile(r"(?P<symbol>[A-Z0-9])|F(?P<function>[1-9]|1\d|2[0-4])|Pause")


@dataclass(frozen=True)
class Hotkey:
    """A key and what is held down with it.

    text: as this system writes it. held: words of HELD. symbol: the ASCII code of a letter, capital, or of a digit;
    otherwise 0. function: the N of FN; otherwise 0. The key Pause has neither.
    """

    text: str
    held: frozenset[str]
    symbol: int
    function: int

    @property
    def typed(self) -> bool:
        """Whether people type this key, so that it must not be taken from them."""
        return bool(self.symbol) and self.held <= {"Shift"}


def find_hotkey(keys: str) -> Hotkey | None:
    """Return the key of this name, such as "Ctrl+Alt+P", or None if no such key can be taken."""
    *held, key = keys.split("+")
    fitting = KEY.fullmatch(key)
    if not fitting or len(set(held)) != len(held) or not set(held) <= set(HELD):
        return None
    text = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
    return Hotkey(text, frozenset(held), ord(fitting["symbol"] or "\0"), int(fitting["function"] or 0))


def taken(hotkey: Hotkey) -> str:
    """Return what is said of a key that belongs to another program, which is often the desktop."""
    return tr("Another program has already taken “{keys}”.").format(keys=hotkey.text)
