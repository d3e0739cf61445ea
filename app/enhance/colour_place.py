"""Finds out by how much the source moves colour to the side, and moves it back in the pictures of far faces.

Most video has one colour for two pixels side by side. A writer takes it from the middle of the two or from the left
one, and a reader may believe the other: the files of browsers and of many programs have the middle, and do not say so.
All colours then lie half a pixel beside their place. In a large picture nobody sees it. In a face of 32 pixels it costs
half of what the network can gain, because skin and background mix at every edge.

Colour and brightness change at the same places, so a move of colour shows at edges. But lips, hair and light have edges
of their own, which also look like a small move. An exemplar has these too. It is so much larger than the far face that
a move by half of its pixels does not show. So a far face is compared with an exemplar of the same person, made as
small: as it is, and with its colour moved.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from hime_core.camera.colour import coarser
from hime_core.camera.lens import moved
from hime_core.camera.parameters import Colour
from hime_core.geometry import Image

# Far faces are compared at most once in this many seconds. A comparison takes 1 to 2 ms.
PAUSE = 0.1
# Smaller pictures of far faces than this are not compared, pixels. They tell too little.
SMALLEST = 40
# The estimate decides once it has meant the same move for this many comparisons in a row.
ENOUGH = 5
# Each comparison makes the earlier ones count this many times as much as before.
KEPT = 0.98
# A colour is moved by this many pixels if writer and reader disagree.
MOVE = 0.5
# An estimate decides only if it is less than this many pixels away from a possible move.
SURE = 0.15
# An exemplar's own move must be seen as a difference of at least this many pixels, or its colours say nothing.
TELLING = 0.1
# Brightness and colour are smoothed by a Gaussian of this deviation, pixels, so that noise counts less.
SMOOTHING = 1.0
# Brightness and colour are compared within squares of this side, pixels.
SQUARE = 7
# Squares with a variance well below this number of squared 8-bit levels count as flat.
FLAT = 4.0
# What writers and readers make of colour: moved to the left, left in place, moved to the right.
LEFT = Colour("4:2:0", "middle", "left")
IN_PLACE = Colour("4:2:0", "middle", "middle")
RIGHT = Colour("4:2:0", "left", "middle")


class ColourPlace:
    """Estimates by how many pixels a source moves colour to the right. Only one thread may use it.

    `moved` is the decision: -0.5, 0 or 0.5. It is 0 until there is enough evidence.
    """

    def __init__(self) -> None:
        self.moved = 0.0
        self._next = 0.0  # the time from which on faces are compared again, in seconds
        # The evidence of the far faces, and of the exemplars to the left, in place, and to the right.
        self._evidence = np.zeros((4, 2))
        self._meant: float | None = None  # the move that the evidence means
        self._in_a_row = 0  # for how many comparisons it has meant that

    def due(self, side: int, time: float) -> bool:
        """Whether a far face should be compared now. side: of its picture, pixels. time: of its frame, seconds."""
        return side >= SMALLEST and (time >= self._next or time < self._next - PAUSE)  # a clock may go back

    def compare(self, far: Image, exemplar: Image, time: float) -> None:
        """Learn from a far face and an exemplar of the same person, both n×n×3 BGR, n even."""
        self._next = time + PAUSE
        near = np.ascontiguousarray(exemplar[..., ::-1])
        seen = [far, *(coarser(near, how)[..., ::-1] for how in (LEFT, IN_PLACE, RIGHT))]
        self._evidence = KEPT * self._evidence + np.stack([evidence(picture) for picture in seen])
        meant = self._meaning()
        self._in_a_row = self._in_a_row + 1 if meant == self._meant else 1
        self._meant = meant
        if meant is not None and self._in_a_row >= ENOUGH:
            self.moved = meant

    def _meaning(self) -> float | None:
        """Return the move that the evidence means. None: it is between two moves, or says nothing."""
        far, left, place, right = self._evidence[:, 0] / np.maximum(self._evidence[:, 1], 1e-9)
        if right - left < TELLING:
            return None
        estimate = 2 * MOVE * (far - place) / (right - left)
        return next((move for move in (-MOVE, 0.0, MOVE) if abs(estimate - move) < SURE), None)


def evidence(picture: Image) -> NDArray[np.float64]:
    """Return two numbers whose ratio says by how many pixels colour seems to lie to the right of brightness.

    Within a square, colour is about C = m + b·L + c·L', with brightness L and its change L' from a pixel to the next.
    This is b·L moved to the right by -c/b. The ratio is the mean of -c/b over squares, by least squares. Squares where
    colour follows brightness closely count most.
    """
    light, *colours = cv2.split(cv2.GaussianBlur(_float(picture), (0, 0), SMOOTHING))
    slope = cv2.filter2D(light, -1, np.array([[-0.5, 0, 0.5]]))
    ll, ss, ls = _together(light, light) + FLAT, _together(slope, slope) + FLAT / 4, _together(light, slope)
    total = np.zeros(2)
    for colour in colours:
        lc, sc, cc = _together(light, colour), _together(slope, colour), _together(colour, colour)
        size = ll * ss - ls**2
        b, c = (lc * ss - sc * ls) / size, (sc * ll - lc * ls) / size
        weight = ss * np.minimum(1, lc**2 / (ll * (cc + 1))) ** 2
        inner = (slice(SQUARE, -SQUARE),) * 2  # nothing is known beyond the border
        total += [-(weight * b * c)[inner].sum(), (weight * b * b)[inner].sum()]
    return total


def _float(picture: Image) -> NDArray[np.float32]:
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2YCrCb), np.float32)


def _together(a: NDArray[np.float32], b: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the covariance of two pictures within the square around each pixel."""
    side = (SQUARE, SQUARE)
    return np.asarray(cv2.blur(a * b, side) - cv2.blur(a, side) * cv2.blur(b, side), np.float32)


def put_back(picture: Image, pixels: float) -> Image:
    """Return the picture, h×w×3 BGR, with its colour moved back to the left by this many pixels."""
    if pixels == 0:
        return picture
    light, red, blue = cv2.split(cv2.cvtColor(picture, cv2.COLOR_BGR2YCrCb))
    colours = [moved(colour, -pixels, 0.0) for colour in (red, blue)]
    return np.asarray(cv2.cvtColor(cv2.merge([light, *colours]), cv2.COLOR_YCrCb2BGR), np.uint8)
