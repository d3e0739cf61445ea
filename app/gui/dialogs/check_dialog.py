"""The dialog that checks this computer. It lists first what has to be fixed and how, and then what is fine.

On the first start, it shows only what is to be done first, and the list on request.
"""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from app.doctor import Check, examine
from app.gui.desktop.camera_loader import CameraLoader
from app.gui.dialogs.check_card import finding
from app.gui.dialogs.check_words import summary, to_do_first
from app.gui.dialogs.to_do import ToDo
from app.gui.parts.job import Job
from app.gui.parts.widgets import button, heading, plain, scrolled
from app.gui.words.language import tr
from app.settings import Settings

# The dialog has this size in logical pixels, with the findings and without.
WITH_FINDINGS, WITHOUT_FINDINGS = QSize(640, 560), QSize(640, 260)


class CheckDialog(QDialog):
    """Checks the computer when it is opened, and again on request."""

    def __init__(self, settings: Settings, loader: CameraLoader, parent: QWidget | None = None, first: bool = False):
        """loader: loads the virtual camera when a person asks for it. The computer is then checked again.

        first: whether HIME is started for the first time. The dialog then says welcome, and names the one thing that is
        to be done first. The findings can be unfolded.
        """
        super().__init__(parent)
        self._settings, self._loader = settings, loader
        self._job: Job | None = None
        self.setWindowTitle(tr("Welcome to HIME") if first else tr("Check this computer"))
        self.setAccessibleName(self.windowTitle())
        self._head = heading("")
        self._head.setObjectName("checkHead")
        self._first = ToDo(loader) if first else None
        self._busy = QProgressBar(maximum=0, textVisible=False)
        self._busy.setAccessibleName(tr("Looking at this computer"))
        self._list = scrolled(tr("Findings"))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        place = self._list.sizePolicy()
        place.setRetainSizeWhenHidden(True)  # else the lines above would spread over the whole dialog
        self._list.setSizePolicy(place)
        self._again = button(tr("Check &again"), "checkAgain", tr("Look at this computer again"), self._check, "F5")
        # A shortcut of the button itself would take the place of its letter.
        QShortcut(QKeySequence(Qt.Key.Key_F5), self).activated.connect(self._again.click)
        if first:  # Escape closes the page, too, but begins no call
            close = button(tr("&Start"), "checkClose", tr("Begin the call"), self.accept)
        else:
            close = button(tr("&Close"), "checkClose", tr("Close this page"), self.accept, "Esc")
        close.setDefault(True)
        layout = self._layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        if first:
            layout.addWidget(plain(tr("HIME makes your face sharp in video calls when you sit far from the camera.")))
        layout.addWidget(self._head)
        layout.addWidget(self._busy)
        if self._first:
            layout.addWidget(self._first)
        layout.addWidget(self._list, 1)
        buttons = QHBoxLayout()
        if first:
            buttons.addWidget(self._findings_button())
        buttons.addWidget(self._again)
        buttons.addStretch(1)
        buttons.addWidget(close)
        layout.addLayout(buttons)
        self._unfold(not first)
        close.setFocus()
        loader.ended.connect(self._loaded)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        if self._job is None:
            self._check()

    def event(self, event: QEvent) -> bool:
        """On the first start, grow with what is unfolded on the page. Qt alone takes a wrapped text for one line."""
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self._first and self._first.isVisible():
            self.resize(self.width(), max(self.height(), self._layout.minimumHeightForWidth(self.width())))
        return handled

    def done(self, result: int) -> None:
        """Close. A check that still runs is dropped."""
        if self._job:
            self._job.drop()
            self._job = None
        super().done(result)

    def _findings_button(self) -> QPushButton:
        made = QPushButton(tr("Show what was &found"))
        made.setCheckable(True)
        made.setObjectName("checkFindings")
        made.setAutoDefault(False)
        made.toggled.connect(self._unfold)
        return made

    def _unfold(self, unfolded: bool) -> None:
        if self._first:
            self._first.setVisible(not unfolded)  # the first card says the same
        self._list.setVisible(unfolded)
        self._again.setVisible(unfolded)
        self.resize(WITH_FINDINGS if unfolded else WITHOUT_FINDINGS)

    def _loaded(self, why: str) -> None:
        """Check again if the virtual camera was loaded."""
        if not why and self.isVisible():
            self._check()

    def _check(self) -> None:
        if self._job:
            self._job.drop()
        settings = self._settings
        self._job = Job(lambda job: examine(settings))
        self._job.done.connect(self._tell)
        self._job.failed.connect(self._not_checked)
        self._again.setEnabled(False)
        self._busy.show()
        self._head.setText(tr("Looking at this computer…"))
        if self._first:
            self._first.show_check(None)
        self._job.start()

    def _not_checked(self, why: str) -> None:
        self._tell([Check("check", False, why)])

    def _tell(self, checks: list[Check]) -> None:
        self._busy.hide()
        self._again.setEnabled(True)
        self._head.setText(summary(checks))
        failing = [check for check in checks if not check.ok]
        fine = [check for check in checks if check.ok and not check.skipped]
        if self._first:
            self._first.show_check(to_do_first(checks))
        page = QWidget()
        rows = QVBoxLayout(page)
        rows.setContentsMargins(0, 0, 8, 0)
        rows.setSpacing(10)
        for check in [*failing, *fine, *(check for check in checks if check.skipped)]:
            rows.addWidget(finding(check, self._loader))
        rows.addStretch(1)
        self._list.setWidget(page)
