"""Lets a running call take a virtual camera that has come, and lets go of one whose kernel module is loaded again."""

import os
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.capture.cameras import CameraInfo
from app.gui.calls.call import Call
from app.gui.calls.call_display import CallDisplay
from app.gui.calls.devices import Devices
from app.gui.desktop.camera_loader import CameraLoader
from app.output.sinks import SteadySink
from app.output.v4l2loopback import Loopback
from app.run.session import Session


class Outputs(QObject):
    """Watches which virtual cameras there are on Linux. `wanted` is emitted when the call is to begin anew."""

    wanted = Signal()

    def __init__(
        self, call: Call, display: CallDisplay, devices: Devices, loader: CameraLoader, parent: QObject | None = None
    ):
        super().__init__(parent)
        self._call, self._display, self._devices = call, display, devices
        self._usable: set[Path] | None = None  # the devices that this account may use; None before the first look
        self._ended_for: Session | None = None  # the session that was ended, so that the module can be unloaded
        devices.listed.connect(self._listed)
        loader.began.connect(self._let_go)
        loader.ended.connect(self._loaded)

    def _listed(self, _: list[CameraInfo], outputs: list[Loopback]) -> None:
        """Begin the call anew if it would rather have a device that is new. Each new device is tried only once."""
        usable = {device.path for device in outputs if os.access(device.path, os.R_OK | os.W_OK)}
        before = usable if self._usable is None else self._usable
        if self._display.phase == "opening":  # nobody can tell yet whether the call gets a virtual camera
            self._usable = before
            return
        self._usable = usable
        if usable - before and self._display.takes_a_virtual_camera:
            self.wanted.emit()

    def _let_go(self, remedy: str) -> None:
        """End the call if the module is to be unloaded, which cannot be done while the call sends to its device."""
        session = self._call.session
        if remedy == "reload" and session and isinstance(session.sink, SteadySink):
            self._ended_for = session
            self._call.stop()

    def _loaded(self, why: str) -> None:
        """Look for the new device. Begin a call that was ended for it anew, unless a person did so meanwhile."""
        ended_for, self._ended_for = self._ended_for, None
        if ended_for and self._call.session in (None, ended_for) and self._display.phase != "closing":
            self.wanted.emit()
        self._devices.ask()
