"""What the window must not keep, lose or repeat."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from app.capture import mailbox
from app.capture.frame import Frame
from app.exemplars.bank import make_exemplar
from app.gui.calls.feed import Feed
from app.gui.choices.remembered import Remembered
from app.gui.main import make_controller
from app.gui.parts.choice import Choice
from app.gui.parts.preview_picture import ExemplarCard
from app.gui.window.preview import Preview
from app.gui.window.strip import Strip
from app.people import PersonView
from app.picture.compose import FrameView
from app.picture.show import ShownFrame
from app.run.live import Seen
from app.settings import OutputSettings, Settings, load_settings, written_keys
from app.settings.watch import SettingsFile
from hime_core.geometry import Image, KeyPoints, Square
from tests.app.qt_wait import wait

HANGS = 20.0  # seconds


@pytest.fixture(scope="module", autouse=True)
def application() -> QApplication:
    made = QApplication.instance() or QApplication(["hime"])
    assert isinstance(made, QApplication)
    return made


def until(condition: Callable[[], object]) -> None:
    end = time.monotonic() + HANGS
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        wait(5)


@pytest.fixture
def seen(photo: Image, square: Square, face: KeyPoints) -> Seen:
    """A picture with one person, who has one exemplar."""
    exemplar = make_exemplar(photo, square, face, 0.0)
    frame = Frame(photo, 0.0, 0)
    height, width = photo.shape[:2]
    result = ShownFrame(photo, frame, FrameView(1.0, 0.0, 0.0, width, height), [], {}, [], 0, False)
    return Seen(result, [PersonView(1, True, [exemplar])], 1.0)


@pytest.fixture
def fed() -> Iterator[tuple[Feed, mailbox.Slot[Seen]]]:
    source: mailbox.Slot[Seen] = mailbox.Slot()
    feed = Feed(source, lambda: "")
    yield feed, source
    feed.stop()
    feed.wait(HANGS)


def card(name: str, share: float = 0.0) -> ExemplarCard:
    return ExemplarCard(name, QImage(8, 8, QImage.Format.Format_RGB32), 1, True, 0.5, 1.0, share)


def test_a_picture_under_way_while_all_is_forgotten_is_not_kept(
    fed: tuple[Feed, mailbox.Slot[Seen]], seen: Seen
) -> None:
    feed, source = fed
    source.put(seen)
    until(lambda: feed._cards)
    before = feed._forgotten
    feed.forget()
    assert not feed._cards and not feed._thumbs and feed.shown.take(timeout=0) is None
    feed._show(seen, before)  # taken before it was forgotten
    assert not feed._cards and not feed._thumbs and feed.shown.take(timeout=0) is None
    until(lambda: (source.put(seen), feed._cards)[1])  # later ones, of which some carry cards


def test_the_first_picture_after_all_was_forgotten_is_shown(fed: tuple[Feed, mailbox.Slot[Seen]], seen: Seen) -> None:
    """A call that opens paused sends only one, while the feed waits since before the call."""
    feed, source = fed
    wait(50)
    feed.forget()
    source.put(seen)
    until(lambda: feed.shown.take(timeout=0))


def test_the_feed_goes_on_after_a_picture_that_fails_and_tells_once(
    fed: tuple[Feed, mailbox.Slot[Seen]], seen: Seen, caplog: pytest.LogCaptureFixture
) -> None:
    feed, source = fed
    bad = Seen(
        ShownFrame(np.zeros((0, 0, 3), np.uint8), seen.result.frame, seen.result.view, [], {}, [], 0, False), [], 1.0
    )
    for _ in range(2):
        source.put(bad)
        until(lambda: not source._values)
    source.put(seen)
    until(lambda: feed.shown.take(timeout=0))
    assert caplog.text.count("was not shown") == 1


def test_the_preview_keeps_no_cards(fed: tuple[Feed, mailbox.Slot[Seen]], seen: Seen) -> None:
    feed, source = fed
    source.put(seen)
    until(lambda: feed._cards)
    shown, preview = feed.shown.take(timeout=HANGS), Preview()
    assert shown and shown.cards
    preview.show_picture(shown)
    assert preview._shown and not preview._shown.cards


def test_the_strip_lets_go_of_what_is_forgotten_at_once() -> None:
    strip = Strip()
    strip.show_cards([card("a"), card("b")])
    strip._tiles[0]._ask()
    assert [c.id for c in strip._cards] == ["b"]
    strip.show_cards([card("a"), card("b")])  # a picture that was under way
    assert [tile.card.id for tile in strip._tiles if tile.card] == ["b"]
    strip.clear()
    strip.show_cards([card("a"), card("b")])  # a picture that was under way
    assert not strip.count and not [tile for tile in strip._tiles if tile.card]


def test_the_strip_keeps_its_order_while_it_is_pointed_at() -> None:
    strip = Strip()
    strip.show_cards([card("a"), card("b")])
    strip._scroll.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    strip.show_cards([card("a"), card("b", 1.0)])
    assert strip._places == ["a", "b"]
    strip._scroll.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
    strip.show_cards([card("a"), card("b", 1.0)])
    assert strip._places == ["b", "a"]


def test_keys_on_a_closed_list_open_it_and_choose_nothing() -> None:
    choice, chosen = Choice("camera", "Camera", ""), []
    choice.offer([("One", 1), ("Two", 2)], 1)
    choice.chosen.connect(chosen.append)
    choice.show()
    QTest.keyClick(choice, Qt.Key.Key_Down)
    assert choice.view().isVisible() and choice.currentData() == 1 and not chosen
    choice.hidePopup()
    QTest.keyClick(choice, Qt.Key.Key_T)
    assert choice.currentData() == 1 and not chosen
    choice.hidePopup()
    choice.close()


def test_a_list_shows_nothing_as_chosen_if_the_value_is_not_offered() -> None:
    choice, chosen = Choice("camera", "Camera", ""), []
    choice.chosen.connect(chosen.append)
    choice.offer([("One", (1, 2)), ("Two", (2, 3))], (2, 3))
    assert choice.currentText() == "Two"
    choice.choose((3, 4))
    assert choice.currentText() == "" and choice.currentData() is None and not chosen
    choice.choose((1, 2))
    assert choice.currentText() == "One"


def test_the_window_tells_that_an_edit_is_not_taken_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.settings.watch.LOOK_EVERY", 0.1)
    path = tmp_path / "config.yaml"
    path.write_text("exemplars: {capacity: 4}\n")
    controller = make_controller(load_settings(path), path, "sample", "none", Remembered(theme="light"))
    controller.window.resize(1180, 780)
    controller.window.show()
    controller.begin()
    notice = controller.window.findChild(QLabel, "notice")
    assert notice is not None
    until(lambda: controller.feed.sent is not None)
    path.write_text("exemplars: {capacity: -1}\n")
    until(lambda: notice.text().startswith("The settings stay as they were: config.yaml: exemplars.capacity"))
    path.write_text("exemplars: {capacity: -1}\noutptu: {}\n")
    until(lambda: "as they were. The first of 2 mistakes: " in notice.toolTip())
    controller.window.close()
    until(lambda: not controller.call.alive)
    controller.call.wait(HANGS)
    controller.feed.wait(HANGS)
    controller.window.deleteLater()


def test_what_is_written_as_the_default_goes_before_what_was_clicked(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text("output: {view: zoom}\ncamera: {device: auto}\n")
    assert written_keys(path) == {"output.view", "camera.device"} and written_keys(None) == set()
    old = Remembered(view="full", strength=0.3, source="sample")
    for file, view in ((path, None), (None, "zoom")):
        # A folder is no source: nothing opens.
        controller = make_controller(load_settings(file), file, str(tmp_path), "none", old, view)
        controller.begin()
        controller.window.close()
        until(lambda controller=controller: not controller.call.alive)
        controller.call.wait(HANGS)
        controller.feed.wait(HANGS)
        settings = controller.selection.settings
        assert (settings.output.view, settings.enhance.strength) == ("zoom", 0.3)
        controller.window.deleteLater()


def test_an_edit_takes_over_what_it_changed_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.settings.watch.LOOK_EVERY", 0.0)
    path = tmp_path / "config.yaml"
    path.write_text("exemplars: {capacity: 4}\n")
    file = SettingsFile(path)
    clicked = Settings(output=OutputSettings(view="full", device="/dev/video9"))
    path.write_text("exemplars: {capacity: 12}\nenhance: {max_side: 100}\n")
    assert file.changed(clicked) is None
    new = file.changed(clicked)
    assert new and (new.exemplars.capacity, new.enhance.max_side) == (12, 100)
    assert new.output == clicked.output


def test_a_tile_tells_of_what_changed_alone() -> None:
    strip = Strip()
    strip.show_cards([card("a"), card("b")])
    first, second = strip._tiles[:2]
    for tile in (first, second):
        tile.setToolTip("old")
    strip.show_cards([card("a"), replace(card("b"), age=90.0)])
    assert first.toolTip() == "old"
    assert "2 min old" in second.toolTip()
    strip.show_cards([])
    strip.show_cards([card("a")])
    assert "old, quality" in first.toolTip() and not first.isHidden()
