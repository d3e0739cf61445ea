"""Loads the virtual camera off the window's thread, whatever becomes of the dialog whose button asked for it."""

from PySide6.QtCore import QObject, Signal

from app.doctor.check import Remedy
from app.gui.desktop.camera_module import load
from app.gui.parts.job import Job


class CameraLoader(QObject):
    """`load` begins. The password may be waited for as long as the person likes, also after the dialog was closed."""

    began = Signal(str)  # which Remedy
    ended = Signal(str)  # why it failed, as a sentence; empty if the virtual camera was loaded

    def __init__(self, parent: QObject | None = None):
        super().__init__(parent)
        self.working = False

    def load(self, remedy: Remedy) -> None:
        """Ask for the password and load the virtual camera, unless that is under way already."""
        if self.working:
            return
        self.working = True
        job = Job(lambda job: load(remedy, lambda: job.wanted))
        job.done.connect(self._end)
        job.failed.connect(self._end)
        self.began.emit(remedy)
        job.start()

    def _end(self, why: str) -> None:
        self.working = False
        self.ended.emit(why)
