"""Which moment the close-up keeps."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from app.gui.parts.preview_picture import CloseUp
from app.gui.window import close_up
from app.gui.window.close_up import BACK_AFTER, CloseUpCard


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(close_up, "time", made)
    return made


@pytest.fixture
def card() -> CloseUpCard:
    assert QApplication.instance() or QApplication(["hime"])
    return CloseUpCard()


def of(side: float) -> CloseUp:
    return CloseUp(QImage(8, 8, QImage.Format.Format_RGB32), QImage(8, 8, QImage.Format.Format_RGB32), side)


def test_the_farthest_moment_stays_also_after_breaks(card: CloseUpCard, clock: Clock) -> None:
    far, nearer = of(40), of(90)
    card.show_close_up(of(80))
    card.show_close_up(far)
    clock.now += BACK_AFTER / 2
    card.show_close_up(None)  # HIME had too little time for a moment
    card.show_close_up(nearer)
    assert card._pictures.shown is nearer and card._title.text() == "Close-up"
    card.show_close_up(None)
    assert card._pictures.shown is far and card._title.text() == "Close-up, a moment ago"


def test_who_walks_there_and_back_smoothly_is_kept_where_they_were_farthest(card: CloseUpCard, clock: Clock) -> None:
    for side in [*range(120, 40, -1), *range(40, 117)]:
        clock.now += 0.05
        card.show_close_up(of(side))
    card.show_close_up(None)
    assert card._pictures.shown is not None and card._pictures.shown.side < 45


def test_the_next_time_away_is_kept_although_it_is_nearer(card: CloseUpCard, clock: Clock) -> None:
    nearer = of(90)
    card.show_close_up(of(40))
    card.show_close_up(None)
    clock.now += BACK_AFTER + 1
    card.show_close_up(nearer)
    card.show_close_up(None)
    assert card._pictures.shown is nearer
    card.forget()
    card.show_close_up(None)
    assert card._pictures.shown is None
