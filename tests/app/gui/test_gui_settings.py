"""The dialog for what is chosen rarely, and what of it is remembered."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from app.gui.choices import preferences, remembered
from app.gui.choices.preferences import Preferences, applied
from app.gui.choices.remembered import Remembered
from app.gui.dialogs.settings_dialog import SettingsDialog
from app.gui.parts.choice import Choice
from app.gui.parts.small_switch import SmallSwitch
from app.picture.cover import blurred, own_picture, still
from app.settings import Settings
from hime_core.errors import UsageError


@pytest.fixture(scope="module", autouse=True)
def application() -> QApplication:
    made = QApplication.instance() or QApplication(["hime"])
    assert isinstance(made, QApplication)
    return made


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "remembered"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path


@pytest.fixture
def opened() -> Iterator[tuple[SettingsDialog, list[Preferences]]]:
    dialog, heard = SettingsDialog(Preferences(), Settings(), {"output.fps"}), []
    dialog.changed.connect(heard.append)
    dialog.show()
    yield dialog, heard
    dialog.close()


def choice(dialog: SettingsDialog, name: str) -> Choice:
    found = dialog.findChild(Choice, name)
    assert isinstance(found, Choice)
    return found


def choose(dialog: SettingsDialog, name: str, value: object) -> None:
    """By keys: open the list, go to a value, take it."""
    box = choice(dialog, name)
    row = next(i for i in range(box.count()) if box.itemData(i) == value)
    QTest.keyClick(box, Qt.Key.Key_Down)
    QTest.keyClick(box.view(), Qt.Key.Key_Home)
    for _ in range(row):
        QTest.keyClick(box.view(), Qt.Key.Key_Down)
    QTest.keyClick(box.view(), Qt.Key.Key_Return)


def test_each_choice_takes_effect_at_once(opened: tuple[SettingsDialog, list[Preferences]]) -> None:
    dialog, heard = opened
    choose(dialog, "language", "de")
    assert "when you start it again" in dialog._told.text()
    choose(dialog, "cover", "still")
    assert not dialog._told.text()
    choose(dialog, "size", (1920, 1080))
    choose(dialog, "model", "hime_fast_x4")
    choose(dialog, "min_side", 160)
    choose(dialog, "max_side", 80)
    key = dialog.findChild(SmallSwitch, "globalKey")
    assert key is not None
    QTest.keyClick(key, Qt.Key.Key_Space)
    expected = Preferences("de", False, "still", "", True, 1920, 1080, None, "hime_fast_x4", 80, 160)
    assert heard[-1] == expected and len(heard) == 7


def test_what_the_settings_file_sets_cannot_be_chosen(opened: tuple[SettingsDialog, list[Preferences]]) -> None:
    dialog, _ = opened
    assert not choice(dialog, "fps").isEnabled() and "output.fps" in choice(dialog, "fps").toolTip()
    assert choice(dialog, "size").isEnabled()


def test_a_picture_of_ones_own(opened: tuple[SettingsDialog, list[Preferences]]) -> None:
    dialog, heard = opened
    dialog.show_own("/somewhere/me.png")
    assert (heard[-1].cover, heard[-1].own_picture) == ("own", "/somewhere/me.png")
    name = dialog.findChild(QLabel, "ownPicture")
    assert name is not None and name.isVisible() and name.text() == "me.png"


@pytest.mark.skipif(os.name != "posix", reason="on Windows, the registry is written")
def test_starting_with_the_computer(opened: tuple[SettingsDialog, list[Preferences]], home: Path) -> None:
    dialog, _ = opened
    begin = dialog.findChild(SmallSwitch, "autostart")
    assert begin is not None
    begin.click()
    assert any(home.rglob("*.desktop")) or any(home.rglob("*.plist"))
    begin.click()
    assert not any(home.rglob("*.desktop")) and not any(home.rglob("*.plist"))
    (home / "config").rename(home / "gone") if (home / "config").exists() else None
    (home / "config").write_text("no folder")
    (home / "Library").write_text("no folder")
    begin.click()
    told = dialog.findChild(QLabel, "settingsTold")
    assert told is not None and told.isVisible() and told.text()


def test_preferences_are_remembered() -> None:
    chosen = Preferences("fr", True, "own", "/a b/ü.png", True, 1920, 1080, 25, "hime_fast_x4", 96, 160)
    remembered.write(Remembered(preferences=chosen))
    again = remembered.read()
    assert again and again.preferences == chosen
    remembered.write(Remembered())
    again = remembered.read()
    assert again and again.preferences == Preferences()


@pytest.mark.parametrize(
    ("name", "value"),
    [("language", "xx"), ("cover", "none"), ("fps", "1000"), ("width", "63"), ("max_side", "wide"), ("mirrored", "?")],
)
def test_a_value_that_is_not_valid_gets_its_default(name: str, value: str) -> None:
    texts = preferences.as_texts(Preferences(model="hime_fast_x4")) | {name: value}
    assert preferences.read(texts) == Preferences(model="hime_fast_x4")


def test_the_settings_file_goes_before_the_dialog() -> None:
    chosen = Preferences(width=1920, height=1080, fps=15, model="hime_fast_x4")
    settings = applied(Settings(), chosen, {"output.fps"})
    assert (settings.output.width, settings.output.height, settings.output.fps) == (1920, 1080, 30)
    assert settings.enhance.model == "hime_fast_x4"


def test_covers(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    picture = rng.integers(0, 256, (90, 160, 3), np.uint8)
    assert still(picture) is picture
    assert blurred(picture).std() < picture.std() / 4 and blurred(picture).shape == picture.shape
    cv2.imwrite(str(tmp_path / "me.png"), np.full((50, 50, 3), 200, np.uint8))
    shown = own_picture(tmp_path / "me.png")(picture)
    assert shown.shape == picture.shape
    assert (shown[:, 40:120] > 190).all() and not shown[:, :34].any() and not shown[:, 126:].any()
    for wrong in (tmp_path / "missing.png", tmp_path / "empty.png"):
        if wrong.name == "empty.png":
            wrong.touch()
        with pytest.raises(UsageError, match=wrong.name):
            own_picture(wrong)
