"""The dialog that enhances a recording into a file."""

import threading
import time
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from app.gui.export import export, export_name
from app.gui.job import Job
from app.gui.parts import ask_where, breakable, button, heading, plain, quiet
from app.models import lower_priority
from app.settings import Settings

# This text stands at the top of the dialog.
ABOUT = "Every frame is sharpened in full and the sound is kept. A call that runs meanwhile goes first."
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
        self.setWindowTitle("Export")
        self.setAccessibleName("Export a recording")
        self.setMinimumWidth(560)
        self._to = QLineEdit(str(self._path), readOnly=True)
        self._to.setObjectName("exportPath")
        self._to.setAccessibleName("File to write")
        self._choose = button("C&hoose…", "exportChoose", "Choose the file to write (Ctrl+S)", self._ask)
        self._choose.setShortcut("Ctrl+S")
        self._bar = QProgressBar()
        self._bar.setObjectName("exportProgress")
        policy = self._bar.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # so that nothing moves when the bar appears and disappears
        self._bar.setSizePolicy(policy)
        self._bar.hide()
        self._bar.setAccessibleName("Progress of the export")
        self._state = plain("")
        self._state.setObjectName("exportState")
        self._state.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._state.setMinimumHeight(3 * self._state.fontMetrics().lineSpacing())
        self._start = button("&Export", "exportStart", "Write the file (Enter)", self.export)
        self._start.setDefault(True)
        self._folder = button("Show in &folder", "exportFolder", "Open the file's folder", self._open_folder)
        self._folder.hide()
        self._close = button("&Close", "exportClose", "Close this page (Esc)", self.reject)
        self._cancel = button("&Cancel", "exportCancel", "Stop, and leave no file", self.cancel)
        self._cancel.hide()
        self._lay_out()
        self.adjustSize()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(heading(self._recording.name))
        layout.addWidget(quiet(ABOUT))
        to = QHBoxLayout()
        to.addWidget(plain("Save as"))
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
        """The file to write."""
        return self._path

    def write_to(self, path: Path) -> None:
        """Choose the file to write. If it exists, it will be replaced."""
        self._path = path
        self._to.setText(str(path))
        self._to.setToolTip(str(path))

    def export(self) -> None:
        """Start to export, unless an export is running."""
        if self._job:
            return
        recording, to, settings, stop = self._recording, self._path, self._settings, threading.Event()

        def work(job: Job) -> bool:
            def go_on(done: int, total: int | None) -> bool:
                job.tell((done, total))
                return job.wanted and not stop.is_set()

            lower_priority()
            return export(recording, to, settings, go_on)

        self._stop, self._began = stop, None
        self._job = Job(work)
        self._job.progress.connect(self._show_progress)
        self._job.done.connect(self._finished)
        self._job.failed.connect(self._ended)
        self._bar.setMaximum(0)
        self._working(True)
        self._state.setText("Getting ready …")
        self._job.start()

    def cancel(self) -> None:
        """Stop the export. No file is left."""
        self._stop.set()
        self._cancel.setEnabled(False)
        self._state.setText("Stopping …")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if self._job is None or event.key() != Qt.Key.Key_Escape:  # Esc must not drop a long export
            super().keyPressEvent(event)

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
        left = ""
        if total and spent > TIME_LEFT_AFTER and done <= total:
            left = f", {_in_words(spent / done * (total - done))} left"
        self._state.setText(f"{done} of {total} pictures{left}" if total else f"{done} pictures")

    def _finished(self, written: bool) -> None:
        self._ended("Saved." if written else "Stopped. Nothing was written.")
        self._folder.setVisible(written)

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
        self._folder.hide()

    def _ask(self) -> None:
        kinds = "Videos (*.mp4 *.mkv *.mov)"
        ask_where(self, "Save the video", self._path, kinds, lambda name: self.write_to(Path(name)))

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path.parent)))


def _in_words(seconds: float) -> str:
    """Return a time in words, rounded as people do."""
    if seconds < 55:
        return f"about {max(5, 5 * round(seconds / 5))} seconds"
    minutes = round(seconds / 60)
    return "about a minute" if minutes == 1 else f"about {minutes} minutes"
