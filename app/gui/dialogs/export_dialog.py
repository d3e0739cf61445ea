"""The dialog that enhances a recording into a file."""

import threading
import time
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QCloseEvent, QDesktopServices, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QMessageBox,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from app.gui.dialogs.export import check_destination, destination, export, export_name
from app.gui.dialogs.export_words import saved
from app.gui.dialogs.questions import ask_to_stop_export
from app.gui.parts.job import Job
from app.gui.parts.widgets import add_key, ask_where, breakable, button, heading, plain, quiet
from app.gui.words.language import tr
from app.media.paths import exists
from app.models import lower_priority
from app.report.losses import Losses
from app.settings import Settings
from hime_core.errors import UsageError

# The dialog shows the time left only after this many seconds of work, when it can estimate it.
TIME_LEFT_AFTER = 2.0


class ExportDialog(QDialog):
    """Asks for a file name, exports, and shows the progress. Closing the dialog cancels the export."""

    def __init__(self, recording: Path, settings: Settings, parent: QWidget | None = None):
        super().__init__(parent)
        self._recording, self._settings = recording, settings
        self._job: Job | None = None
        self._stop = threading.Event()
        self._began: float | None = None  # when the job first reported its progress, seconds
        self._path = export_name(recording)
        self._may_replace: Path | None = None  # the file that the person agreed to replace
        self.setWindowTitle(tr("Export"))
        self.setAccessibleName(tr("Export a recording"))
        self.setMinimumWidth(560)
        self._to = QLineEdit(str(self._path))
        self._to.setObjectName("exportPath")
        self._to.setAccessibleName(tr("File to write"))
        self._to.textEdited.connect(self._edited)
        self._choose = button(tr("C&hoose…"), "exportChoose", tr("Choose the file to write"), self._ask, "Ctrl+S")
        add_key(self, "Ctrl+S", self._choose)
        self._bar = QProgressBar()
        self._bar.setObjectName("exportProgress")
        self._bar.setFormat(tr("{number}%").format(number="%p"))  # Qt replaces %p with the number
        policy = self._bar.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # so that nothing moves when the bar appears and disappears
        self._bar.setSizePolicy(policy)
        self._bar.hide()
        self._bar.setAccessibleName(tr("Progress of the export"))
        self._state = plain("")
        self._state.setObjectName("exportState")
        self._state.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._state.setMinimumHeight(3 * self._state.fontMetrics().lineSpacing())
        self._start = button(tr("&Export"), "exportStart", tr("Write the file"), self.export, "Enter")
        self._start.setDefault(True)
        self._folder = button(tr("Show in &folder"), "exportFolder", tr("Open the file's folder"), self._open_folder)
        self._folder.hide()
        self._close = button(tr("&Close"), "exportClose", tr("Close this page"), self.reject, "Esc")
        self._cancel = button(tr("&Cancel"), "exportCancel", tr("Stop, and leave no file"), self.cancel)
        self._cancel.hide()
        self._lay_out()
        self.adjustSize()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(heading(self._recording.name))
        about = tr(
            "Far faces are sharpened at the strength set here, and the sound is kept. It takes longer during a call."
        )
        layout.addWidget(quiet(about))
        to = QHBoxLayout()
        label = plain(tr("Save &as"))
        label.setBuddy(self._to)
        to.addWidget(label)
        to.addWidget(self._to, 1)
        to.addWidget(self._choose)
        layout.addLayout(to)
        layout.addWidget(self._bar)
        layout.addWidget(self._state)
        layout.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addWidget(self._folder)
        buttons.addStretch(1)
        for each in (self._cancel, self._close, self._start):
            buttons.addWidget(each)
        layout.addLayout(buttons)

    @property
    def path(self) -> Path:
        """The file that was written last, or is written now. Before the first export, it is the proposed file."""
        return self._path

    @property
    def working(self) -> bool:
        """Whether an export runs. It ends when the dialog is closed."""
        return self._job is not None

    def write_to(self, path: Path) -> None:
        """Choose the file to write. If it exists, it will be replaced without a question."""
        self._may_replace = path
        self._to.setText(str(path))
        self._state.clear()

    def export(self) -> None:
        """Start to export, unless an export is running. Ask first if a file would be replaced."""
        if self.working:
            return
        try:
            path = destination(self._to.text(), self._recording)
            check_destination(path, self._recording)
        except UsageError as error:
            self._state.setText(breakable(str(error)))
            self._to.setFocus()
            return
        self._to.setText(str(path))
        if exists(path) and path != self._may_replace:
            self._ask_whether_to_replace(path)
        else:
            self._begin(path)

    def _begin(self, path: Path) -> None:
        self._path, self._may_replace = path, None
        recording, settings, stop = self._recording, self._settings, threading.Event()

        def work(job: Job) -> Losses | None:
            def go_on(done: int, total: int | None) -> bool:
                job.tell((done, total))
                return job.wanted and not stop.is_set()

            lower_priority()
            return export(recording, path, settings, go_on)

        self._stop, self._began = stop, None
        self._job = Job(work)
        self._job.progress.connect(self._show_progress)
        self._job.done.connect(self._finished)
        self._job.failed.connect(self._ended)
        self._bar.setMaximum(0)
        self._working(True)
        self._state.setText(tr("Getting ready…"))
        self._job.start()

    def cancel(self) -> None:
        """Stop the export. No file is left."""
        self._stop.set()
        self._cancel.setEnabled(False)
        self._state.setText(tr("Stopping…"))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if self._job is None or event.key() != Qt.Key.Key_Escape:  # Esc must not drop a long export
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        if self.working and event.spontaneous():  # a person closes the window, and not HIME itself
            event.ignore()
            ask_to_stop_export(self, self.reject)
        else:
            super().closeEvent(event)

    def done(self, result: int) -> None:
        """Close. An export that still runs is cancelled."""
        if self._job:
            self._job.drop()
            self._ended("")
        super().done(result)

    def _show_progress(self, progress: tuple[int, int | None]) -> None:
        done, total = progress
        if self._stop.is_set():
            return
        now = time.monotonic()
        if self._began is None:
            self._began = now
        self._bar.setMaximum(total or 0)
        self._bar.setValue(min(done, total or 0))
        spent = now - self._began
        said = tr("{done} pictures are done.") if total is None else tr("{done} of {total} pictures are done.")
        text = said.format(done=done, total=total)
        if total and spent > TIME_LEFT_AFTER and done <= total:
            text = f"{text} {_in_words(spent / done * (total - done))}"
        self._state.setText(text)

    def _finished(self, losses: Losses | None) -> None:
        self._ended(tr("Stopped. Nothing was written.") if losses is None else saved(losses))
        self._folder.setVisible(losses is not None)

    def _ended(self, text: str) -> None:
        self._job = None
        self._working(False)
        self._state.setText(breakable(text))

    def _working(self, on: bool) -> None:
        self._bar.setVisible(on)
        self._cancel.setVisible(on)
        self._cancel.setEnabled(True)
        self._close.setVisible(not on)
        self._start.setEnabled(not on)
        self._choose.setEnabled(not on)
        self._to.setEnabled(not on)
        self._folder.hide()

    def _edited(self) -> None:
        self._state.clear()
        self._folder.hide()

    def _ask(self) -> None:
        kinds = tr("Videos") + " (*.mp4 *.mkv *.mov)"
        ask_where(self, tr("Save the video"), self._proposed(), kinds, lambda name: self.write_to(Path(name)))

    def _proposed(self) -> Path:
        """The typed file if it may be written, or else the file that was proposed or written last."""
        try:
            path = destination(self._to.text(), self._recording)
            check_destination(path, self._recording)
        except UsageError:
            return self._path
        return path

    def _ask_whether_to_replace(self, path: Path) -> None:
        box = QMessageBox(self)
        box.setObjectName("exportReplace")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(tr("Replace the file?"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(tr("There is already a file {name} in this folder. Replace it?").format(name=path.name))
        replace = box.addButton(tr("&Replace"), QMessageBox.ButtonRole.AcceptRole)
        replace.setObjectName("exportReplaceYes")
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        box.accepted.connect(partial(self._begin, path))
        box.open()

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path.parent)))


def _in_words(seconds: float) -> str:
    """Return how much time is left, rounded as people do."""
    if seconds < 55:
        return tr("About {count} seconds are left.").format(count=max(5, 5 * round(seconds / 5)))
    minutes = round(seconds / 60)
    if minutes == 1:
        return tr("About a minute is left.")
    return tr("About {count} minutes are left.").format(count=minutes)
