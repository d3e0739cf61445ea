"""Makes tooltips that name the keys."""

from PySide6.QtGui import QKeySequence


def tip(text: str, keys: str) -> str:
    """Return the text, followed by the keys in brackets as this platform writes them."""
    return f"{text} ({QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)})" if keys else text


def letter(label: str) -> str:
    """Return the keys that go to what a label names, such as "Alt+A" for "C&amera". Empty if the platform has none."""
    return QKeySequence.mnemonic(label).toString()
