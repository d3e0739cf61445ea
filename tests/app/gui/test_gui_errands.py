"""What is asked of the window: the open camera's dialog, the part that is shown, the global key, the tray."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QLabel

from app.capture.cameras import CameraInfo
from app.capture.sources import CameraSource
from app.gui.choices import remembered
from app.gui.choices.preferences import Preferences
from app.gui.choices.remembered import Remembered
from app.gui.controller import Controller
from app.gui.desktop.global_key import KEYS_TO_PAUSE, GlobalKey
from app.gui.dialogs.camera_dialog import CameraDialog
from app.gui.dialogs.settings_dialog import SettingsDialog
from app.gui.main import _show, _welcome, make_controller
from app.gui.parts.small_switch import SmallSwitch
from app.gui.window.tray import Tray
from app.settings import Settings
from tests.app.faulty_device import FaultyDevice, record
from tests.app.gui.windows import close, until
from tests.app.qt_wait import wait

# These cameras are listed. All have one name, as two of the same make do.
CAMERAS = [CameraInfo(id, "made", f"/nowhere/video{number}") for number, id in enumerate(("left", "right"))]


@pytest.fixture(autouse=True)
def application(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> QApplication:
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "remembered"))
    monkeypatch.setattr("app.gui.calls.devices.list_cameras", lambda: CAMERAS)
    made = QApplication.instance() or QApplication(["hime"])
    assert isinstance(made, QApplication)
    made.setQuitOnLastWindowClosed(False)
    return made


@pytest.fixture
def make() -> Iterator[Callable[..., Controller]]:
    """Makes windows, which are closed afterwards."""
    made: list[Controller] = []

    def make(source: str = "no such camera", preferences: Preferences | None = None) -> Controller:
        old = Remembered(theme="light", preferences=preferences or Preferences())
        made.append(make_controller(Settings(), None, source, "none", old))
        return made[-1]

    yield make
    close(made)


@pytest.fixture
def camera(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The camera of every call is a played one."""
    device = FaultyDevice(record(tmp_path / "camera.mp4"))
    monkeypatch.setattr("app.run.session.open_source", lambda *_, **__: CameraSource("made", device.open))


@pytest.mark.parametrize(("source", "path"), [("right", "/nowhere/video1"), ("auto", "/nowhere/video0")])
def test_the_dialog_is_that_of_the_camera_that_is_open(
    make: Callable[..., Controller], camera: None, source: str, path: str
) -> None:
    controller = make(source)
    controller.window.show()
    set_camera = controller.window.menu.actions["actionCamera"]
    set_camera.trigger()
    notice = controller.window.findChild(QLabel, "notice")
    assert notice is not None and notice.toolTip() == "No camera is open, so there is nothing to set."
    assert not controller.window.findChildren(CameraDialog)
    controller.begin()
    until(lambda: controller.call.session and controller._devices.cameras)
    set_camera.trigger()
    assert list(controller.window.dialogs._open) == [f"camera {path}"]


def test_the_part_that_is_shown_is_kept_and_follows_again(make: Callable[..., Controller], camera: None) -> None:
    controller = make()
    controller.window.show()
    actions = controller.window.menu.actions
    actions["actionKeep"].trigger()
    assert actions["actionFollow"].isChecked()  # there is no picture yet, of which a part could be kept
    controller.begin()
    until(lambda: controller._display.part[2])
    session = controller.call.session
    assert session is not None
    framing = session.live._process.show.framing
    actions["actionKeep"].trigger()
    until(lambda: framing._override is not None)
    assert actions["actionKeep"].isChecked()
    actions["actionFollow"].trigger()
    until(lambda: framing._override is None)


@pytest.mark.parametrize("choose", [False, True], ids=["Start", "another camera"])
def test_the_first_call_takes_the_key_however_it_begins(
    make: Callable[..., Controller], monkeypatch: pytest.MonkeyPatch, choose: bool
) -> None:
    held: list[str] = []

    def hold(key: GlobalKey, keys: str) -> str:
        held.append(keys)
        return ""

    monkeypatch.setattr(GlobalKey, "hold", hold)
    controller = make(preferences=Preferences(global_key=True))
    _welcome(controller, Settings())
    wait(100)
    assert not held
    if choose:
        controller.window.controls.camera_chosen.emit("right")
    else:
        controller.begin()
    until(lambda: controller.call.alive)
    assert held == [KEYS_TO_PAUSE]
    controller._start()
    assert held == [KEYS_TO_PAUSE]


def test_a_key_that_cannot_be_taken_is_switched_off_and_told(make: Callable[..., Controller]) -> None:
    controller = make()
    window = controller.window
    window.show()
    window.menu.actions["actionSettings"].trigger()
    dialog = window.findChild(SettingsDialog)
    assert dialog is not None
    switch, told = dialog.findChild(SmallSwitch, "globalKey"), dialog.findChild(QLabel, "globalKeyTold")
    assert switch is not None and told is not None and told.isHidden()
    switch.click()
    assert not switch.isChecked() and told.isVisible()
    assert "HIME cannot take a key" in told.text()
    dialog._choose(cover="still")  # another choice does not switch it on again
    assert controller._memory.preferences == Preferences(cover="still")
    window.close()
    again = remembered.read()
    assert again and not again.preferences.global_key


def test_a_key_that_cannot_be_taken_at_the_start_is_told(make: Callable[..., Controller]) -> None:
    controller = make(preferences=Preferences(global_key=True))
    controller.window.show()
    controller.begin()
    notice = controller.window.findChild(QLabel, "notice")
    assert notice is not None and "HIME cannot take a key" in notice.toolTip()
    assert not controller._memory.preferences.global_key


def test_without_a_tray_it_begins_minimised(make: Callable[..., Controller]) -> None:
    window = make().window
    assert window.tray is None
    _show(window, minimised=True)
    assert window.isMinimized() and not window.seen
    window.come_back()
    assert window.seen


def test_with_a_tray_it_begins_there_and_the_tray_says_what_goes_on(
    make: Callable[..., Controller], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Tray, "available", staticmethod(lambda: True))
    controller = make()
    window = controller.window
    assert window.tray
    _show(window, minimised=True)
    assert not window.isVisible()
    controller.begin()
    until(lambda: controller._display.phase == "ended")
    assert window.tray._icon.toolTip() == "HIME: There is no picture."
    window.tray.shown.emit()
    assert window.seen


def test_coming_back_leaves_a_large_window_large(make: Callable[..., Controller]) -> None:
    window = make().window
    window.showMaximized()
    window.showMinimized()
    window.come_back()
    assert window.isMaximized() and window.seen
