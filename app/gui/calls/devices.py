"""Lists the cameras and virtual cameras of this computer on a thread of its own, because drivers may be slow."""

import contextlib
import logging
import sys
import threading

from PySide6.QtCore import QObject, Signal

from app.capture.cameras import CameraInfo, list_cameras
from app.output.v4l2loopback import Loopback, loopbacks

log = logging.getLogger(__name__)


class Devices(QObject):
    """`ask` looks for devices. `listed` then carries a list of the real cameras and, on Linux, of the virtual ones."""

    listed = Signal(list, list)

    def __init__(self, parent: QObject | None = None):
        super().__init__(parent)
        # What the last look found.
        self.cameras: list[CameraInfo] = []
        self.outputs: list[Loopback] = []
        self._asking = threading.Lock()

    def ask(self) -> None:
        """Look for devices, unless that is under way already."""
        if self._asking.acquire(blocking=False):
            threading.Thread(target=self._look, name="hime-devices", daemon=True).start()

    def _look(self) -> None:
        cameras: list[CameraInfo] = []
        outputs: list[Loopback] = []
        try:
            cameras = [camera for camera in list_cameras() if not camera.virtual]
        except Exception:  # a faulty driver must not hide the virtual cameras, too
            log.exception("the cameras cannot be listed")
        try:
            outputs = loopbacks() if sys.platform == "linux" else []
        except Exception:
            log.exception("the virtual cameras cannot be listed")
        self.cameras, self.outputs = cameras, outputs
        self._asking.release()
        with contextlib.suppress(RuntimeError):  # the window may have been deleted meanwhile
            self.listed.emit(cameras, outputs)
