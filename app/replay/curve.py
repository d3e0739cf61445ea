"""Draws the curves of the report: quality by the age of the reference, and quality by the turn of the head."""

import math
from collections.abc import Callable

from app.replay.bootstrap import Mean
from app.replay.drawing import Area, Drawing, Line, Point, Shape, Words
from app.replay.summary import Bin

# The whole drawing has this size, in units of the drawing.
CURVE_WIDTH, CURVE_HEIGHT = 720, 400
# The curve keeps these margins, in units of the drawing.
LEFT, RIGHT, TOP, BOTTOM = 64, 24, 36, 52
# HIME's curve, the line of a blank reference and the grid have these colours (RGB).
OURS, BLANK, GREY = (31, 119, 180), (200, 90, 20), (225, 225, 225)
# The distance between two lines of the grid is one of these numbers of dB.
GRID_STEPS = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0)
# The grid uses the smallest of GRID_STEPS with which fewer than this many steps lie between the lowest and the highest
# value. If there is no such step, it uses the largest of GRID_STEPS.
MOST_LINES = 8


def age_curve(bins: list[Bin]) -> Drawing:
    """Draw the curve over at least one bin of ages. The axis of ages is logarithmic."""
    return _curve(bins, [math.log2(b.at) for b in bins], lambda b: f"{b.at:.2g}", "age of the reference, seconds")


def turn_curve(bins: list[Bin]) -> Drawing:
    """Draw the curve over at least one bin of turns of the head. All bins are equally far apart."""
    places = [float(i) for i in range(len(bins))]
    return _curve(bins, places, lambda b: f"{b.at:.2f}", "turn of the head between reference and frame (pose distance)")


def _curve(bins: list[Bin], places: list[float], tick: Callable[[Bin], str], below: str) -> Drawing:
    """Draw a curve. places: where the bins lie on the axis, in any unit. tick: labels a bin. below: labels the axis."""
    bounds = [0.0, *(v for b in bins for v in _spread(b.over_blank))]
    step = next((s for s in GRID_STEPS if (max(bounds) - min(bounds)) / s < MOST_LINES), GRID_STEPS[-1])
    low, high = step * math.floor(min(bounds) / step - 0.2), step * math.ceil(max(bounds) / step + 0.2)
    first, last = (places[0], places[-1]) if len(bins) > 1 else (places[0] - 1, places[0] + 1)

    def at(place: float, value: float) -> Point:
        x = LEFT + 16 + (place - first) / (last - first) * (CURVE_WIDTH - LEFT - RIGHT - 32)
        return x, CURVE_HEIGHT - BOTTOM - (value - low) / (high - low) * (CURVE_HEIGHT - TOP - BOTTOM)

    shapes: list[Shape] = []
    for i in range(round((high - low) / step) + 1):
        y = at(first, low + i * step)[1]
        shapes += [Line([(LEFT, y), (CURVE_WIDTH - RIGHT, y)], GREY)]
        shapes += [Words((LEFT - 8, y + 4), f"{low + i * step:.1f}", anchor="end")]
    for b, place in zip(bins, places, strict=True):
        shapes.append(Words((at(place, low)[0], CURVE_HEIGHT - BOTTOM + 18), tick(b), anchor="middle"))
    spreads = [_spread(b.over_blank) for b in bins]
    upper = [at(place, high) for place, (_, high) in zip(places, spreads, strict=True)]
    lower = [at(place, low) for place, (low, _) in zip(places, spreads, strict=True)]
    shapes += [
        Line([(LEFT, at(first, 0)[1]), (CURVE_WIDTH - RIGHT, at(first, 0)[1])], BLANK, 1.5),
        Words((LEFT + 4, at(first, 0)[1] + 15), "a blank reference", BLANK),
        Area([*upper, *reversed(lower)], OURS),
        Line([at(place, b.over_blank.value) for b, place in zip(bins, places, strict=True)], OURS, 2, dots=True),
        Words((LEFT, 20), "PSNR with one earlier headshot as reference, dB over a blank one on the same frames", OURS),
        Words(((LEFT + CURVE_WIDTH - RIGHT) / 2, CURVE_HEIGHT - 10), below, anchor="middle"),
    ]
    return Drawing(CURVE_WIDTH, CURVE_HEIGHT, shapes)


def _spread(mean: Mean) -> tuple[float, float]:
    """Return the lower and upper end of the band, or the mean twice if there is no band."""
    return (
        mean.value if mean.low is None else mean.low,
        mean.value if mean.high is None else mean.high,
    )
