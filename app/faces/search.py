"""Where to look for faces: windows around known ones, the whole frame and tiles in turn for new ones.

BlazeFace sees what it is given at 128×128, so a small face in a large frame is invisible to it, yet in a window two or
three times the headshot it is found down to 20 px. Known faces are looked for in such windows, in every frame.
"""

import itertools
from dataclasses import dataclass

from app.settings import DetectionSettings
from hime_core.detector import FaceDetector
from hime_core.geometry import Image, KeyPoints, Square, headshot_square

# Sides of a known face's windows over its headshot side, tried in this order. At 2.2 the headshot's size is measured
# best (±2 % against ±6 % at 3); the second finds a face that shrank quickly, the third one that grew or jumped.
WINDOWS = (2.2, 1.5, 4.5)
TILE = 4.0  # a tile's side over the smallest headshot it is for; BlazeFace finds faces down to a quarter of it
WHOLE_FRAME_EVERY = 5  # frames; new near faces appear within this


@dataclass(frozen=True)
class Detection:
    """A face found in a frame: key points and headshot square, in pixels of the frame."""

    face: KeyPoints
    square: Square


class FaceSearch:
    """frame + the squares of known faces -> detections, each face once."""

    def __init__(self, detector: FaceDetector, settings: DetectionSettings):
        self._detector = detector
        self._settings = settings
        self._count = 0
        self._tiles = itertools.cycle([Square(0, 0, 0)])
        self._size = (0, 0)

    def find(self, image: Image, known: list[Square]) -> list[Detection]:
        """Detections in a BGR frame. known: headshot squares of the faces followed so far."""
        height, width = image.shape[:2]
        if self._size != (width, height):
            self._size = (width, height)
            self._tiles = itertools.cycle(tiles(width, height, self._settings.smallest_face))
        found: list[Detection] = []
        for square in known:
            for factor in WINDOWS:
                self._add(found, self._look(image, square.scaled(factor)))
                if any(same_face(square, detection.square) for detection in found):
                    break
        places = []
        if not known or self._count % WHOLE_FRAME_EVERY == 0:
            places.append(Square(width / 2, height / 2, max(width, height)))
        places += itertools.islice(self._tiles, self._settings.tiles_per_frame)
        self._count += 1
        for place in places:
            for detection in self._look(image, place):
                if not any(same_face(detection.square, other.square) for other in found):
                    self._add(found, [self._closer(image, detection)])
        return found

    def _closer(self, image: Image, detection: Detection) -> Detection:
        """A new face as its own window shows it: small in a tile, even a good one scores barely half."""
        looked = self._look(image, detection.square.scaled(WINDOWS[0]))
        return next((d for d in looked if same_face(d.square, detection.square)), detection)

    @staticmethod
    def _add(found: list[Detection], more: list[Detection]) -> None:
        """Add those that are not the same face as one found before."""
        for detection in more:
            if not any(same_face(detection.square, other.square) for other in found):
                found.append(detection)

    def _look(self, image: Image, place: Square) -> list[Detection]:
        height, width = image.shape[:2]
        x0, y0, x1, y1 = place.box
        x0, y0, x1, y1 = max(0, int(x0)), max(0, int(y0)), min(width, int(x1) + 1), min(height, int(y1) + 1)
        if x1 - x0 < 16 or y1 - y0 < 16:
            return []
        faces = [_moved(face, x0, y0) for face in self._detector.detect(image[y0:y1, x0:x1])]
        return [Detection(face, headshot_square(face)) for face in faces]


def tiles(width: int, height: int, smallest_face: int) -> list[Square]:
    """Overlapping squares that together show every headshot of at least smallest_face pixels to the detector.

    One layer per doubling of the face; each layer overlaps by the largest face it is for, so that no face is cut by
    every tile. Coarse layers come first: they are few, and near faces matter first.
    """
    layers = []
    face = float(smallest_face)
    while TILE * face < max(width, height):
        side = TILE * face
        step = side - 2 * face
        layer = [Square(x, y, side) for y in _centres(height, side, step) for x in _centres(width, side, step)]
        layers.append(layer)
        face *= 2
    # Interleave so that a coarse layer comes round again while a fine one is still under way.
    order = [(i / len(layer), n, square) for n, layer in enumerate(layers) for i, square in enumerate(layer)]
    return [square for _, _, square in sorted(order, key=lambda item: (item[0], -item[1]))] or [
        Square(width / 2, height / 2, max(width, height))
    ]


def _centres(length: int, side: float, step: float) -> list[float]:
    if side >= length:
        return [length / 2]
    count = int(-(-(length - side) // step)) + 1
    return [side / 2 + i * (length - side) / (count - 1) for i in range(count)]


def same_face(a: Square, b: Square) -> bool:
    """Whether two headshot squares are one face: centres within 0.4 of the larger side, sides within a factor 2."""
    near = max(abs(a.x - b.x), abs(a.y - b.y)) < 0.4 * max(a.side, b.side)
    return near and max(a.side, b.side) < 2 * min(a.side, b.side)


def _moved(face: KeyPoints, dx: float, dy: float) -> KeyPoints:
    def move(p: tuple[float, float]) -> tuple[float, float]:
        return p[0] + dx, p[1] + dy

    return KeyPoints(move(face.eye_left), move(face.eye_right), move(face.nose), move(face.mouth), face.score)
