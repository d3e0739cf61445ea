"""A button that stays on: it says so with a tick, and it can be read in both themes."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from app.gui.parts import theme
from app.gui.parts.theme import Theme
from app.gui.parts.toggle import Toggle
from tests.app.qt_wait import wait

LEAST_CONTRAST = 4.5  # for text, as WCAG 2 asks for it


@pytest.fixture(scope="module", autouse=True)
def application() -> Iterator[QApplication]:
    made = QApplication.instance() or QApplication(["hime"])
    assert isinstance(made, QApplication)
    yield made
    theme.apply("light")


def ground(button: Toggle) -> QColor:
    """The colour beside the words."""
    button.resize(200, 32)
    picture = button.grab().toImage()
    return picture.pixelColor(5, picture.height() // 2)


def contrast(one: QColor, other: QColor) -> float:
    """The contrast of two colours, 1..21, as WCAG 2 defines it."""
    darker, lighter = sorted(_luminance(colour) for colour in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("chosen", ["light", "dark"])
def test_a_button_that_is_on_is_told_from_one_that_begins_something(chosen: Theme) -> None:
    theme.apply(chosen)
    button, first = Toggle("pause", "Pause", ""), Toggle("start", "Start", "")
    first.setDefault(True)
    off = ground(button)
    assert button.icon().isNull()
    button.click()
    assert not button.icon().isNull()
    assert (button.text(), button.accessibleName()) == ("Pause", "Pause")
    assert ground(button) not in (off, ground(first))
    assert contrast(ground(button), button.palette().color(QPalette.ColorRole.ButtonText)) > LEAST_CONTRAST
    assert contrast(ground(first), QColor("white")) > LEAST_CONTRAST
    button.click()
    assert button.icon().isNull() and ground(button) == off


def test_the_tick_has_the_colour_of_the_words_after_another_theme_was_chosen() -> None:
    theme.apply("light")
    button = Toggle("pause", "Pause", "")
    button.show()
    button.click()
    wait(20)
    for chosen, dark in (("dark", False), ("light", True)):
        theme.apply(chosen)
        tick = button.icon().pixmap(button.iconSize()).toImage()
        drawn = [tick.pixelColor(x, y) for x in range(tick.width()) for y in range(tick.height())]
        assert {c.lightness() < 128 for c in drawn if c.alpha() == 255} == {dark}
    button.close()
