"""The window without a screen: the real engine on the sample call, driven by clicks and keys."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QPoint, QSettings, QSize, Qt
from PySide6.QtGui import QAction, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QWidget

from app.capture import sources as app_sources
from app.capture.sources import SampleCall
from app.gui.choices import remembered
from app.gui.choices.preferences import Preferences
from app.gui.choices.remembered import Remembered
from app.gui.choices.selection import Output, Selection
from app.gui.controller import Controller
from app.gui.main import make_controller
from app.gui.parts.choice import Choice
from app.gui.parts.preview_picture import scaled
from app.gui.window.strip import settled
from app.gui.window.tile import age
from app.gui.window.window import MainWindow, _first_size
from app.picture.cover import still
from app.run.live import send
from app.run.live.process import Processed
from app.settings import CameraSettings, DetectionSettings, EnhanceSettings, OutputSettings, Settings
from hime_core.geometry import Image
from tests.app.qt_wait import wait

HANGS = 120.0  # seconds, for what hangs
OURS = {"hime-call", "hime-feed", "hime-capture", "hime-process", "hime-enhance"}
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> QApplication:
    folder = tmp_path_factory.mktemp("remembered")
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(folder))
    app = QApplication.instance() or QApplication(["hime"])
    assert isinstance(app, QApplication)
    app.setQuitOnLastWindowClosed(False)
    return app


def until(condition: Callable[[], object]) -> None:
    end = time.monotonic() + HANGS
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        wait(20)


@contextmanager
def opened(source: str = "sample", output: Output = ("none", None)) -> Iterator[MainWindow]:
    """A window; afterwards it is closed, unless it was."""
    others = threading.enumerate()
    selection = Selection(Settings(), source, output)
    begun = Controller(MainWindow(source, output), selection, None, Remembered(theme="light"))
    window = begun.window
    window.show()
    begun.begin()
    try:
        yield window
    finally:
        closed(window, others)


def closed(window: MainWindow, others: list[threading.Thread]) -> None:
    """Close it as a person does; no thread of it may stay."""
    told: list[bool] = []
    controller(window).closed.connect(lambda: told.append(True))
    window.close()
    until(lambda: told)
    assert not window.isVisible()
    controller(window).call.wait(HANGS)
    controller(window).feed.wait(HANGS)
    until(lambda: not [t for t in threading.enumerate() if t.name in OURS and t not in others])
    window.deleteLater()
    wait(1)


def controller(window: MainWindow) -> Controller:
    """What acts on the window."""
    found = window.findChild(Controller)
    assert isinstance(found, Controller)
    return found


def find(window: MainWindow, name: str) -> QWidget:
    found = window.findChild(QWidget, name)
    assert isinstance(found, QWidget), name
    return found


def click(window: MainWindow, name: str) -> None:
    until(find(window, name).isVisible)  # a button that was just made is shown a moment later
    widget = find(window, name)
    assert widget.isEnabled(), name
    QTest.mouseClick(widget, LEFT)


def choose_next(window: MainWindow, name: str) -> None:
    """By keys: open the list, go down by one, take it."""
    box = find(window, name)
    assert isinstance(box, Choice)
    for widget, key in ((box, Qt.Key.Key_Down), (box.view(), Qt.Key.Key_Down), (box.view(), Qt.Key.Key_Return)):
        QTest.keyClick(widget, key)


def action(window: MainWindow, name: str) -> QAction:
    found = window.findChild(QAction, name)
    assert isinstance(found, QAction), name
    return found


def answer(window: MainWindow, question: str, how: str) -> None:
    """Click on the answer "yes" or "no" to a question that is asked."""
    box = find(window, question)
    pressed = box.findChild(QPushButton, how)
    assert isinstance(pressed, QPushButton) and box.isVisible()
    QTest.mouseClick(pressed, LEFT)
    until(lambda: window.findChild(QWidget, question) is None)


def sentence(window: MainWindow) -> str:
    return str(find(window, "status").property("text"))


def offered(window: MainWindow) -> list[str]:
    """The actions below the message over the picture."""
    return [action for action, _ in window.preview._actions]


def tiles(window: MainWindow) -> list[str]:
    """The ids of the exemplars that are shown."""
    return [tile.card.id for tile in window.strip._tiles if tile.card]


def banked(window: MainWindow) -> list[str]:
    """The ids of those that the call keeps."""
    look = controller(window).call.session.live._process.look if controller(window).call.session else None
    if look is None:
        return []
    people = look.people  # of another thread: its lists are copied, never walked through
    met = list(people._roster.people)
    return [e.id for person in met for e in person.bank.exemplars]


def strength(window: MainWindow) -> float | None:
    """What the call works with; None while there is none."""
    session = controller(window).call.session
    return session.live._process.settings.enhance.strength if session else None


@pytest.fixture(scope="module")
def window(app: QApplication) -> Iterator[MainWindow]:
    with pytest.MonkeyPatch.context() as patch:
        # Near for 3 minutes instead of 4 s: a busy machine takes longer to load the models, and no test sees its end.
        patch.setattr(app_sources, "SampleCall", partial(SampleCall, 600.0))
        with opened() as window:
            yield window


def test_the_picture_and_the_exemplars_are_shown(window: MainWindow) -> None:
    until(lambda: len(tiles(window)) >= 2)
    assert find(window, "message").isHidden()
    picture = window.preview.grab().toImage()
    colours = {picture.pixel(x, y) for x in range(20, 300, 20) for y in range(20, 150, 10)}
    assert len(colours) > 50
    name = window.strip._tiles[0].accessibleName()
    assert "quality" in name and "in the picture now" in name


def test_on_and_off(window: MainWindow) -> None:
    until(lambda: controller(window).call.session)
    click(window, "onOff")
    until(lambda: strength(window) == 0 and "off" in sentence(window))
    assert not action(window, "actionOn").isChecked()
    action(window, "actionOn").trigger()
    until(lambda: strength(window) == 1 and "off" not in sentence(window))


def test_the_strength_follows_the_keys(window: MainWindow) -> None:
    slider = find(window, "strength")
    QTest.keyClick(slider, Qt.Key.Key_PageDown)
    until(lambda: strength(window) == pytest.approx(0.9))
    click(window, "onOff")
    until(lambda: strength(window) == 0)
    click(window, "onOff")
    until(lambda: strength(window) == pytest.approx(0.9))
    QTest.keyClick(slider, Qt.Key.Key_End)
    until(lambda: strength(window) == 1)


def test_the_view_is_chosen_in_the_panel_and_in_the_menu(window: MainWindow) -> None:
    def view() -> str | None:
        session = controller(window).call.session
        return session.live._process.settings.output.view if session else None

    choose_next(window, "view")
    until(lambda: view() == "full")
    assert action(window, "actionView_full").isChecked()
    assert not action(window, "actionKeep").isEnabled()  # all is shown
    action(window, "actionView_zoom").trigger()
    until(lambda: view() == "zoom")
    assert window.controls.view.currentData() == "zoom"


def test_the_split_is_dragged_and_moved_by_keys(window: MainWindow) -> None:
    click(window, "split")
    until(lambda: window.preview._shown and window.preview._shown.before)
    area = window.preview.area()
    middle = round(area.center().y())
    at = [QPoint(round(area.left() + share * area.width()), middle) for share in (0.5, 0.25)]
    QTest.mousePress(window.preview, LEFT, pos=at[0])
    QTest.mouseMove(window.preview, at[1])
    QTest.mouseRelease(window.preview, LEFT, pos=at[1])
    assert window.preview.split == pytest.approx(0.25, abs=0.01)
    QTest.keyClick(window.preview, Qt.Key.Key_Right)
    assert window.preview.split == pytest.approx(0.27, abs=0.01)
    QTest.keyClick(window.preview, Qt.Key.Key_End)
    assert window.preview.split == 1
    click(window, "split")
    until(lambda: window.preview._shown and not window.preview._shown.before)
    QTest.mouseClick(window.preview, LEFT, pos=at[0])
    assert window.preview.split == 1  # nothing to move


def test_the_timing_is_shown_where_asked_for(window: MainWindow) -> None:
    action(window, "actionTiming").trigger()
    until(lambda: window.preview._shown and "pictures a second" in "".join(window.preview._shown.timing))
    action(window, "actionTiming").trigger()
    until(lambda: window.preview._shown and not window.preview._shown.timing)


def test_pausing_forgetting_one_and_all(window: MainWindow) -> None:
    until(lambda: len(tiles(window)) >= 2 and set(tiles(window)) <= set(banked(window)))
    click(window, "pause")
    assert action(window, "actionPause").isChecked()

    def paused() -> bool:
        look = controller(window).call.session.live._process.look if controller(window).call.session else None
        return look is not None and look.people._paused

    until(paused)
    kept = banked(window)
    until(lambda: set(tiles(window)) == set(kept))
    gone = window.strip._tiles[0].card
    assert gone
    click(window, "remove_0")
    assert gone.id not in tiles(window)  # at once
    until(lambda: gone.id not in banked(window))
    click(window, "clearAll")
    answer(window, "askForget", "no")
    assert tiles(window)
    click(window, "clearAll")
    answer(window, "askForget", "yes")
    assert not tiles(window)
    until(lambda: not banked(window))
    assert not find(window, "clearAll").isEnabled()
    click(window, "pause")
    until(lambda: not paused())


def test_others_see_something_else_while_the_video_is_paused(window: MainWindow) -> None:
    def sharpness() -> float:
        sent = controller(window).feed.sent
        return 0.0 if sent is None else float(np.abs(np.diff(sent.astype(int), axis=1)).mean())

    until(lambda: controller(window).call.session and sharpness() > 0)
    session = controller(window).call.session
    assert session
    before = sharpness()
    click(window, "pauseVideo")
    assert action(window, "actionVideo").isChecked()
    until(lambda: sharpness() < before / 3)  # blurred, the default
    until(lambda: sentence(window) == "Your video is paused.")  # it is sent to nobody
    assert offered(window) == ["resume"]
    taken = session.live._capture.frames_in
    wait(300)
    assert session.live._capture.frames_in <= taken + 1  # the camera rests
    controller(window)._prefer(Preferences(cover="still"))
    assert session.live._send.cover is still
    click(window, "resume")
    until(lambda: sharpness() > before / 2 and "paused" not in sentence(window))
    assert not action(window, "actionVideo").isChecked()


def test_a_paused_video_stays_paused_with_another_camera(window: MainWindow) -> None:
    until(lambda: controller(window).call.session)
    click(window, "pauseVideo")
    sent: list[Image] = []
    real = send.SendStage._send_one

    def noted(self: send.SendStage, picture: Processed, *rest: Any) -> None:
        sent.append(picture.result.image)
        real(self, picture, *rest)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(send.SendStage, "_send_one", noted)
        controller(window)._start()
        until(lambda: not controller(window).call.session)
        sent.clear()
        until(lambda: len(sent) > 10)
    assert all(np.abs(np.diff(image.astype(int), axis=1)).mean() < 1.0 for image in sent)
    click(window, "pauseVideo")
    until(lambda: "paused" not in sentence(window))


def test_the_preview_alone_is_mirrored(window: MainWindow) -> None:
    def shown(left_to_right: bool) -> bool:
        picture, sent = window.preview._shown, controller(window).feed.sent
        if picture is None or sent is None:
            return False
        size = picture.after.size()
        expected = scaled(sent, (size.width(), size.height()), mirrored=not left_to_right)
        return bool(expected == picture.after)

    def always(left_to_right: bool) -> None:
        until(lambda: shown(left_to_right))
        assert not shown(not left_to_right)

    always(True)
    action(window, "actionMirror").trigger()
    always(False)
    assert controller(window)._memory.preferences.mirrored
    action(window, "actionMirror").trigger()
    always(True)


def test_what_hime_uses_is_shown(window: MainWindow) -> None:
    until(lambda: "core" in str(find(window, "usage").property("text")))


def test_the_picture_that_others_see_is_saved(window: MainWindow, tmp_path: Path) -> None:
    until(lambda: controller(window).feed.sent is not None)
    action(window, "actionSnapshot").trigger()
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(tmp_path / "me.png"))
    dialog.reject()
    until(lambda: "Saved as" in find(window, "notice").toolTip())
    saved = cv2.imread(str(tmp_path / "me.png"))
    assert saved.shape == (720, 1280, 3)


def test_every_control_has_a_name_and_a_tooltip(window: MainWindow) -> None:
    for name in ("onOff", "strength", "camera", "output", "view", "split", "pauseVideo", "pause", "clearAll"):
        widget = find(window, name)
        assert widget.accessibleName(), name
        assert "(" in widget.toolTip(), name  # the keys
    assert find(window, "preview").accessibleName()
    shortcuts = [a.shortcut().toString() for a in window.menu.actions.values() if not a.shortcut().isEmpty()]
    assert len(shortcuts) == len(set(shortcuts))


def test_themes(window: MainWindow, app: QApplication) -> None:
    def lightness() -> int:
        return app.palette().color(QPalette.ColorRole.Window).lightness()

    action(window, "actionTheme_dark").trigger()
    assert lightness() < 60
    action(window, "actionTheme_light").trigger()
    assert lightness() > 200


def test_it_fits_into_a_small_window(window: MainWindow) -> None:
    window.resize(window.minimumSize())
    wait(50)
    for name in ("preview", "status", "onOff", "split", "pause", "clearAll"):
        widget = find(window, name)
        corner = widget.mapTo(window, QPoint(widget.width(), widget.height()))
        assert corner.x() <= window.width() and corner.y() <= window.height(), name


def test_the_tab_key_visits_every_control_in_an_order_that_makes_sense(window: MainWindow) -> None:
    until(lambda: len(tiles(window)) >= 2)
    window.activateWindow()
    until(window.isActiveWindow)
    window.controls.compare.setChecked(True)
    window.setFocus()
    visited = []
    for _ in range(40):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        assert now is not None
        if now.objectName() in visited:
            break
        visited.append(now.objectName())
    order = ["onOff", "strength", "camera", "output", "view", "split", "pauseVideo", "preview", "pause", "clearAll"]
    rest = [name for name in visited if name not in ("check", "closeUp")]
    assert rest == [*order, "tile_0"]  # all pictures together are one stop
    assert QApplication.focusWidget() is window.controls.on
    window.controls.compare.setChecked(False)


def test_the_sample_call_goes_on_and_on(app: QApplication) -> None:
    source = SampleCall(0.2, endless=True)
    frames = [frame for frame, _ in zip(source, range(20), strict=False)]
    assert [frame.index for frame in frames] == list(range(20)) and frames[-1].time > 0.6
    assert len(list(SampleCall(0.2))) == 6


def test_the_first_window_fits_on_a_small_screen() -> None:
    small = _first_size(QSize(1366, 768 - 32))
    assert small.width() <= 1366 and small.height() + 48 <= 768 - 32
    assert _first_size(QSize(1920, 1080)) == QSize(1180, 780)


@pytest.mark.parametrize("moment", ["at once", "opening", "running"])
def test_closing_leaves_nothing(app: QApplication, moment: str) -> None:
    with opened() as window:
        if moment == "opening":
            until(lambda: controller(window).call.session)
        elif moment == "running":
            until(lambda: window.preview._shown)


def test_without_a_camera_it_says_so_and_tries_again(app: QApplication) -> None:
    with opened("no such camera") as window:
        until(lambda: offered(window))
        assert offered(window) == ["again", "camera", "check", "sample"]
        assert "no such camera" in str(find(window, "message").property("text"))
        click(window, "again")
        until(lambda: not offered(window))
        until(lambda: offered(window))
        click(window, "sample")
        until(lambda: window.preview._shown)
        assert not offered(window) and window.controls.camera.currentData() == "sample"


def test_without_a_virtual_camera_it_goes_on_and_says_why(app: QApplication) -> None:
    with opened(output=("virtual", "no such device")) as window:
        until(lambda: window.preview._shown)
        until(lambda: find(window, "check").isVisible())
        assert "no virtual camera" in find(window, "notice").toolTip()


def test_weights_for_research_alone_and_who_is_told_are_in_the_title(app: QApplication) -> None:
    with opened() as window:
        assert window.windowTitle() == "HIME"
        controller(window)._edited(Settings(), Settings(enhance=EnhanceSettings(model="hime_small_x4_research")))
        assert window.windowTitle() == "HIME (weights for research alone)"
        controller(window).back()  # a call begun anew
        assert window.windowTitle() == "HIME (weights for research alone)"
        controller(window)._edited(Settings(), Settings(detection=DetectionSettings(engine="mediapipe")))
        assert window.windowTitle() == "HIME (reports its use to Google)"
        controller(window)._edited(Settings(), Settings())
        assert window.windowTitle() == "HIME"


def test_a_damaged_registry_is_told_in_the_window(
    app: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.models.models_folder", lambda: tmp_path)
    monkeypatch.setattr("hime_core.assets.models_folder", lambda: tmp_path)
    with opened() as window:
        assert window.windowTitle() == "HIME"
        until(lambda: offered(window))
        assert "missing or damaged; install HIME again" in str(find(window, "message").property("text"))


def test_what_was_chosen_is_remembered(app: QApplication) -> None:
    others = threading.enumerate()
    made = make_controller(Settings(), None, "sample", "none", None)
    window = made.window
    window.show()
    made.begin()
    choose_next(window, "view")
    QTest.keyClick(find(window, "strength"), Qt.Key.Key_PageDown)
    action(window, "actionTheme_dark").trigger()
    closed(window, others)
    again = remembered.read()
    assert again and again.geometry
    assert (again.view, again.strength, again.theme) == ("full", pytest.approx(0.9), "dark")
    assert (again.source, again.sink) == ("auto", "virtual")  # the call's own, and not chosen in the window


def test_what_is_unreadable_is_ignored(app: QApplication) -> None:
    remembered.write(Remembered(theme="dark", strength=0.5))
    file = Path(remembered._file().fileName())
    file.write_text("[General]\ntheme=pink\nstrength=much\nsplit=7\nview=full\ngeometry=3\n")
    assert remembered.read() == Remembered(view="full")


def test_what_was_written_goes_before_what_was_clicked() -> None:
    old = Remembered(view="full", strength=0.3, device="/dev/video9")
    plain = remembered.with_remembered(Settings(), old, set())
    assert (plain.output.view, plain.output.device, plain.enhance.strength) == ("full", "/dev/video9", 0.3)
    written = Settings(CameraSettings(), OutputSettings(device="/dev/video3"), enhance=EnhanceSettings(strength=0.7))
    keys = {"output.device", "enhance.strength"}
    mixed = remembered.with_remembered(written, replace(old, view="zoom"), keys)
    assert (mixed.output.device, mixed.enhance.strength) == ("/dev/video3", 0.7)


def test_exemplars_keep_their_places() -> None:
    assert settled([], ["a", "b"]) == ["a", "b"]
    assert settled(["a", "b", "c"], ["c", "a", "d"]) == ["a", "d", "c"]  # the new one where one has gone
    assert settled(["a", "b", "c"], ["c"]) == ["c"]
    assert settled(["a"], ["b", "c"]) == ["b", "c"]


def test_ages() -> None:
    assert age(8.4) == "8 s"
    assert age(200) == "3 min"
