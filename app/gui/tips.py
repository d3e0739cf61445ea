"""Tooltips that name the keys."""

from PySide6.QtGui import QKeySequence


def tip(text: str, keys: str) -> str:
    """The text and the keys as this platform writes them."""
    return f"{text} ({QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)})" if keys else text
