"""Waits as a running window does."""

import time

from PySide6.QtCore import QCoreApplication, QEvent


def wait(milliseconds: int) -> None:
    """Handle Qt's events for a while, and let other threads run. QTest.qWait would keep the interpreter from them."""
    end = time.monotonic() + milliseconds / 1000
    while True:
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        if time.monotonic() >= end:
            return
        time.sleep(0.002)
