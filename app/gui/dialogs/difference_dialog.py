"""The dialog that shows what the exemplars change on the face now on screen."""

from collections.abc import Callable
from pathlib import Path

import cv2
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.enhance import EnhancedFace
from app.gui.dialogs.comparing import Comparing, no_face
from app.gui.dialogs.difference_pictures import DrawnDifference, FacePictures, SharePictures
from app.gui.parts.job import Job
from app.gui.parts.widgets import add_key, ask_where, breakable, button, plain, quiet
from app.gui.words.language import tr
from app.media.files import check_writable, write_whole
from app.report.difference import Difference, sheet
from hime_core.runtime import Engine


class DifferenceDialog(QDialog):
    """The dialog makes a comparison about once a second while it is open. It keeps no picture after it was closed."""

    def __init__(
        self,
        newest: Callable[[], EnhancedFace | None],
        engine: Callable[[], Engine | None],
        parent: QWidget | None = None,
    ):
        """newest: returns the far face on screen. engine: returns the call's engine. Both run on the UI thread."""
        super().__init__(parent)
        self._comparing = Comparing(newest, engine, self)
        self._comparing.compared.connect(self._show)
        self._comparing.gone.connect(self._clear)
        self._comparing.aged.connect(self._age)
        self._saving: Job | None = None
        self.setWindowTitle(tr("See the difference"))
        self.setAccessibleName(self.windowTitle())
        self.setMinimumSize(720, 540)
        self.resize(920, 600)
        self._hold = button(
            tr("&Hold"), "hold", tr("Keep this comparison while the call goes on"), self._hold_clicked, "H"
        )
        self._hold.setCheckable(True)
        add_key(self, "H", self._hold)
        self._save = button(
            tr("Save &picture…"), "savePicture", tr("Save this comparison as a picture"), self._ask, "Ctrl+S"
        )
        add_key(self, "Ctrl+S", self._save)
        self._save_result = quiet("")
        self._save_result.setObjectName("told")
        policy = self._save_result.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # so that the buttons stay where they are
        self._save_result.setSizePolicy(policy)
        self._save_result.hide()
        self._when = quiet("")
        self._when.setObjectName("when")
        self._empty = plain("")
        self._empty.setObjectName("empty")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setMargin(60)
        self._face, self._shares, self._pages = FacePictures(), SharePictures(), QStackedWidget()
        self._lay_out()
        self._clear(no_face())

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self._comparing.look()

    def done(self, result: int) -> None:
        """Close and drop every picture."""
        self._comparing.stop()
        super().done(result)

    def forget(self) -> None:
        """Drop the comparison that is shown and the one under way. The next face will be compared again."""
        self._comparing.forget()

    def save(self, path: Path) -> None:
        """Write the present comparison as PNG. Without one, the dialog says that nothing was saved."""
        present = self._comparing.present
        if present is None:  # it was dropped while a person chose the file's name
            self._saved(tr("It was not saved: the comparison is gone."))
            return
        self._saving = Job(lambda job: _write(present, path))
        self._saving.done.connect(self._saved)
        self._saving.failed.connect(self._saved)
        self._saving.start()

    def _saved(self, text: str) -> None:
        self._save_result.setText(breakable(text))
        self._save_result.show()

    def _hold_clicked(self) -> None:
        self._comparing.held = self._hold.isChecked()
        self._name_moment(self._comparing.held)
        self._comparing.look()

    def _show(self, drawn: DrawnDifference) -> None:
        self._face.show_face(drawn)
        self._shares.show_shares(drawn)
        self._name_moment(self._comparing.held)
        self._pages.setCurrentIndex(1)
        self._enable(True)

    def _name_moment(self, held: bool) -> None:
        self._when.setText(tr("Held") if held else tr("Now"))

    def _age(self) -> None:
        if not self._comparing.held:
            self._when.setText(tr("A moment ago"))

    def _clear(self, why: str) -> None:
        self._hold.setChecked(self._comparing.held)
        self._empty.setText(breakable(why))
        self._pages.setCurrentIndex(0)
        self._face.show_face(None)
        self._shares.show_shares(None)
        self._enable(False)

    def _enable(self, on: bool) -> None:
        self._hold.setEnabled(on)
        self._save.setEnabled(on)

    def _ask(self) -> None:
        """Hold the comparison that is shown, so that no other one is saved, and ask for a file's name."""
        self._hold.setChecked(True)
        self._comparing.held = True
        self._name_moment(True)
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        path = Path(folder) / "hime.png"
        ask_where(
            self, tr("Save this comparison"), path, tr("Pictures") + " (*.png)", lambda name: self.save(Path(name))
        )

    def _lay_out(self) -> None:
        full = QWidget()
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._when)
        column.addWidget(self._face, 4)
        column.addWidget(self._shares, 3)
        self._pages.addWidget(self._empty)
        self._pages.addWidget(full)
        close = button(tr("&Close"), "differenceClose", tr("Close this page"), self.accept, "Esc")
        close.setDefault(True)
        buttons = QHBoxLayout()
        for widget, stretch in ((self._hold, 0), (self._save, 0), (self._save_result, 1), (close, 0)):
            buttons.addWidget(widget, stretch)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(14)
        layout.addWidget(
            plain(
                tr(
                    "HIME sharpens a far face with close pictures of the same person from earlier in this call. "
                    "This is what they add."
                )
            )
        )
        layout.addWidget(self._pages, 1)
        layout.addLayout(buttons)


def _write(difference: Difference, path: Path) -> str:
    check_writable(path, ".png")
    _, data = cv2.imencode(".png", sheet(difference))
    write_whole(path, data.tobytes())
    return tr("Saved as {path}").format(path=path)
