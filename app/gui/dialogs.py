"""Opens the dialogs of the window. A dialog's module is loaded when the dialog is first opened."""

import sys
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QWidget

from app.enhance import EnhancedFace
from app.settings import Settings
from hime_core.runtime import Engine

# The dialog for recordings offers these kinds of files, in Qt's notation.
VIDEOS = "Recordings (*.mp4 *.mkv *.mov *.avi *.webm *.m4v);;All files (*)"
# The box *About HIME* shows this rich text.
ABOUT = """<h3>HIME {version}</h3>
<p>Sharp faces in video calls, from your own earlier headshots. Everything happens on this computer, and the pictures
are kept in memory only.</p>
<p>HIME is free software under the Apache License 2.0. It stands on Qt and PySide6 (LGPL-3.0), OpenCV and BlazeFace
(Apache-2.0), YuNet and ONNX Runtime (MIT), PyAV (BSD) with FFmpeg, pyvirtualcam (GPL-2.0), NumPy and scikit-image
(BSD).</p>"""


class Dialogs(QObject):
    """Opens dialogs over the window. No dialog blocks the window, so the preview keeps moving."""

    picked = Signal(str)  # the path of a recording that a person chose to play
    forgotten = Signal()  # people were forgotten, so no dialog may keep a picture of them

    def __init__(self, parent: QWidget):
        super().__init__(parent)
        self._window = parent
        self._open: dict[str, QDialog] = {}

    def check(self, settings: Settings, first: bool = False) -> None:
        """Check this computer. first: whether HIME is started for the first time; the dialog then greets the person."""
        from app.gui.check_dialog import CheckDialog

        self._show("check", lambda: CheckDialog(settings, self._window, first))

    def how_to(self) -> None:
        """Explain how to choose the camera in a meeting."""
        from app.gui.howto import camera_name
        from app.gui.howto_dialog import HowToDialog

        self._show("how to", lambda: HowToDialog(camera_name(sys.platform), self._window))

    def difference(self, newest: Callable[[], EnhancedFace | None], engine: Callable[[], Engine | None]) -> None:
        """Show what the exemplars change. newest, engine: as for DifferenceDialog."""
        from app.gui.difference_dialog import DifferenceDialog

        def make() -> QDialog:
            dialog = DifferenceDialog(newest, engine, self._window)
            self.forgotten.connect(dialog.forget)
            return dialog

        self._show("difference", make)

    def export(self, recording: Path, settings: Settings) -> None:
        """Offer to write the recording, enhanced, into a file."""
        from app.gui.export_dialog import ExportDialog

        self._show(f"export {recording}", lambda: ExportDialog(recording, settings, self._window))

    def pick(self) -> None:
        """Ask for a recording to play."""
        self._show("pick", self._file_dialog)

    def about(self) -> None:
        """Show the version and the licences."""
        self._show("about", self._about_box)

    def close_all(self) -> None:
        """Close every open dialog."""
        for dialog in list(self._open.values()):
            dialog.close()

    def _show(self, name: str, make: Callable[[], QDialog]) -> None:
        """Open the dialog of this name, or bring it to the front if it is open."""
        if name not in self._open:
            dialog = self._open[name] = make()
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.destroyed.connect(lambda: self._open.pop(name, None))
        self._open[name].show()
        self._open[name].raise_()
        self._open[name].activateWindow()

    def _file_dialog(self) -> QDialog:
        dialog = QFileDialog(self._window, "Open recording", filter=VIDEOS)
        dialog.setObjectName("openRecording")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.picked)
        return dialog

    def _about_box(self) -> QDialog:
        try:
            number = version("hime")
        except PackageNotFoundError:  # run from a checkout
            number = ""
        box = QMessageBox(self._window)
        box.setWindowTitle("About HIME")
        box.setTextFormat(Qt.TextFormat.RichText)
        box.setText(ABOUT.format(version=number))
        box.setIconPixmap(self._window.windowIcon().pixmap(64, 64))
        return box
