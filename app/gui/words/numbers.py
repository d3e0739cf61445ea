"""Writes numbers as the chosen language does."""

from app.gui.words.language import tr


def percent(share: float) -> str:
    """Write a share, 0..1, in whole percent, such as "83%"."""
    return tr("{number}%").format(number=round(100 * share))
