"""The camera's page, off screen, with a played driver."""

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton, QSlider, QWidget

from app.gui.dialogs.camera_dialog import CameraDialog, nothing_to_set
from app.gui.parts.choice import Choice
from tests.app.camera_with_controls import BRIGHTNESS, EXPOSURE, EXPOSURE_TIME, FOCUS, FOCUS_AUTO, LAMPS, Camera

fcntl = pytest.importorskip("fcntl", reason="Windows has none")
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="V4L2 is Linux's")

HANGS = 30.0  # seconds


@pytest.fixture(scope="module", autouse=True)
def application() -> QApplication:
    for name in ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR"):  # `import cv2` points Qt at its own plugins
        os.environ.pop(name, None)
    made = QApplication.instance() or QApplication([])
    assert isinstance(made, QApplication)
    return made


@pytest.fixture
def camera(monkeypatch: pytest.MonkeyPatch) -> Camera:
    made = Camera()
    monkeypatch.setattr(fcntl, "ioctl", made.ioctl)
    return made


@pytest.fixture
def dialog(camera: Camera, tmp_path: Path) -> Iterator[CameraDialog]:
    (tmp_path / "video0").touch()
    made = CameraDialog("C920", str(tmp_path / "video0"))
    made.show()
    until(no_jobs)
    yield made
    made.close()
    until(no_jobs)


def until(true: Callable[[], bool]) -> None:
    """Let the window work until something is so."""
    end = time.monotonic() + HANGS
    while not true():
        assert time.monotonic() < end, "it hangs"
        QApplication.processEvents()
        time.sleep(0.002)
    QApplication.processEvents()


def no_jobs() -> bool:
    """Whether no job runs and none follows from what the last one told."""
    ended = not _running()
    QApplication.processEvents()
    return ended and not _running()


def _running() -> bool:
    return any(thread.name == "hime-job" for thread in threading.enumerate())


def slider(dialog: CameraDialog, control: int) -> QSlider:
    found = dialog.findChild(QSlider, f"control{control}")
    assert found is not None
    return found


def switch(dialog: CameraDialog, control: int) -> QAbstractButton:
    found = dialog.findChild(QAbstractButton, f"control{control}")
    assert isinstance(found, QAbstractButton)
    return found


def choice(dialog: CameraDialog, control: int) -> Choice:
    found = dialog.findChild(Choice, f"control{control}")
    assert isinstance(found, Choice)
    return found


def said(dialog: CameraDialog) -> str:
    label = dialog.findChild(QLabel, "cameraState")
    assert label is not None
    return "" if label.isHidden() else label.text()


def press(widget: QWidget, key: Qt.Key, text: str = "") -> None:
    for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))


def test_it_shows_the_values_of_now(camera: Camera, dialog: CameraDialog) -> None:
    assert slider(dialog, BRIGHTNESS).value() == 64  # 64 steps above -64
    assert switch(dialog, FOCUS_AUTO).isChecked()
    assert choice(dialog, LAMPS).currentText() == "60 Hz"
    assert said(dialog) == "" and camera.sent == []
    dialog.close()
    camera.values |= {BRIGHTNESS: -64, FOCUS_AUTO: 0, LAMPS: 1}  # another program set them meanwhile
    dialog.show()
    until(no_jobs)
    assert slider(dialog, BRIGHTNESS).value() == 0
    assert not switch(dialog, FOCUS_AUTO).isChecked()
    assert choice(dialog, LAMPS).currentText() == "50 Hz"
    assert camera.sent == []


def test_everything_can_be_set_by_keys(camera: Camera, dialog: CameraDialog) -> None:
    assert not slider(dialog, FOCUS).isEnabled()
    press(switch(dialog, FOCUS_AUTO), Qt.Key.Key_Space, " ")
    until(lambda: no_jobs() and slider(dialog, FOCUS).isEnabled())
    press(slider(dialog, FOCUS), Qt.Key.Key_Right)
    until(no_jobs)
    assert camera.values[FOCUS] == 5  # one step of this camera
    for control in (FOCUS, BRIGHTNESS, FOCUS_AUTO, LAMPS):
        field = dialog.findChild(QWidget, f"control{control}")
        assert field is not None and field.accessibleName()
        assert field.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_what_an_automatic_takes_over_cannot_be_set(camera: Camera, dialog: CameraDialog) -> None:
    assert not slider(dialog, EXPOSURE_TIME).isEnabled()
    for value, usable in ((1, True), (3, False)):
        choice(dialog, EXPOSURE).choose(value)
        choice(dialog, EXPOSURE).chosen.emit(value)
        until(lambda wanted=usable: no_jobs() and slider(dialog, EXPOSURE_TIME).isEnabled() == wanted)
        assert camera.values[EXPOSURE] == value


def test_a_slow_camera_gets_the_latest_value_and_the_window_never_waits(camera: Camera, dialog: CameraDialog) -> None:
    camera.slow = 1.0
    longest = 0.0
    began = time.monotonic()
    for value in range(100):
        begun = time.monotonic()
        slider(dialog, BRIGHTNESS).setValue(value)
        QApplication.processEvents()
        longest = max(longest, time.monotonic() - begun)
        time.sleep(0.002)
    assert longest < camera.slow / 2
    until(no_jobs)
    assert camera.values[BRIGHTNESS] == 99 - 64
    assert slider(dialog, BRIGHTNESS).value() == 99
    assert 1 < len(camera.sent) <= (time.monotonic() - began) / camera.slow + 1


def test_closing_at_once_loses_no_wish(camera: Camera, dialog: CameraDialog) -> None:
    camera.slow = 0.1
    for value in (10, 20, 30):
        slider(dialog, BRIGHTNESS).setValue(value)
        QApplication.processEvents()
    dialog.close()
    until(no_jobs)
    assert camera.values[BRIGHTNESS] == 30 - 64


def test_back_to_the_defaults(camera: Camera, dialog: CameraDialog) -> None:
    slider(dialog, BRIGHTNESS).setValue(3)
    switch(dialog, FOCUS_AUTO).click()
    until(no_jobs)
    button = dialog.findChild(QPushButton, "cameraDefaults")
    assert button is not None and camera.values[BRIGHTNESS] == 3 - 64
    button.click()
    until(no_jobs)
    assert camera.values == {number: knob.default for number, knob in camera.knobs.items()}
    assert slider(dialog, BRIGHTNESS).value() == 64 and switch(dialog, FOCUS_AUTO).isChecked()


def test_a_refusal_is_told_and_the_true_value_comes_back(camera: Camera, dialog: CameraDialog) -> None:
    camera.refusing = {BRIGHTNESS}
    slider(dialog, BRIGHTNESS).setValue(3)
    until(no_jobs)
    assert "refused to set “Brightness”" in said(dialog)
    assert slider(dialog, BRIGHTNESS).value() == 64
    camera.refusing = set()
    slider(dialog, BRIGHTNESS).setValue(3)
    until(no_jobs)
    assert said(dialog) == ""


def test_a_camera_that_is_unplugged_meanwhile(camera: Camera, dialog: CameraDialog) -> None:
    camera.gone = True
    slider(dialog, BRIGHTNESS).setValue(3)
    until(no_jobs)
    assert said(dialog).startswith("The camera is not there")
    assert not slider(dialog, BRIGHTNESS).isEnabled()


def test_a_camera_with_nothing_to_set(camera: Camera, dialog: CameraDialog) -> None:
    dialog.close()
    camera.knobs = {}
    dialog.show()
    until(no_jobs)
    assert said(dialog) == nothing_to_set()
    assert dialog.findChildren(QSlider) == [] and not dialog.findChild(QPushButton, "cameraDefaults").isEnabled()


def test_the_wheel_scrolls_and_sets_nothing(camera: Camera, dialog: CameraDialog) -> None:
    field = slider(dialog, BRIGHTNESS)
    middle = QPointF(field.rect().center())
    turn = QWheelEvent(
        middle,
        QPointF(field.mapToGlobal(middle)),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(field, turn)
    until(no_jobs)
    assert field.value() == 64 and camera.sent == []
