"""Divides a frame into pieces and looks for new faces in them. Looking at one piece takes little time."""

import itertools
from dataclasses import dataclass

import cv2
import numpy as np

from hime_core.detector import FaceDetector
from hime_core.geometry import Image, KeyPoints, Square

# A piece is at most this many pixels long and wide as YuNet sees it, unless its overlap is more than half of that
# (see `_spans`). Larger pieces would overlap less in total, but each piece would delay its frame for longer: a piece of
# 356×384 pixels takes 1.9 ms.
MOST_PIECE_SIDE = 448
# The whole frame is one piece, for large faces. It is reduced so that its longer side has at most this many pixels.
MOST_WHOLE_SIDE = 640
# YuNet finds a face in a piece reliably if the headshot's side is at least this many pixels there. It finds smaller
# faces less often.
SMALLEST_HEADSHOT = 24
# A piece is brightened to this mean level of its green channel (0..255) if it is darker. In a dark room YuNet sees no
# faces otherwise. BlazeFace sees them without help.
BRIGHT_LEVEL = 90.0
# A dark piece is brightened by at most this factor. A larger factor would only show more noise.
MOST_BRIGHTENED = 6.0


@dataclass(frozen=True)
class Piece:
    """A part of a frame, from corner (x0, y0) up to, but without, (x1, y1), in whole pixels of the frame.

    shrink: the factor by which each side of the part is divided before the detector sees it. Less than 1 enlarges.
    """

    x0: int
    y0: int
    x1: int
    y1: int
    shrink: float = 1.0


class Survey:
    """Returns the pieces of a frame one after another. After the last piece it begins again with the first."""

    def __init__(self, width: int, height: int):
        """width, height: the size of every frame, in pixels."""
        order = pieces(width, height)
        self.size = (width, height)
        self.length = len(order)  # the number of pieces in one round
        self._turn = itertools.cycle(order)

    def next(self, count: int) -> list[Piece]:
        """Return the next `count` pieces, but at most all pieces once."""
        return list(itertools.islice(self._turn, min(count, self.length)))


def pieces(width: int, height: int) -> list[Piece]:
    """Return the pieces of a frame. width, height: the frame's size, in pixels.

    The first piece is the whole frame, reduced. The other pieces are parts of the frame at full size, for the faces
    that are too small in the reduced frame. If the frame is so small that it is not reduced, it is the only piece.

    Neighbouring parts overlap by the side of the largest headshot that is too small in the reduced frame. So at least
    one piece shows each face as a whole.
    """
    shrink = -(-max(width, height) // MOST_WHOLE_SIDE)
    whole = Piece(0, 0, width, height, float(shrink))
    if shrink == 1:
        return [whole]
    overlap = SMALLEST_HEADSHOT * shrink
    columns, rows = _spans(width, overlap), _spans(height, overlap)
    return [whole, *(Piece(x0, y0, x1, y1) for y0, y1 in rows for x0, x1 in columns)]


def around(square: Square, image: Image) -> Piece | None:
    """Return the part of a frame that lies in a square, as a piece. It is reduced if it is larger than a piece may be.

    Return None if the part is narrower or lower than SMALLEST_HEADSHOT pixels.
    """
    height, width = image.shape[:2]
    x0, y0, x1, y1 = square.box
    x0, y0, x1, y1 = max(0, int(x0)), max(0, int(y0)), min(width, int(x1) + 1), min(height, int(y1) + 1)
    if x1 - x0 < SMALLEST_HEADSHOT or y1 - y0 < SMALLEST_HEADSHOT:
        return None
    return Piece(x0, y0, x1, y1, max(1.0, square.side / MOST_PIECE_SIDE))


def faces_in(detector: FaceDetector, image: Image, piece: Piece) -> list[KeyPoints]:
    """Return what YuNet takes for faces in a piece of a BGR frame, best score first, in pixels of the frame."""
    part = image[piece.y0 : piece.y1, piece.x0 : piece.x1]
    height, width = part.shape[:2]
    size = max(1, round(width / piece.shrink)), max(1, round(height / piece.shrink))
    if size != (width, height):
        how = cv2.INTER_AREA if piece.shrink > 1 else cv2.INTER_LINEAR
        part = np.asarray(cv2.resize(part, size, interpolation=how), np.uint8)
    return [face.scaled(piece.shrink).moved(piece.x0, piece.y0) for face in detector.spot(brightened(part))]


def brightened(image: Image) -> Image:
    """Return a BGR picture, brightened if it is dark."""
    factor = min(MOST_BRIGHTENED, BRIGHT_LEVEL / max(1.0, cv2.mean(image)[1]))
    return image if factor <= 1 else np.asarray(cv2.convertScaleAbs(image, alpha=factor), np.uint8)


def _spans(length: int, overlap: int) -> list[tuple[int, int]]:
    """Return spans (start, end) of equal length that together cover a length and overlap, all in pixels.

    A span is at most MOST_PIECE_SIDE long, or twice the overlap, whichever is more.
    """
    longest = max(MOST_PIECE_SIDE, 2 * overlap)
    count = max(1, -(-(length - overlap) // (longest - overlap)))
    step = (length - overlap) / count
    return [(int(i * step), min(length, int(-(-((i + 1) * step + overlap) // 1)))) for i in range(count)]
