"""The whole frame in pieces, each looked at in little time, for faces not known yet."""

import itertools
from dataclasses import dataclass

import cv2
import numpy as np

from hime_core.detector import FaceDetector
from hime_core.geometry import Image, KeyPoints, Square

# Pixels, the longest side of a piece. Larger ones overlap less in all, but each delays its frame for longer: one of
# 356×384 takes 1.9 ms.
PIECE = 448
COARSE = 640  # pixels, the longest side at which the whole frame is looked at for large faces, in one piece
# Headshot side in pixels from which on a face is found in what is looked at; smaller ones are found less often.
SMALLEST = 24
BRIGHT = (
    90.0  # grey levels, the mean that darker pieces are brought to: in a dark room YuNet is blind, BlazeFace is not
)
LIFT = 6.0  # times, at most: more of a picture's noise is of no use


@dataclass(frozen=True)
class Piece:
    """A part of a frame: its corners, in whole pixels within the frame, and how many of them one shown pixel is."""

    x0: int
    y0: int
    x1: int
    y1: int
    shrink: float = 1.0


class Survey:
    """Goes round a frame, piece by piece."""

    def __init__(self, width: int, height: int):
        """width, height: of the frames, in pixels."""
        order = pieces(width, height)
        self.size = (width, height)
        self.length = len(order)  # looks in a round
        self._turn = itertools.cycle(order)

    def next(self, count: int) -> list[Piece]:
        """The pieces that come next, a whole round at most."""
        return list(itertools.islice(self._turn, min(count, self.length)))


def pieces(width: int, height: int) -> list[Piece]:
    """The whole frame, reduced, and pieces of it as they are for faces too small for that.

    They overlap by the largest headshot that the reduced frame may hide, so that every face lies whole in one.
    """
    shrink = -(-max(width, height) // COARSE)
    whole = Piece(0, 0, width, height, float(shrink))
    if shrink == 1:
        return [whole]
    overlap = SMALLEST * shrink
    columns, rows = _spans(width, overlap), _spans(height, overlap)
    return [whole, *(Piece(x0, y0, x1, y1) for y0, y1 in rows for x0, x1 in columns)]


def around(square: Square, image: Image) -> Piece | None:
    """The part of a frame in a square, reduced where that is larger than a piece; None where hardly any lies in it."""
    height, width = image.shape[:2]
    x0, y0, x1, y1 = square.box
    x0, y0, x1, y1 = max(0, int(x0)), max(0, int(y0)), min(width, int(x1) + 1), min(height, int(y1) + 1)
    if x1 - x0 < SMALLEST or y1 - y0 < SMALLEST:
        return None
    return Piece(x0, y0, x1, y1, max(1.0, square.side / PIECE))


def faces_in(detector: FaceDetector, image: Image, piece: Piece) -> list[KeyPoints]:
    """What may be faces in a piece of a BGR frame, in pixels of the frame, the likeliest first."""
    part = image[piece.y0 : piece.y1, piece.x0 : piece.x1]
    height, width = part.shape[:2]
    size = max(1, round(width / piece.shrink)), max(1, round(height / piece.shrink))
    if size != (width, height):
        how = cv2.INTER_AREA if piece.shrink > 1 else cv2.INTER_LINEAR
        part = np.asarray(cv2.resize(part, size, interpolation=how), np.uint8)
    return [face.scaled(piece.shrink).moved(piece.x0, piece.y0) for face in detector.spot(lit(part))]


def lit(image: Image) -> Image:
    """The picture, brighter where it is dark."""
    lift = min(LIFT, BRIGHT / max(1.0, cv2.mean(image)[1]))
    return image if lift <= 1 else np.asarray(cv2.convertScaleAbs(image, alpha=lift), np.uint8)


def _spans(length: int, overlap: int) -> list[tuple[int, int]]:
    """Equal spans of at most PIECE (and twice the overlap), that together cover a length."""
    longest = max(PIECE, 2 * overlap)
    count = max(1, -(-(length - overlap) // (longest - overlap)))
    step = (length - overlap) / count
    return [(int(i * step), min(length, int(-(-((i + 1) * step + overlap) // 1)))) for i in range(count)]
