"""Draws and reads numbered test pictures.

A test picture shows moving colour bars. Below them, black and white blocks encode the picture's number. All positions
are fractions of the picture's size, so that a picture can be read after it was resized.
"""

import itertools
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from hime_core.geometry import Image

# Each channel of a bar has one of these two values, of 0 to 255. A wrong colour matrix or range shifts them, but not so
# far that they are clipped.
LOW, HIGH = 48, 208
# The bars have these colours, in the order of BARS.
BAR_NAMES = ("white", "yellow", "magenta", "red", "cyan", "green", "blue", "black")
# BARS holds the colours of the bars as 8×3 values, in BGR.
BARS = np.array([rgb[::-1] for rgb in itertools.product((HIGH, LOW), repeat=3)], np.uint8)
# The bars move with every picture. After this many pictures they are back at their first place.
CYCLE = 64
# This many pictures have different numbers, from 0 up. The picture after them has the number 0 again.
COUNTERS = 4096
# A picture's code is drawn as this many rows and columns of blocks, one block for each bit. Row by row, the 24 bits are
# 4 bits of MARK, 12 bits of the picture's number, and 8 bits of a checksum.
CODE_ROWS, CODE_COLUMNS = 2, 12
# Every code begins with these four bits, which tell a test picture from other pictures.
MARK = 0b1011
# The bars end and the code begins at this share of the picture's height.
CODE_TOP = 0.75
# A block has the first of these values for a bit of 0, and the second for a bit of 1, of 0 to 255.
BLACK, WHITE = 20, 235


@dataclass(frozen=True)
class Reading:
    """What was read from a test picture.

    counter: the picture's number. turned: in which way the picture arrived turned. colours: the colours of the bars,
    8×3 BGR. They are NaN for a bar that the picture's edge cuts in two.
    """

    counter: int
    turned: str
    colours: np.ndarray


def draw(counter: int, width: int, height: int) -> Image:
    """Return picture number `counter`, height × width × 3 BGR. The number is taken modulo COUNTERS."""
    picture = np.empty((height, width, 3), np.uint8)
    top = round(CODE_TOP * height)
    place = ((np.arange(width) + 0.5) / width - _shift(counter)) % 1
    picture[:top] = BARS[(place * len(BARS)).astype(int)]
    rows = np.arange(height - top) * CODE_ROWS // (height - top)
    columns = np.arange(width) * CODE_COLUMNS // width
    bits = [_code(counter % COUNTERS) >> bit & 1 for bit in reversed(range(CODE_ROWS * CODE_COLUMNS))]
    blocks = np.where(bits, WHITE, BLACK).astype(np.uint8).reshape(CODE_ROWS, CODE_COLUMNS)
    picture[top:] = blocks[rows[:, None], columns[None, :], None]
    return picture


def read(picture: Image) -> Reading | None:
    """Read a picture, even if it arrived turned. Returns None if it is no test picture or is too damaged."""
    for turned, image in _turns(picture):
        counter = _read_code(image)
        if counter is not None:
            return Reading(counter, turned, _read_colours(image, counter))
    return None


def _turns(picture: Image) -> Iterator[tuple[str, Image]]:
    yield "not at all", picture
    yield "mirrored left to right", picture[:, ::-1]
    yield "upside down", picture[::-1]
    yield "by half a turn", picture[::-1, ::-1]


def _shift(counter: int) -> float:
    return counter % CYCLE / CYCLE


def _code(counter: int) -> int:
    """Return the 24 bits of a code: the mark, the picture's number, and the checksum."""
    return MARK << 20 | counter << 8 | zlib.crc32(counter.to_bytes(2, "big")) & 0xFF


def _read_code(picture: Image) -> int | None:
    height, width = picture.shape[:2]
    bits = 0
    for row, column in itertools.product(range(CODE_ROWS), range(CODE_COLUMNS)):
        y = CODE_TOP + (1 - CODE_TOP) * (row + 0.5) / CODE_ROWS
        x = (column + 0.5) / CODE_COLUMNS
        # Only the middle of a block is read, because codecs soften its edges.
        half_y, half_x = 0.2 * (1 - CODE_TOP) / CODE_ROWS, 0.2 / CODE_COLUMNS
        block = picture[_span(y, half_y, height), _span(x, half_x, width)]
        bits = bits << 1 | int(block.mean() > (BLACK + WHITE) / 2)
    counter = bits >> 8 & 0xFFF
    return counter if bits == _code(counter) else None


def _read_colours(picture: Image, counter: int) -> np.ndarray:
    height, width = picture.shape[:2]
    half = 0.25 / len(BARS)
    colours = np.full((len(BARS), 3), np.nan)
    for bar in range(len(BARS)):
        x = ((bar + 0.5) / len(BARS) + _shift(counter)) % 1
        if half <= x <= 1 - half:
            colours[bar] = picture[_span(CODE_TOP / 2, CODE_TOP / 10, height), _span(x, half, width)].mean((0, 1))
    return colours


def _span(centre: float, half: float, size: int) -> slice:
    start = int((centre - half) * size)
    return slice(start, max(start + 1, int((centre + half) * size)))
