"""Numbered test pictures: moving colour bars, and below them the picture's number in black and white blocks.

All places are fractions of the picture's size, so that a picture can be read in another size too.
"""

import itertools
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from hime_core.geometry import Image

# The values of a bar's channels. They keep away from 0 and 255, so that a wrong matrix or range shifts them unclipped.
LOW, HIGH = 48, 208
# The names of the bars' colours, in the order of BARS.
BAR_NAMES = ("white", "yellow", "magenta", "red", "cyan", "green", "blue", "black")
# The colours of the bars, 8×3 BGR.
BARS = np.array([rgb[::-1] for rgb in itertools.product((HIGH, LOW), repeat=3)], np.uint8)
CYCLE = 64  # the number of pictures after which the bars are back where they began
COUNTERS = 4096  # how many pictures have a number of their own; the next one is number 0 again
# The code's blocks. Row by row they are 24 bits: 4 of MARK, 12 of the picture's number, 8 of a checksum.
CODE_ROWS, CODE_COLUMNS = 2, 12
MARK = 0b1011  # the first four bits of every code, which tell it from other pictures
CODE_TOP = 0.75  # where the bars end and the code begins, as a share of the picture's height
BLACK, WHITE = 20, 235  # the values of the code's blocks


@dataclass(frozen=True)
class Reading:
    """What a picture says. turned: how it had come turned. colours: of the bars, 8×3 BGR; NaN for a bar cut in two."""

    counter: int
    turned: str
    colours: np.ndarray


def draw(counter: int, width: int, height: int) -> Image:
    """Picture number `counter` (counted modulo COUNTERS), height × width × 3 BGR."""
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
    """Read a picture, also one that came turned. None where it is no test picture, or too damaged."""
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
    """The 24 bits of a code: mark, picture's number, checksum."""
    return MARK << 20 | counter << 8 | zlib.crc32(counter.to_bytes(2, "big")) & 0xFF


def _read_code(picture: Image) -> int | None:
    height, width = picture.shape[:2]
    bits = 0
    for row, column in itertools.product(range(CODE_ROWS), range(CODE_COLUMNS)):
        y = CODE_TOP + (1 - CODE_TOP) * (row + 0.5) / CODE_ROWS
        x = (column + 0.5) / CODE_COLUMNS
        half_y, half_x = 0.2 * (1 - CODE_TOP) / CODE_ROWS, 0.2 / CODE_COLUMNS  # codecs soften a block's edges
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
