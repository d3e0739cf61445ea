"""The button that loads the virtual camera, and what is said below it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from app.doctor.check import Remedy
from app.gui.desktop.camera_loader import CameraLoader
from app.gui.parts.widgets import plain, quiet
from app.gui.words.language import tr


class LoadButton(QPushButton):
    """Loads the virtual camera. `failed` is emitted when that did not work.

    Below the button, `hint` says what the button brings about, and `answer` says after a failure why it failed.
    """

    failed = Signal()

    def __init__(self, remedy: Remedy, loader: CameraLoader):
        super().__init__()
        self._remedy, self._loader = remedy, loader
        self._label = {"load": tr("Switch on the virtual camera"), "reload": tr("Restart the virtual camera")}[remedy]
        self.hint = quiet(tr("Your computer asks for an administrator's password. HIME does not see it."))
        self.answer = plain("")
        self.answer.setObjectName("answer")
        self.answer.hide()
        self.setObjectName("load")
        self.setAutoDefault(False)
        self.setAccessibleDescription(self.hint.text())
        self._show()
        self.clicked.connect(self._load)
        loader.began.connect(self._show)
        loader.ended.connect(self._end)

    def _load(self) -> None:
        self._loader.load(self._remedy)

    def _show(self) -> None:
        """Say what the button does, or that the work is under way."""
        working = self._loader.working
        self.setText(tr("Waiting for the password…") if working else self._label)
        self.setEnabled(not working)

    def _end(self, why: str) -> None:
        self._show()
        if why:
            self.answer.setText(why)
            self.hint.hide()
            self.answer.show()
            self.setAccessibleDescription(why)
            self.failed.emit()
            if self.isVisible():
                self.setFocus()  # so that a screen reader says why
