"""The place below the picture keeps its height."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtWidgets import QApplication

from app.gui.window.status_bar import StatusBar
from app.gui.words.status import Status
from tests.app.qt_wait import wait


def test_the_bar_is_as_high_with_a_notice_as_without() -> None:
    assert QApplication.instance() or QApplication(["hime"])
    bar = StatusBar()
    bar.resize(844, 80)
    bar.show()
    bar.measure("1.2 of 2 processor cores")
    heights = []
    for notice, offers_check in (
        ("", False),
        ("Saved as hime.png", False),
        ("No camera was found.", True),
        ("", False),
    ):
        bar.tell(Status("The face is far away.", "good", notice=notice, offers_check=offers_check))
        wait(20)
        heights.append(bar.minimumSizeHint().height())
    assert len(set(heights)) == 1
    bar.hide()
