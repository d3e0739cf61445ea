"""What the exemplars change, for the face now on screen."""

import time
from collections.abc import Callable
from pathlib import Path

import cv2
from PySide6.QtCore import QStandardPaths, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.enhance import EnhancedFace
from app.gui.difference_pictures import Drawn, FacePictures, SharePictures
from app.gui.job import Job
from app.gui.parts import ask_where, breakable, button, plain, quiet
from app.media.files import check_writable, write_whole
from app.models import lower_priority
from app.report.difference import Difference, difference, sheet
from hime_core.runtime import Engine

PAUSE = 1000  # milliseconds from one comparison to the next
KEEP = 5.0  # seconds that a comparison stays when the face is gone: on a busy computer it comes and goes
ABOUT = (
    "HIME sharpens a far face with close pictures of the same person from earlier in this call, the exemplars: "
    "this is what they add."
)
NO_FACE = (
    "No face is being sharpened right now.\n\nSit close for a few seconds, then step back until your face is small in "
    "the picture, with HIME switched on. The comparison appears here by itself."
)
NO_ENGINE = "No call is running, or HIME is still getting ready. The comparison appears here by itself."


class DifferenceDialog(QDialog):
    """Compares about once a second while it is shown. Keeps its pictures no longer than that."""

    def __init__(
        self,
        newest: Callable[[], EnhancedFace | None],
        engine: Callable[[], Engine | None],
        parent: QWidget | None = None,
    ):
        """newest: the far face on screen now; engine: that of the call. Both are asked on the UI thread."""
        super().__init__(parent)
        self._newest, self._engine = newest, engine
        self._job: Job | None = None
        self._saving: Job | None = None
        self._present: Difference | None = None
        self._compared: EnhancedFace | None = None  # the newest that was, or is being
        self._shown = 0.0  # when a comparison was last shown, seconds
        self._timer = QTimer(self, singleShot=True, interval=PAUSE)
        self._timer.timeout.connect(self._look)
        self.setWindowTitle("What the exemplars change")
        self.setAccessibleName(self.windowTitle())
        self.setMinimumSize(720, 540)
        self.resize(920, 600)
        self._hold = button("&Hold", "hold", "Keep this comparison while the call goes on (H)", self._look)
        self._hold.setCheckable(True)
        self._hold.setShortcut("H")
        self._save = button("Save &picture…", "savePicture", "Save this comparison as a picture (Ctrl+S)", self._ask)
        self._save.setShortcut("Ctrl+S")
        close = button("&Close", "differenceClose", "Close this page (Esc)", self.accept)
        close.setDefault(True)
        self._told = quiet("")
        self._told.setObjectName("told")
        self._empty = plain("")
        self._empty.setObjectName("empty")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setMargin(60)
        self._face, self._shares = FacePictures(), SharePictures()
        full = QWidget()
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._face, 4)
        column.addWidget(self._shares, 3)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._empty)
        self._pages.addWidget(full)
        buttons = QHBoxLayout()
        for widget, stretch in ((self._hold, 0), (self._save, 0), (self._told, 1), (close, 0)):
            buttons.addWidget(widget, stretch)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(14)
        layout.addWidget(plain(ABOUT))
        layout.addWidget(self._pages, 1)
        layout.addLayout(buttons)
        self._clear(NO_FACE)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self._look()

    def done(self, result: int) -> None:
        """Close and let go of every picture."""
        self.forget()
        self._timer.stop()
        super().done(result)

    def forget(self) -> None:
        """Let go of what is shown or held and of what is being compared; go on with the next face."""
        if self._job:
            self._job.drop()
            self._job = None
        self._hold.setChecked(False)
        self._clear(NO_FACE)
        self._timer.start()

    def save(self, path: Path) -> None:
        """Write the present comparison as PNG; nothing happens where there is none."""
        present = self._present
        if present is None:
            return
        self._saving = Job(lambda job: _write(present, path))
        self._saving.done.connect(self._saved)
        self._saving.failed.connect(self._saved)
        self._saving.start()

    def _saved(self, text: str) -> None:
        self._told.setText(breakable(text))

    def _look(self) -> None:
        """Start comparing the face of this moment, unless one is held or being compared."""
        if self._present and _wiped(self._present):  # whoever deletes an exemplar does not want to see it here
            self._hold.setChecked(False)
            self._clear(NO_FACE)
        if self._job or self._hold.isChecked():
            self._timer.start()
            return
        face, engine = self._newest(), self._engine()
        if face is None or engine is None:
            if engine is None or time.monotonic() - self._shown > KEEP:
                self._clear(NO_ENGINE if engine is None else NO_FACE)
            self._timer.start()
            return
        if face is self._compared:  # the camera is away
            self._timer.start()
            return
        self._compared = face
        self._job = Job(lambda job: _drawn(engine, face))
        self._job.done.connect(self._show)
        self._job.failed.connect(self._not_compared)
        self._job.start()

    def _show(self, drawn: Drawn) -> None:
        self._job = None
        self._timer.start()
        if self._hold.isChecked() and self._present:
            return
        self._present, self._shown = drawn.difference, time.monotonic()
        self._face.show_face(drawn)
        self._shares.show_shares(drawn)
        self._pages.setCurrentIndex(1)
        self._enable(True)

    def _not_compared(self, why: str) -> None:
        self._job = None
        self._clear(why)
        self._timer.start()

    def _clear(self, why: str) -> None:
        self._present = self._compared = None
        self._empty.setText(breakable(why))
        self._pages.setCurrentIndex(0)
        self._face.show_face(None)
        self._shares.show_shares(None)
        self._enable(False)

    def _enable(self, on: bool) -> None:
        self._hold.setEnabled(on)
        self._save.setEnabled(on)

    def _ask(self) -> None:
        """Hold what is shown, so that it is what gets saved, and ask for a name."""
        self._hold.setChecked(True)
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        path = Path(folder) / "hime.png"
        ask_where(self, "Save this comparison", path, "Pictures (*.png)", lambda name: self.save(Path(name)))


def _drawn(engine: Engine, face: EnhancedFace) -> Drawn:
    lower_priority()  # the call goes first
    return Drawn(difference(engine, face))


def _wiped(difference: Difference) -> bool:
    return any(not share.exemplar.image.any() for share in difference.shares)


def _write(difference: Difference, path: Path) -> str:
    check_writable(path, ".png")
    _, data = cv2.imencode(".png", sheet(difference))
    write_whole(path, data.tobytes())
    return f"Saved as {path}"
