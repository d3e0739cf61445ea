"""`hime run --source NAME` with a name that no file can have."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from app.gui.choices.remembered import Remembered
from app.gui.main import make_controller
from app.settings import Settings


def test_the_window_opens_all_the_same(tmp_path: Path) -> None:
    app = QApplication.instance() or QApplication(["hime"])
    assert isinstance(app, QApplication)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path))
    controller = make_controller(Settings(), None, "x" * 300, "none", Remembered())
    controller.window.show()
    app.processEvents()
    controller.window.close()
    controller.call.wait(20)
    controller.feed.wait(20)
