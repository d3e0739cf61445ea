"""The dialog that explains how to choose HIME's camera in Zoom, Meet, Teams and browsers."""

import sys

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QScrollArea, QTabWidget, QVBoxLayout, QWidget

from app.gui.dialogs.howto import Page, camera_name, pages
from app.gui.parts.widgets import button, heading, plain, quiet, scrolled
from app.gui.words.language import tr


class HowToDialog(QDialog):
    """Shows a page for each program."""

    checked = Signal()  # a person wants to check this computer

    def __init__(self, camera: str | None, parent: QWidget | None = None, platform: str = sys.platform):
        """camera: the name of the virtual camera in other programs; None if there is none yet.

        platform: as sys.platform. Names and menus depend on it.
        """
        super().__init__(parent)
        self.setWindowTitle(tr("How to choose the camera"))
        self.setAccessibleName(self.windowTitle())
        self.resize(600, 480)
        self._tabs = QTabWidget(documentMode=True)
        self._tabs.setObjectName("howToTabs")
        self._tabs.setAccessibleName(tr("Programs"))
        for page in pages(platform, camera):
            self._tabs.addTab(_shown(page), page.title)
        close = button(tr("&Close"), "howToClose", tr("Close this page"), self.accept, "Esc")
        close.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        if camera is None:
            missing = plain(
                tr("The virtual camera does not exist yet: check this computer first, and then follow the steps below.")
            )
            missing.setObjectName("howToNoCamera")
            layout.addWidget(missing)
            check = button(tr("Check this com&puter"), "howToCheck", tr("See what is missing"), self._check)
            layout.addWidget(check, 0, Qt.AlignmentFlag.AlignLeft)
        choose = tr("In other programs, choose the camera “{camera}”").format(camera=camera or camera_name(platform))
        layout.addWidget(heading(choose))
        layout.addWidget(plain(tr("You do this once for each program: it remembers. HIME must be open.")))
        layout.addWidget(self._tabs, 1)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)

    def _check(self) -> None:
        self.checked.emit()


def _shown(page: Page) -> QScrollArea:
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(4, 14, 12, 8)
    column.setSpacing(8)
    for way in page.ways:
        column.addWidget(heading(way.when, 1.0))
        steps = QGridLayout()
        steps.setHorizontalSpacing(10)
        steps.setVerticalSpacing(8)
        steps.setColumnStretch(1, 1)
        for number, step in enumerate(way.steps):
            steps.addWidget(plain(f"{number + 1}."), number, 0, Qt.AlignmentFlag.AlignTop)
            steps.addWidget(_selectable(step), number, 1)
        column.addLayout(steps)
        column.addSpacing(10)
    for note in page.notes:
        column.addWidget(quiet(note))
    column.addStretch(1)
    area = scrolled(page.title)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inside)
    return area


def _selectable(step: str) -> QLabel:
    """Make the label of a step. Its text can be selected, so that addresses can be copied."""
    label = plain(step)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
