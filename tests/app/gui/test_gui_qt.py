"""Qt itself, as installed here."""

import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QWidget


def test_calls_into_qt_do_not_wear_out_none() -> None:
    """PySide6 6.12 released None at every call; with a Python before 3.12 a window then lived for some minutes."""
    app = QApplication.instance() or QApplication([])
    widget = QWidget()
    before = sys.getrefcount(None)
    for _ in range(2000):
        widget.update()
    assert sys.getrefcount(None) > before - 1000
    assert app
