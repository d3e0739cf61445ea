"""What can be set at a camera. The driver is played by a stand-in for `ioctl`, since few machines have a camera."""

import sys
from pathlib import Path

import pytest

from app.capture.cameras.controls import Control, read_controls, set_control, set_defaults
from hime_core.errors import UsageError
from tests.app.camera_with_controls import (
    BRIGHTNESS,
    EXPOSURE,
    EXPOSURE_TIME,
    FOCUS,
    FOCUS_AUTO,
    INTEGER,
    LAMPS,
    MENU,
    WHITE,
    WHITE_AUTO,
    Camera,
    Knob,
)

fcntl = pytest.importorskip("fcntl", reason="Windows has none")
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="V4L2 is Linux's")


@pytest.fixture
def device(tmp_path: Path) -> str:
    path = tmp_path / "video0"
    path.touch()
    return str(path)


@pytest.fixture
def camera(monkeypatch: pytest.MonkeyPatch) -> Camera:
    made = Camera()
    monkeypatch.setattr(fcntl, "ioctl", made.ioctl)
    return made


def by_id(device: str) -> dict[int, Control]:
    return {control.id: control for control in read_controls(device)}


def test_controls_are_read_in_a_useful_order(camera: Camera, device: str) -> None:
    found = by_id(device)
    assert list(found) == [EXPOSURE, EXPOSURE_TIME, BRIGHTNESS, WHITE_AUTO, WHITE, LAMPS, FOCUS_AUTO, FOCUS]
    assert found[BRIGHTNESS] == Control(BRIGHTNESS, "Brightness", "range", -64, 64, 1, 0, 0, (), True)
    assert found[FOCUS_AUTO] == Control(FOCUS_AUTO, "Automatic focus", "switch", 0, 1, 1, 1, 1, (), True)
    assert (found[FOCUS].step, found[FOCUS].usable) == (5, False)
    assert found[EXPOSURE].kind == "choice" and found[EXPOSURE].choices == (("By hand", 1), ("Automatic time", 3))
    assert found[LAMPS].choices == (("Off", 0), ("50 Hz", 1), ("60 Hz", 2))


def test_what_an_automatic_frees_becomes_usable(camera: Camera, device: str) -> None:
    assert not by_id(device)[EXPOSURE_TIME].usable
    with pytest.raises(UsageError, match="refused to set “Exposure time"):
        set_control(device, EXPOSURE_TIME, 100)
    set_control(device, EXPOSURE, 1)
    set_control(device, EXPOSURE_TIME, 100)
    freed = by_id(device)[EXPOSURE_TIME]
    assert (freed.usable, freed.value) == (True, 100)


def test_negative_values_arrive(camera: Camera, device: str) -> None:
    set_control(device, BRIGHTNESS, -40)
    assert by_id(device)[BRIGHTNESS].value == -40


def test_defaults_come_back_behind_automatics_too(camera: Camera, device: str) -> None:
    camera.knobs[FOCUS_AUTO].default = 0  # this camera is delivered with a fixed focus, the other automatics are on
    delivered = {number: knob.default for number, knob in camera.knobs.items()}
    camera.values |= {BRIGHTNESS: 9, LAMPS: 1, FOCUS_AUTO: 1, FOCUS: 200, EXPOSURE: 1, EXPOSURE_TIME: 1000}
    set_defaults(device)
    assert camera.values == delivered


def test_a_refusal_keeps_no_other_default_back(camera: Camera, device: str) -> None:
    camera.values |= {BRIGHTNESS: 9, LAMPS: 1}
    camera.refusing = {BRIGHTNESS}
    with pytest.raises(UsageError, match="refused to set “Brightness”") as error:
        set_defaults(device)
    assert "\n" not in str(error.value)
    assert (camera.values[BRIGHTNESS], camera.values[LAMPS]) == (9, 2)


def test_nonsense_of_drivers_is_put_right_or_left_out(camera: Camera, device: str) -> None:
    camera.knobs[BRIGHTNESS] = Knob(INTEGER, -64, 64, 0, -8193)  # a known fault of cheap cameras
    camera.knobs[WHITE] = Knob(INTEGER, 0, 0, 1, 0)
    camera.knobs[FOCUS] = Knob(MENU, 0, 3, 1, 0, (0, 1))  # of this menu nobody knows what its entries mean
    found = by_id(device)
    assert (found[BRIGHTNESS].step, found[BRIGHTNESS].default) == (1, -64)
    assert WHITE not in found and FOCUS not in found


def test_an_unplugged_camera_is_told_in_a_line(camera: Camera, device: str, tmp_path: Path) -> None:
    camera.gone = True
    for deed in (read_controls, set_defaults, lambda device: set_control(device, BRIGHTNESS, 1)):
        with pytest.raises(UsageError, match=r"^The camera is not there; plug it in again"):
            deed(device)
    with pytest.raises(UsageError, match=r"^The camera is not there"):
        read_controls(str(tmp_path / "video9"))


def test_a_device_that_must_not_be_opened_is_told_in_a_line(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"^The camera cannot be opened \(Is a directory\)\.$"):
        read_controls(str(tmp_path))


def test_what_knows_no_controls_offers_none(device: str) -> None:
    assert read_controls(device) == []  # a plain file, asked by the system's own ioctl


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_other_systems_offer_nothing(system: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", system)
    assert read_controls(700) == []
    with pytest.raises(UsageError, match="cannot set the camera"):
        set_control(700, BRIGHTNESS, 1)
