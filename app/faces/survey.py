"""The whole frame in pieces. Each piece takes little time to look at for faces that are not known yet."""

import itertools
from dataclasses import dataclass

import cv2
import numpy as np

from hime_core.detector import FaceDetector
from hime_core.geometry import Image, KeyPoints, Square

# Pixels, the longest side of a piece. Larger pieces overlap less in total, but each one delays its frame for longer: a
# piece of 356×384 takes 1.9 ms.
MOST_PIECE_SIDE = 448
# Pixels, the longest side to which the whole frame is reduced, so that large faces are looked for in it as one piece.
MOST_WHOLE_SIDE = 640
# Pixels, the headshot's side from which a face is found in a piece. Smaller faces are found less often.
SMALLEST_HEADSHOT = 24
# The mean grey level, 0..255, to which darker pieces are brightened. YuNet sees nothing in a dark room, BlazeFace does.
BRIGHT_LEVEL = 90.0
# Times that a piece is brightened at most. More would only show more noise.
MOST_BRIGHTENED = 6.0


@dataclass(frozen=True)
class Piece:
    """A part of a frame: its corners, in whole pixels within the frame.

    shrink: how many pixels of the frame, along each side, become one pixel of what the detector sees.
    """

    x0: int
    y0: int
    x1: int
    y1: int
    shrink: float = 1.0


class Survey:
    """Goes round the frame, piece by piece, over and over."""

    def __init__(self, width: int, height: int):
        """width, height: of every frame, in pixels."""
        order = pieces(width, height)
        self.size = (width, height)
        self.length = len(order)  # pieces in one round
        self._turn = itertools.cycle(order)

    def next(self, count: int) -> list[Piece]:
        """The next `count` pieces, but no more than one round."""
        return list(itertools.islice(self._turn, min(count, self.length)))


def pieces(width: int, height: int) -> list[Piece]:
    """The pieces of a round: the whole frame, reduced, and parts of it at full size for faces too small for that.

    The parts overlap by the largest headshot that is too small in the reduced frame. So every face lies as a whole in
    one piece.
    """
    shrink = -(-max(width, height) // MOST_WHOLE_SIDE)
    whole = Piece(0, 0, width, height, float(shrink))
    if shrink == 1:
        return [whole]
    overlap = SMALLEST_HEADSHOT * shrink
    columns, rows = _spans(width, overlap), _spans(height, overlap)
    return [whole, *(Piece(x0, y0, x1, y1) for y0, y1 in rows for x0, x1 in columns)]


def around(square: Square, image: Image) -> Piece | None:
    """The part of a frame in a square, reduced if it is larger than a piece; None if hardly any of it is there."""
    height, width = image.shape[:2]
    x0, y0, x1, y1 = square.box
    x0, y0, x1, y1 = max(0, int(x0)), max(0, int(y0)), min(width, int(x1) + 1), min(height, int(y1) + 1)
    if x1 - x0 < SMALLEST_HEADSHOT or y1 - y0 < SMALLEST_HEADSHOT:
        return None
    return Piece(x0, y0, x1, y1, max(1.0, square.side / MOST_PIECE_SIDE))


def faces_in(detector: FaceDetector, image: Image, piece: Piece) -> list[KeyPoints]:
    """What YuNet takes for faces in a piece of a BGR frame, best score first. Points in pixels of the frame."""
    part = image[piece.y0 : piece.y1, piece.x0 : piece.x1]
    height, width = part.shape[:2]
    size = max(1, round(width / piece.shrink)), max(1, round(height / piece.shrink))
    if size != (width, height):
        how = cv2.INTER_AREA if piece.shrink > 1 else cv2.INTER_LINEAR
        part = np.asarray(cv2.resize(part, size, interpolation=how), np.uint8)
    return [face.scaled(piece.shrink).moved(piece.x0, piece.y0) for face in detector.spot(brightened(part))]


def brightened(image: Image) -> Image:
    """A BGR picture, brightened if it is dark."""
    factor = min(MOST_BRIGHTENED, BRIGHT_LEVEL / max(1.0, cv2.mean(image)[1]))
    return image if factor <= 1 else np.asarray(cv2.convertScaleAbs(image, alpha=factor), np.uint8)


def _spans(length: int, overlap: int) -> list[tuple[int, int]]:
    """Equal spans (start, end) that together cover a length, in pixels.

    They are no longer than MOST_PIECE_SIDE, or than twice the overlap if that is more.
    """
    longest = max(MOST_PIECE_SIDE, 2 * overlap)
    count = max(1, -(-(length - overlap) // (longest - overlap)))
    step = (length - overlap) / count
    return [(int(i * step), min(length, int(-(-((i + 1) * step + overlap) // 1)))) for i in range(count)]
