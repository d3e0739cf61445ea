"""A test picture that says of itself which one it is: moving colour bars over a code of black and white blocks.

All places are fractions of the picture's size, so that a picture that comes back in another size can be read too.
"""

import itertools
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from hime_core.geometry import Image

LOW, HIGH = 48, 208  # of a bar's channels: away from the ends, so that a wrong matrix or range shifts and never clips
NAMES = ("white", "yellow", "magenta", "red", "cyan", "green", "blue", "black")
BARS = np.array([rgb[::-1] for rgb in itertools.product((HIGH, LOW), repeat=3)], np.uint8)  # 8×3 BGR
STEPS = 64  # pictures until the bars are back where they began
COUNTERS = 4096  # pictures that can be told apart
ROWS, COLUMNS = 2, 12  # blocks of the code: 4 of a mark, 12 of the counter, 8 of a checksum
MARK = 0b1011
CODE_TOP = 0.75  # of the height; bars above, code below
BLACK, WHITE = 20, 235


@dataclass(frozen=True)
class Reading:
    """What a picture says. turned: how it had to be turned to be read; colours: 8×3 BGR, NaN for a bar cut in two."""

    counter: int
    turned: str
    colours: np.ndarray


def draw(counter: int, width: int, height: int) -> Image:
    """Picture number `counter` (counted modulo COUNTERS), height × width × 3 BGR."""
    picture = np.empty((height, width, 3), np.uint8)
    top = round(CODE_TOP * height)
    place = ((np.arange(width) + 0.5) / width - _shift(counter)) % 1
    picture[:top] = BARS[(place * len(BARS)).astype(int)]
    rows = np.arange(height - top) * ROWS // (height - top)
    columns = np.arange(width) * COLUMNS // width
    bits = [_code(counter % COUNTERS) >> bit & 1 for bit in reversed(range(ROWS * COLUMNS))]
    blocks = np.where(bits, WHITE, BLACK).astype(np.uint8).reshape(ROWS, COLUMNS)
    picture[top:] = blocks[rows[:, None], columns[None, :], None]
    return picture


def read(picture: Image) -> Reading | None:
    """What the picture says, or None where it is none of ours (or too broken). Each way of turning it is tried."""
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
    return counter % STEPS / STEPS


def _code(counter: int) -> int:
    """Mark, counter and checksum as one number of 24 bits."""
    return MARK << 20 | counter << 8 | zlib.crc32(counter.to_bytes(2, "big")) & 0xFF


def _read_code(picture: Image) -> int | None:
    height, width = picture.shape[:2]
    bits = 0
    for row, column in itertools.product(range(ROWS), range(COLUMNS)):
        y = CODE_TOP + (1 - CODE_TOP) * (row + 0.5) / ROWS
        x = (column + 0.5) / COLUMNS
        half_y, half_x = 0.2 * (1 - CODE_TOP) / ROWS, 0.2 / COLUMNS  # the middle of a block: codecs soften its edges
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
