"""Opens the dialogs of the window. A dialog's module is loaded when the dialog is first opened."""

from collections.abc import Callable, Set
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QWidget

from app.enhance import EnhancedFace
from app.gui.choices.preferences import Preferences
from app.gui.words.language import tr
from app.settings import Settings
from hime_core.runtime import Engine

# The dialog for recordings offers files whose names are like these.
VIDEOS = "*.mp4 *.mkv *.mov *.avi *.webm *.m4v"


class Dialogs(QObject):
    """Opens dialogs over the window. No dialog blocks the window, so the preview keeps moving."""

    picked = Signal(str)  # the path of a recording that a person chose to play
    forgotten = Signal()  # people were forgotten, so no dialog may keep a picture of them

    def __init__(self, parent: QWidget):
        super().__init__(parent)
        self._window = parent
        self._open: dict[str, QDialog] = {}

    def check(self, settings: Settings) -> None:
        """Check this computer."""
        from app.gui.dialogs.check_dialog import CheckDialog

        self._show("check", lambda: CheckDialog(settings, self._window))

    def welcome(self, settings: Settings, started: Callable[[], object]) -> None:
        """Greet a person who starts HIME for the first time, and check this computer.

        started: called when the person presses Start.
        """
        from app.gui.dialogs.check_dialog import CheckDialog

        def make() -> QDialog:
            dialog = CheckDialog(settings, self._window, first=True)
            dialog.accepted.connect(started)
            return dialog

        self._show("check", make)

    def how_to(self, camera: str | None, check: Callable[[], object]) -> None:
        """Explain how to choose the camera in a meeting.

        camera: the virtual camera's name in other programs; None if there is none. check: called if a person wants to
        check this computer.
        """
        from app.gui.dialogs.howto_dialog import HowToDialog

        def make() -> QDialog:
            dialog = HowToDialog(camera, self._window)
            dialog.checked.connect(check)
            return dialog

        self._show("how to", make)

    def camera(self, name: str, device: int | str) -> None:
        """Show what can be set at a camera. device: its CameraInfo.index_or_path."""
        from app.gui.dialogs.camera_dialog import CameraDialog

        self._show(f"camera {device}", lambda: CameraDialog(name, device, self._window))

    def updates(self) -> None:
        """Show which version this is, and how to get a newer one."""
        from app.gui.dialogs.updates_dialog import UpdatesDialog

        self._show("updates", lambda: UpdatesDialog(self._window))

    def difference(self, newest: Callable[[], EnhancedFace | None], engine: Callable[[], Engine | None]) -> None:
        """Show what the exemplars change. newest, engine: as for DifferenceDialog."""
        from app.gui.dialogs.difference_dialog import DifferenceDialog

        def make() -> QDialog:
            dialog = DifferenceDialog(newest, engine, self._window)
            self.forgotten.connect(dialog.forget)
            return dialog

        self._show("difference", make)

    def settings(
        self,
        chosen: Preferences,
        settings: Settings,
        written: Set[str],
        prefer: Callable[[Preferences], object],
    ) -> None:
        """Offer what is chosen rarely. prefer: is called with the preferences after each choice."""
        from app.gui.dialogs.settings_dialog import SettingsDialog

        def make() -> QDialog:
            dialog = SettingsDialog(chosen, settings, written, self._window)
            dialog.changed.connect(prefer)
            return dialog

        self._show("settings", make)

    def tell_in_settings(self, text: str) -> None:
        """Show in the open dialog *Settings* why a choice did not work."""
        from app.gui.dialogs.settings_dialog import SettingsDialog

        if isinstance(dialog := self._open.get("settings"), SettingsDialog):
            dialog.tell(text)

    def refuse_key(self, why: str) -> None:
        """Show in the open dialog *Settings* why other programs keep the key that pauses the video."""
        from app.gui.dialogs.settings_dialog import SettingsDialog

        if isinstance(dialog := self._open.get("settings"), SettingsDialog):
            dialog.refuse_key(why)

    @property
    def exporting(self) -> bool:
        """Whether a recording is being exported."""
        return any(getattr(dialog, "working", False) for dialog in self._open.values())

    def export(self, recording: Path, settings: Settings) -> None:
        """Offer to write the recording, enhanced, into a file."""
        from app.gui.dialogs.export_dialog import ExportDialog

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
        dialog = QFileDialog(self._window, tr("Open a recording"))
        dialog.setNameFilters([tr("Recordings") + f" ({VIDEOS})", tr("All files") + " (*)"])
        dialog.setObjectName("openRecording")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setDirectory(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.MoviesLocation))
        dialog.fileSelected.connect(self.picked)
        return dialog

    def _about_box(self) -> QDialog:
        try:
            number = version("hime")
        except PackageNotFoundError:  # run from a checkout
            number = ""
        parts = tr(
            "Qt and PySide6 (LGPL-3.0), OpenCV and BlazeFace (Apache-2.0), YuNet and ONNX Runtime (MIT), PyAV (BSD) "
            "with FFmpeg, pyvirtualcam (GPL-2.0), NumPy (BSD)"
        )
        box = QMessageBox(self._window)
        box.setWindowTitle(tr("About HIME"))
        box.setTextFormat(Qt.TextFormat.RichText)
        box.setText(
            f"<h3>HIME {number}</h3><p>"
            + tr(
                "Sharp faces in video calls, from your own earlier headshots. Everything happens on this computer, and "
                "the pictures are kept in memory only."
            )
            + "</p><p>"
            + tr("HIME is free software under the Apache License 2.0. It stands on: {parts}.").format(parts=parts)
            + "</p>"
        )
        box.setIconPixmap(self._window.windowIcon().pixmap(64, 64))
        return box
