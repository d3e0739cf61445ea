"""Finds out by how much the source moves colour to the side, and moves it back in the pictures of far faces.

Most video has one colour for two pixels side by side. One program takes the colour at the middle of the two, and
another takes it at the left one. A reader may assume the other place: the files of browsers and of many programs have
the middle, and do not say so. All colours then lie half a pixel beside their place. In a large picture nobody sees it.
In a far face, skin and background mix at every edge.

Colour and brightness change at the same places, so a move of colour shows at edges. But lips, hair and light have edges
of their own, which also look like a small move. An exemplar of the same person has the same edges. Made as small as the
far face, it shows hardly any move. So the two are compared. HIME decides once all comparisons together have pointed to
one move for a second.
"""

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from hime_core.camera.colour import coarser
from hime_core.camera.lens import moved
from hime_core.camera.parameters import Colour
from hime_core.geometry import Image

# Far faces are compared at most once in this many seconds. A comparison takes 1 to 5 ms.
PAUSE = 0.1
# Once a move is decided, the pause is this many seconds. A source hardly ever moves its colour otherwise in a call.
PAUSE_ONCE_DECIDED = 0.3
# A far face is compared only if its window has at least this side, pixels of the source. Smaller ones tell too little.
SMALLEST = 48
# A far head is compared only if its size in the source is at most this share of the exemplar's. Otherwise the exemplar,
# made small, shows most of the move too.
LARGEST = 0.4
# A move is decided once all comparisons together have given it this many times in a row.
ENOUGH = 10
# A decision is changed once all comparisons together have given another move this many times in a row. With
# PAUSE_ONCE_DECIDED between two of them, that takes 12 seconds.
ENOUGH_TO_CHANGE = 40
# Each comparison makes the earlier ones count this many times as much as before, so they count for some ten seconds,
# and for some thirty once a move is decided.
KEPT = 0.99
# A colour is moved by this many pixels of the source if writer and reader disagree.
MOVE = 0.5
# The correction approaches what is decided by at most this many pixels a second, so that nothing jumps.
SPEED = 1.0
# The evidence means that colour is in place if the estimated move is less than this many pixels.
LITTLE = 0.25
# The evidence means a move by MOVE if the estimated move is between these two numbers of pixels.
MUCH = 0.35, 1.0
# A face is compared only if its evidence has at least this weight for each pixel (see `seeming_move`). Faces of our
# sets have 0.12 and more, and a grey face has hardly any.
LEAST_WEIGHT = 0.01
# Brightness and colour are smoothed by a Gaussian of this deviation, pixels, so that noise counts less.
SMOOTHING = 1.0
# Brightness and colour are compared within squares of this side, pixels.
SQUARE = 7
# Squares where brightness has a variance well below this number count as flat, squared 8-bit levels.
FLAT = 4.0
# A slope of brightness counts as flat if its square is well below this number, squared 8-bit levels for each pixel.
FLAT_SLOPE = 1.0
# Squares where colour has a variance well below this number count as flat, squared 8-bit levels.
FLAT_COLOUR = 1.0
# A reader that assumes this moves coarse colour to the left of its place.
LEFT = Colour("4:2:0", "middle", "left")
# With this, coarse colour stays in its place.
IN_PLACE = Colour("4:2:0", "middle", "middle")
# A reader that assumes this moves coarse colour to the right of its place.
RIGHT = Colour("4:2:0", "left", "middle")


class ColourPlace:
    """Estimates how far a source moves colour to the right, in its pixels. Only one thread may use it.

    This is a property of the source, so all people in view add to it. Of their pictures only sums are kept.
    `moved` is what to correct, -0.5 to 0.5 pixels of the source. `decided` is the move that `moved` approaches, or None
    if nothing is decided yet.
    """

    def __init__(self) -> None:
        self.moved = 0.0
        self.decided: float | None = None
        self._compared = -math.inf  # the time of the frame compared last, in seconds
        self._approached = math.inf  # the time of the frame before this one, in seconds
        # The sums of wxy and wx² of a least-squares fit. y is the seeming move, x is what a move of one pixel would
        # look like, and w is the weight.
        self._sums = np.zeros(2)
        self._meant: float | None = None  # the move that the evidence means
        self._in_a_row = 0  # for how many comparisons it has meant that

    def due(self, time: float) -> bool:
        """Whether the far faces of a frame should be compared. time: of the frame, in seconds."""
        pause = PAUSE if self.decided is None else PAUSE_ONCE_DECIDED
        return time >= self._compared + pause or time < self._compared  # a recording's clock may go back

    def approach(self, time: float) -> None:
        """Bring the correction nearer to what is decided. time: of the present frame, in seconds."""
        step = SPEED * max(0.0, time - self._approached)
        self._approached = time
        if self.decided is not None:
            self.moved += min(max(self.decided - self.moved, -step), step)

    def compare(self, far: Image, exemplar: Image, scale: float, size: float, time: float) -> None:
        """Learn from a far face and an exemplar of the same person, both n×n×3 BGR, n even.

        scale: how many pixels of `far` one pixel of the source is wide, at most 1. size: the far head's size in the
        source over that of the exemplar, at most LARGEST. The exemplar, made small, shows that share of the move. time:
        of the frame of the far face, in seconds.
        """
        self._compared = time
        near = np.ascontiguousarray(exemplar[..., ::-1])
        seen = [far, *(coarser(near, how)[..., ::-1] for how in (LEFT, IN_PLACE, RIGHT))]
        (seeming, weight), (left, _), (place, near_weight), (right, _) = map(seeming_move, seen)
        if min(weight, near_weight) < LEAST_WEIGHT * far.shape[0] * far.shape[1]:
            return
        x, y = (right - left) / (2 * MOVE) * scale * (1 - size), seeming - place
        self._sums = KEPT * self._sums + np.array([weight * x * y, weight * x * x])
        meant = self._meaning()
        self._in_a_row = self._in_a_row + 1 if meant == self._meant else 1
        self._meant = meant
        enough = ENOUGH if self.decided is None else ENOUGH_TO_CHANGE
        if meant is not None and self._in_a_row >= enough:
            self.decided = meant

    @property
    def estimate(self) -> float | None:
        """By how many of its pixels the source seems to move colour to the right. None: the evidence says nothing."""
        xy, xx = self._sums
        return float(xy / xx) if xx > 0 else None

    def _meaning(self) -> float | None:
        """Return the move that the evidence means. None: it is between two moves, or says nothing."""
        estimate = self.estimate
        if estimate is None:
            return None
        if abs(estimate) < LITTLE:
            return 0.0
        return math.copysign(MOVE, estimate) if MUCH[0] < abs(estimate) < MUCH[1] else None


def seeming_move(picture: Image) -> tuple[float, float]:
    """Return by how many pixels colour seems to lie to the right of brightness, and the weight of the evidence.

    picture: h×w×3 BGR. Within a square, colour is about C = m + b·L + c·L', with brightness L and its change L' from a
    pixel to the next. This is b·L moved to the right by -c/b. The result is the mean of -c/b over squares, by least
    squares. Squares where colour follows brightness closely count most. Without any colour it is 0, with weight 0.
    """
    smooth = cv2.GaussianBlur(np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2YCrCb), np.float32), (0, 0), SMOOTHING)
    light, *colours = cv2.split(smooth)
    slope = cv2.filter2D(light, -1, np.array([[-0.5, 0, 0.5]]))
    ll, ss, ls = _together(light, light) + FLAT, _together(slope, slope) + FLAT_SLOPE, _together(light, slope)
    total = total_weight = 0.0
    for colour in colours:
        lc, sc, cc = _together(light, colour), _together(slope, colour), _together(colour, colour)
        size = ll * ss - ls**2
        b, c = (lc * ss - sc * ls) / size, (sc * ll - lc * ls) / size
        follows = np.minimum(1, lc**2 / (ll * (cc + FLAT_COLOUR)))  # the share of colour's variance that b·L explains
        weight = ss * follows**2
        inner = (slice(SQUARE, -SQUARE),) * 2  # nothing is known beyond the border
        total -= float((weight * b * c)[inner].sum())
        total_weight += float((weight * b * b)[inner].sum())
    return (total / total_weight, total_weight) if total_weight > 0 else (0.0, 0.0)


def _together(a: NDArray[np.float32], b: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the covariance of two pictures within the square around each pixel."""
    side = (SQUARE, SQUARE)
    return np.asarray(cv2.blur(a * b, side) - cv2.blur(a, side) * cv2.blur(b, side), np.float32)


def put_back(picture: Image, pixels: float) -> Image:
    """Return the picture, h×w×3 BGR, with its colour moved to the left by this many pixels; below 0: to the right."""
    if pixels == 0:
        return picture
    light, red, blue = cv2.split(cv2.cvtColor(picture, cv2.COLOR_BGR2YCrCb))
    colours = [moved(colour, -pixels, 0.0) for colour in (red, blue)]
    return np.asarray(cv2.cvtColor(cv2.merge([light, *colours]), cv2.COLOR_YCrCb2BGR), np.uint8)
