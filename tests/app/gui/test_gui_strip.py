"""The strip of remembered pictures: its keys, its tooltips and its title."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QToolTip, QVBoxLayout, QWidget

from app.gui.parts.preview_picture import ExemplarCard
from app.gui.window.strip import Strip
from app.gui.window.tile import Tile
from tests.app.qt_wait import wait

HANGS = 20.0  # seconds
TAB, LEFT, RIGHT, HOME, END = (getattr(Qt.Key, f"Key_{name}") for name in ("Tab", "Left", "Right", "Home", "End"))
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture(scope="module", autouse=True)
def application() -> QApplication:
    made = QApplication.instance() or QApplication(["hime"])
    assert isinstance(made, QApplication)
    return made


@pytest.fixture
def strip(application: QApplication) -> Iterator[Strip]:
    """A strip with sixteen pictures, and a button before and after it."""
    window, strip = QWidget(), Strip()
    before, after = QPushButton("before"), QPushButton("after")
    column = QVBoxLayout(window)
    for name, widget in (("before", before), ("", strip), ("after", after)):
        if name:
            widget.setObjectName(name)
        column.addWidget(widget)
    window.show()
    window.activateWindow()
    until(window.isActiveWindow)
    strip.show_cards(cards())
    QWidget.setTabOrder(strip._tiles[-1], after)
    yield strip
    QToolTip.hideText()
    window.close()
    window.deleteLater()
    wait(1)


def until(condition: Callable[[], object]) -> None:
    end = time.monotonic() + HANGS
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        wait(5)


def cards(without: str = "", **changes: ExemplarCard) -> list[ExemplarCard]:
    """Pictures a to p. without: the letters of those that are left out. changes: other cards, by letter."""
    plain = ExemplarCard("", QImage(), 0, True, 0.8, 8.0, 0.0)
    return [changes.get(c, replace(plain, id=c)) for c in "abcdefghijklmnop" if c not in without]


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> str:
    """Press a key where the focus is. Returns the letter of the picture that has the focus then, or another name."""
    focus = QApplication.focusWidget()
    assert focus
    QTest.keyClick(focus, key, modifier)
    return focused()


def focused() -> str:
    focus = QApplication.focusWidget()
    assert focus
    return focus.card.id if isinstance(focus, Tile) and focus.card else focus.objectName()


def point_at(tile: Tile) -> None:
    for place in (QPoint(20, 20), QPoint(20, 40)):  # the pointer may be at one of them already
        QTest.mouseMove(tile, place)


def test_the_tab_key_stops_once_in_the_strip(strip: Strip) -> None:
    strip.clear_all.setFocus()
    assert [press(TAB), press(TAB)] == ["a", "after"]
    assert [press(TAB, SHIFT), press(TAB, SHIFT)] == ["a", "clearAll"]


def test_the_arrow_keys_move_between_the_pictures(strip: Strip) -> None:
    strip._tiles[0].setFocus()
    assert [press(key) for key in (RIGHT, RIGHT, LEFT, END, RIGHT, LEFT, HOME, LEFT)] == list("bcbppoaa")


def test_a_picture_that_gets_the_focus_is_in_sight(strip: Strip) -> None:
    strip._tiles[0].setFocus()
    press(END)
    wait(20)
    last = strip._tiles[15]
    seen = strip._scroll.viewport().rect()
    assert seen.contains(last.mapTo(strip._scroll.viewport(), last.rect().center()))


def test_the_tab_key_comes_back_to_the_picture_that_had_the_focus(strip: Strip) -> None:
    strip._tiles[0].setFocus()
    press(RIGHT)
    assert [press(TAB, SHIFT), press(TAB)] == ["clearAll", "b"]
    press(TAB)
    assert press(TAB, SHIFT) == "b"
    QTest.mouseClick(strip._tiles[2], Qt.MouseButton.LeftButton, pos=QPoint(20, 40))
    assert [focused(), press(TAB), press(TAB, SHIFT)] == ["c", "after", "c"]


def test_the_tab_key_follows_a_picture_to_another_place(strip: Strip) -> None:
    strip._tiles[2].setFocus()
    strip.clear_all.setFocus()
    used = {c: replace(cards()[0], id=c, share=0.5) for c in "mn"}
    strip.show_cards(cards(**used))
    assert strip._places[:4] == ["m", "n", "a", "b"]  # those in use come first
    assert [press(TAB), press(TAB)] == ["c", "after"]
    strip.show_cards(cards(without="c"))
    assert [press(TAB, SHIFT), press(TAB, SHIFT)] == [strip._places[0], "clearAll"]
    strip.show_cards([])
    strip.pause.setFocus()
    assert press(TAB) == "after"
    strip.show_cards(cards(without="m"))
    strip.clear_all.setFocus()
    assert [press(TAB), press(TAB)] == ["a", "after"]


def test_before_a_person_chooses_the_tab_key_comes_to_what_is_first(strip: Strip) -> None:
    strip.pause.setFocus()
    strip.show_cards(cards(h=replace(cards()[7], share=0.5)))
    assert [press(TAB), press(TAB), press(TAB)] == ["clearAll", "h", "after"]


def test_the_focus_stays_at_a_picture_when_others_go_and_come(strip: Strip) -> None:
    strip._tiles[3].setFocus()
    strip.show_cards(cards(without="ab"))
    assert focused() == "d"
    strip.show_cards(cards(without="b", p=replace(cards()[15], share=0.5)))
    assert focused() == "d"
    assert press(RIGHT) == "e"


def test_the_delete_key_forgets_and_goes_on_to_the_neighbour(strip: Strip) -> None:
    forgotten: list[str] = []
    strip.removed.connect(forgotten.append)
    strip._tiles[1].setFocus()
    assert [press(Qt.Key.Key_Delete), press(Qt.Key.Key_Backspace)] == ["c", "d"]
    press(END)
    assert press(Qt.Key.Key_Delete) == "o"  # there is none behind it
    assert forgotten == ["b", "c", "p"]
    assert [press(TAB), press(TAB, SHIFT)] == ["after", "o"]
    while strip.count > 1:
        assert isinstance(strip.window().focusWidget(), Tile)
        press(Qt.Key.Key_Delete)
    assert press(Qt.Key.Key_Delete) == "pause"
    assert not strip.clear_all.isEnabled()
    assert press(TAB) == "after"


def test_the_focus_leaves_the_pictures_when_all_are_forgotten(strip: Strip) -> None:
    strip._tiles[5].setFocus()
    strip.show_cards([])
    assert focused() == "pause"


def test_an_open_tooltip_tells_what_the_tile_shows_now(strip: Strip) -> None:
    tile = strip._tiles[0]
    point_at(tile)
    until(lambda: QToolTip.isVisible() and "8 s old" in QToolTip.text())
    strip.show_cards(cards(a=replace(cards()[0], age=9.0)))
    assert QToolTip.text() == tile.toolTip() and "9 s old" in QToolTip.text()
    strip.show_cards(cards(without="a", b=replace(cards()[1], age=90.0)))
    assert "2 min old" in QToolTip.text()
    strip.show_cards([])
    until(lambda: not QToolTip.isVisible())


def test_the_tooltip_of_another_tile_stays(strip: Strip) -> None:
    point_at(strip._tiles[0])
    until(QToolTip.isVisible)
    strip.show_cards(cards(b=replace(cards()[1], age=90.0)))
    assert "8 s old" in QToolTip.text()


def test_a_long_title_is_shortened_but_not_the_number(strip: Strip) -> None:
    title = strip._title
    strip.name("Pictures from the sample call", " (16)", "")
    strip.window().resize(1200, 300)
    wait(20)
    assert title.text() == "Pictures from the sample call (16)"
    strip.window().resize(strip.window().minimumSizeHint().width() + 120, 300)
    wait(20)
    assert title.text().startswith("Pict") and title.text().endswith("… (16)")
    assert title.fontMetrics().horizontalAdvance(title.text()) <= title.width()
    assert title.toolTip() == title.accessibleName() == "Pictures from the sample call (16)"
    strip.name("Pictures", "", "")
    assert title.text() == title.accessibleName() == "Pictures"
