"""What the window asks before something is lost, and how the first start goes."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import pyvirtualcam
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMessageBox, QPushButton, QWidget

from app.gui.choices.remembered import Remembered
from app.gui.controller import Controller
from app.gui.dialogs.export_dialog import ExportDialog
from app.gui.main import _welcome, make_controller
from app.picture.cover import blurred
from app.settings import Settings
from hime_core.geometry import Image, Square
from tests.app.gui.windows import HANGS, PlayedCamera, until
from tests.app.qt_wait import wait
from tests.conftest import place, wall, write_video

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(autouse=True)
def device(monkeypatch: pytest.MonkeyPatch) -> PlayedCamera:
    made = PlayedCamera()
    monkeypatch.setattr(pyvirtualcam.camera, "BACKENDS", {"test": made})
    monkeypatch.setattr("app.output.sinks.virtual.loopbacks", lambda: [])
    return made


@pytest.fixture(autouse=True)
def application(tmp_path: Path) -> QApplication:
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "remembered"))
    made = QApplication.instance() or QApplication(["hime"])
    assert isinstance(made, QApplication)
    made.setQuitOnLastWindowClosed(False)
    return made


@pytest.fixture
def recording(tmp_path: Path, photo: Image, square: Square) -> Path:
    """Eight seconds of a far face."""
    frames = (place(photo, square, 36, 120 + n % 80, 90, wall(180, 320)) for n in range(200))
    return write_video(tmp_path / "call.mp4", frames)


@pytest.fixture
def sending(application: QApplication, device: PlayedCamera) -> Iterator[Controller]:
    """A window whose sample call goes to a virtual camera."""
    controller = make_controller(Settings(), None, "sample", "virtual", Remembered(theme="light"))
    controller.window.show()
    controller.begin()
    until(lambda: device.frames)
    yield controller
    end(controller)


def end(controller: Controller) -> None:
    told: list[bool] = []
    controller.closed.connect(lambda: told.append(True))
    controller._drop_export = True
    controller.window.close()
    until(lambda: told)
    controller.call.wait(HANGS)
    controller.feed.wait(HANGS)
    until(no_jobs)
    controller.window.deleteLater()
    wait(1)


def no_jobs() -> bool:
    return not any(thread.name == "hime-job" for thread in threading.enumerate())


def asked(window: QWidget, name: str) -> QMessageBox | None:
    return next((box for box in window.findChildren(QMessageBox, name) if box.isVisible()), None)


def answer(window: QWidget, name: str, how: str) -> None:
    box = asked(window, name)
    assert box is not None
    button = box.findChild(QPushButton, how)
    assert isinstance(button, QPushButton)
    QTest.mouseClick(button, LEFT)
    until(lambda: asked(window, name) is None)


def picking(window: QWidget) -> list[QFileDialog]:
    return [dialog for dialog in window.findChildren(QFileDialog, "openRecording") if dialog.isVisible()]


def test_a_recording_takes_the_place_of_the_picture_that_others_see_only_when_asked_to(
    sending: Controller, device: PlayedCamera, recording: Path
) -> None:
    window = sending.window
    window.menu.actions["actionOpen"].trigger()
    assert asked(window, "askOpen") and not picking(window)
    answer(window, "askOpen", "no")
    assert not picking(window)
    before = device.frames
    until(lambda: device.frames > before)  # others still see the picture
    window.menu.actions["actionOpen"].trigger()
    answer(window, "askOpen", "yes")
    [dialog] = picking(window)
    dialog.fileSelected.emit(str(recording))
    dialog.reject()
    until(lambda: sending.selection.recording == recording and sending.call.session)
    # Nothing is sent now, and the panel says so.
    assert window.controls.camera.currentText() == "Recording: call.mp4"
    assert window.controls.output.currentText() == "Nobody: it plays only here"
    assert not window.controls.output.isEnabled() and window.controls.pause.text() == "Pause the recording"
    window.menu.actions["actionOpen"].trigger()  # others see nothing that could be lost
    assert picking(window) and not asked(window, "askOpen")
    picking(window)[0].reject()
    window.menu.actions["actionBack"].trigger()
    before = device.frames
    until(lambda: device.frames > before)
    assert window.controls.camera.currentData() == "sample" and window.controls.output.isEnabled()
    assert window.controls.pause.text() == "Pause my video"


def test_a_recording_stands_still_while_it_is_paused(
    sending: Controller, device: PlayedCamera, recording: Path
) -> None:
    window, pause = sending.window, sending.window.controls.pause
    QTest.mouseClick(pause, LEFT)  # the video of the camera, which stays paused after the recording
    until(lambda: "others see a blurred picture" in window.status_bar._sentence.text())
    sending.play(str(recording))
    until(lambda: window.preview._badge.startswith("Recording, 0:0") and window.preview._badge.endswith(" of 0:08"))
    until(lambda: window.preview._shown)
    assert not pause.isChecked()
    QTest.mouseClick(pause, LEFT)
    until(lambda: window.status_bar._sentence.text().startswith("The recording is paused at 0:0"))
    wait(300)
    session = sending.call.session
    assert session is not None
    taken = session.live._capture.frames_in
    wait(600)
    assert session.live._capture.frames_in == taken
    # The picture that stands still can be compared, and saved after the window was hidden.
    assert not window.preview._message.text() and window.preview._badge.startswith("Recording, 0:0")
    window.controls.compare.setChecked(False)
    until(lambda: window.preview._shown and not window.preview._shown.before)
    window.controls.compare.setChecked(True)
    until(lambda: window.preview._shown and window.preview._shown.before)
    window.hide()
    until(lambda: sending.feed.sent is None)
    window.show()
    until(lambda: sending.feed.sent is not None)
    assert session.live._capture.frames_in == taken
    QTest.mouseClick(pause, LEFT)
    until(lambda: session.live._capture.frames_in > taken + 5)
    assert pause.text() == "Pause the recording" and "paused" not in window.status_bar._sentence.text()
    QTest.mouseClick(pause, LEFT)
    sending.back()
    until(lambda: "others see a blurred picture" in window.status_bar._sentence.text())
    assert pause.isChecked() and pause.text() == "Pause my video"


def test_a_recording_that_is_paused_before_it_plays_stands_still(sending: Controller, recording: Path) -> None:
    sending.play(str(recording))
    QTest.mouseClick(sending.window.controls.pause, LEFT)
    until(lambda: sending.window.status_bar._sentence.text().startswith("The recording is paused at 0:0"))
    session = sending.call.session
    assert session is not None
    wait(300)
    taken = session.live._capture.frames_in
    wait(600)
    assert session.live._capture.frames_in == taken


def test_a_recording_that_is_written_ends_only_when_asked_to(
    application: QApplication, recording: Path, tmp_path: Path
) -> None:
    file = tmp_path / "out.mp4"
    controller = make_controller(Settings(), None, "sample", str(file), Remembered(theme="light"))
    window = controller.window
    window.show()
    controller.begin()
    until(lambda: controller.feed.sent is not None)
    window.menu.actions["actionOpen"].trigger()
    box = asked(window, "askOpen")
    assert box is not None and f"The recording to {file} ends then." in box.informativeText()
    answer(window, "askOpen", "no")
    assert not picking(window) and controller.call.session and not file.exists()
    window.menu.actions["actionOpen"].trigger()
    answer(window, "askOpen", "yes")
    picking(window)[0].fileSelected.emit(str(recording))
    picking(window)[0].reject()
    until(lambda: file.exists() and window.preview._badge.startswith("Recording"))
    end(controller)


def test_what_ended_or_failed_offers_what_helps_next(
    application: QApplication, recording: Path, tmp_path: Path
) -> None:
    controller = make_controller(Settings(), None, "sample", "none", Remembered(theme="light"))
    window = controller.window
    window.show()

    def offered() -> list[str]:
        return [action for action, _ in window.preview._actions]

    broken = tmp_path / "broken.mp4"
    broken.write_bytes(b"no video")
    controller.play(str(broken))
    until(lambda: offered() == ["open", "back"])
    controller.play(str(recording))
    until(lambda: offered() == ["play", "back", "export", "open"])
    assert not window.controls.pause.isEnabled()  # nothing plays that could be paused
    window.preview.asked.emit("export")
    dialog = window.findChild(ExportDialog)
    assert dialog is not None and dialog.isVisible()
    # HIME asks before an export that runs is lost.
    start = dialog.findChild(QPushButton, "exportStart")
    assert start is not None
    QTest.mouseClick(start, LEFT)
    until(lambda: dialog.working)
    window.close()
    assert asked(window, "askQuit") and window.isVisible() and dialog.working
    answer(window, "askQuit", "no")
    assert dialog.working and window.isVisible()
    told: list[bool] = []
    controller.closed.connect(lambda: told.append(True))
    window.close()
    box = asked(window, "askQuit")
    assert box is not None
    yes = box.findChild(QPushButton, "yes")
    assert yes is not None
    QTest.mouseClick(yes, LEFT)
    until(lambda: told)
    assert not list(tmp_path.glob("call HIME*"))
    until(no_jobs)
    controller.call.wait(HANGS)
    controller.feed.wait(HANGS)
    window.deleteLater()


def test_the_first_call_begins_with_start(application: QApplication, device: PlayedCamera) -> None:
    controller = make_controller(Settings(), None, "sample", "none", None)
    window = controller.window
    _welcome(controller, Settings())
    [greeting] = [dialog for dialog in window.findChildren(QDialog) if dialog.isVisible()]
    wait(300)
    assert not controller.call.alive and window.status_bar._sentence.text() == "Press Start to begin."
    QTest.keyClick(greeting, Qt.Key.Key_Escape)
    wait(300)
    assert not controller.call.alive  # who only wants to get rid of the greeting finds Start in the window
    start = window.preview.findChild(QPushButton, "start")
    assert start is not None
    until(start.isVisible)
    QTest.mouseClick(start, LEFT)
    until(lambda: window.preview._shown)
    assert window.preview.comparing and window.preview._badge == "Sample call"
    end(controller)


def test_closing_at_the_greeting_begins_no_call(application: QApplication) -> None:
    controller = make_controller(Settings(), None, "sample", "none", None)
    begun: list[bool] = []
    controller.call.opening.connect(lambda: begun.append(True))
    _welcome(controller, Settings())
    end(controller)
    assert not begun


def blurry(image: Image) -> bool:
    return bool(np.abs(np.diff(image.astype(int), axis=1)).mean() < 1.0)


def test_a_pause_while_the_call_opens_holds(application: QApplication, device: PlayedCamera) -> None:
    controller = make_controller(Settings(), None, "sample", "virtual", Remembered(theme="light"))
    window = controller.window
    window.show()
    controller.begin()
    assert controller.call.session is None
    QTest.mouseClick(window.controls.pause, LEFT)
    until(lambda: device.frames > 5 and "others see a blurred picture" in window.status_bar._sentence.text())
    session = controller.call.session
    assert session is not None and session.live._send.cover is blurred
    until(lambda: not session.viewers.wanted)  # the camera rests, too
    until(lambda: controller.feed.sent is not None)
    window.hide()
    until(lambda: controller.feed.sent is None)
    window.show()
    until(lambda: controller.feed.sent is not None)  # the same picture, since no other comes
    window.hide()
    window.controls.pause.click()
    until(lambda: session.viewers.wanted)
    window.controls.pause.click()  # by the tray
    until(lambda: session.live._send.cover is blurred and not session.viewers.wanted)
    window.show()
    until(lambda: (sent := controller.feed.sent) is not None and blurry(sent))  # what others see
    window.controls.pause.click()
    end(controller)


def test_a_recording_on_the_command_line_can_be_paused(
    application: QApplication, device: PlayedCamera, recording: Path
) -> None:
    controller = make_controller(Settings(), None, str(recording), "virtual", Remembered(theme="light"))
    window = controller.window
    window.show()
    controller.begin()
    until(lambda: device.frames > 2)
    QTest.mouseClick(window.controls.pause, LEFT)
    until(lambda: "others see a blurred picture" in window.status_bar._sentence.text())
    assert [action for action, _ in window.preview._actions] == ["resume"]
    end(controller)
