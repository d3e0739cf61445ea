"""The dialog that sets the camera's own light, exposure and focus."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from app.gui.dialogs.camera_wishes import Answer, CameraWishes
from app.gui.dialogs.control_rows import ControlRows
from app.gui.parts.job import Job
from app.gui.parts.widgets import button, heading, plain, quiet, scrolled
from app.gui.words.language import tr


def nothing_to_set() -> str:
    """Return what the dialog says if there is nothing to set."""
    return tr("This camera, or this system, lets HIME set nothing here.")


class CameraDialog(QDialog):
    """Reads the controls of a camera when it opens, and sets each as soon as a person changes it."""

    def __init__(self, name: str, device: int | str, parent: QWidget | None = None):
        """name: what the camera is called. device: the camera's index_or_path."""
        super().__init__(parent)
        self._wishes = CameraWishes(device)
        self._job: Job | None = None
        self._rows: ControlRows | None = None
        self.setWindowTitle(tr("Camera: {name}").format(name=name))
        self.setAccessibleName(self.windowTitle())
        self.resize(560, 600)
        self._busy = QProgressBar(maximum=0, textVisible=False)
        self._busy.setAccessibleName(tr("Asking the camera"))
        self._about = quiet(tr("The camera keeps what you set here, also for other programs, until it is unplugged."))
        self._about.hide()
        self._state = plain("")
        self._state.setObjectName("cameraState")
        self._state.hide()
        self._area = scrolled(tr("What can be set at the camera"))
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._defaults = button(
            tr("Back to the camera's &defaults"),
            "cameraDefaults",
            tr("Set everything as it was delivered"),
            self._back,
        )
        self._defaults.setEnabled(False)
        close = button(tr("&Close"), "cameraClose", tr("Close this page"), self.accept, "Esc")
        close.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addWidget(self._defaults)
        buttons.addStretch(1)
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(heading(tr("Light, exposure and focus")))
        layout.addWidget(self._about)
        layout.addWidget(self._busy)
        layout.addWidget(self._state)
        layout.addWidget(self._area, 1)
        layout.addLayout(buttons)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        if not event.spontaneous():  # it was opened, and not only brought back from an icon
            self._ask(self._wishes.send)

    def done(self, result: int) -> None:
        """Close. What a person wished at last still reaches the camera."""
        if self._job:
            self._job.drop()
            self._job = None
        if self._wishes.waiting:
            wishes = self._wishes
            Job(lambda job: wishes.send()).start()
        super().done(result)

    def _want(self, control: int, value: int) -> None:
        self._wishes.wish(control, value)
        if self._job is None:
            self._ask(self._wishes.send)

    def _back(self) -> None:
        self._ask(self._wishes.back_to_defaults)

    def _ask(self, visit: Callable[[], Answer]) -> None:
        """Visit the camera on another thread. The answer to an earlier visit is not waited for."""
        if self._job:
            self._job.drop()
        self._job = Job(lambda job: visit())
        self._job.done.connect(self._show)
        self._job.failed.connect(self._gone)
        self._job.start()

    def _show(self, answer: Answer) -> None:
        self._job = None
        self._busy.hide()
        self._about.setVisible(bool(answer.controls))
        self._defaults.setEnabled(bool(answer.controls))
        self._say(answer.refused if answer.controls else nothing_to_set())
        if self._rows is None or not self._rows.fits(answer.controls):
            self._rows = ControlRows(answer.controls)
            self._rows.wanted.connect(self._want)
            self._area.setWidget(self._rows)
        self._rows.setEnabled(True)
        waiting = self._wishes.waiting
        self._rows.show_values(answer.controls, waiting)
        if waiting:
            self._ask(self._wishes.send)

    def _gone(self, why: str) -> None:
        self._job = None
        self._busy.hide()
        self._defaults.setEnabled(False)
        if self._rows:
            self._rows.setEnabled(False)
        self._say(why)

    def _say(self, text: str) -> None:
        self._state.setText(text)
        self._state.setVisible(bool(text))
