"""Where to look for faces: in windows around known ones, for new ones where something moves and then everywhere.

BlazeFace sees what it is given at 128×128, so a small face in a large frame is invisible to it, yet in a window two or
three times the headshot it is found down to 20 px. Known faces are looked for in such windows, in every frame. New ones
are spotted by YuNet, in pieces of the frame, and count once BlazeFace sees them too and YuNet is sure from close by.
"""

from dataclasses import dataclass, replace

from app.faces.last_seen import LastSeen
from app.faces.motion import Motion
from app.faces.survey import Piece, Survey, around, faces_in
from hime_core.detector import FaceDetector
from hime_core.geometry import Image, KeyPoints, Square, headshot_square

# Sides of a known face's windows over its headshot side, tried in this order. At 2.2 the headshot's size is measured
# best (±2 % against ±6 % at 3); the second finds a face that shrank quickly, the third one that grew or jumped.
WINDOWS = (2.2, 1.5, 4.5)
CLOSE = 128  # pixels, the side at which YuNet judges a new face's first window
# YuNet's score there, 0..1, from which it is a face. In 250 rooms without people no thing that BlazeFace sees has more
# than 0.77 there; true faces of 32 px have 0.88 and more, 95 % of them, and blurred ones of 24 px 0.9 in the median.
SURE = 0.8
PROOFS = 3  # frames in a row in which a new face must be seen so: noise makes a socket's holes a face now and then
# While nobody is followed, each frame is looked at in a likely place and in a piece. While somebody is: frames from one
# look to the next, of either.
FOLLOWING = 3
THOROUGH = 3  # frames in which the whole of a recording is looked at once


@dataclass(frozen=True)
class Detection:
    """A face found in a frame: key points and headshot square, in pixels of the frame.

    The score of a new face is the better of the two that both detectors gave it.
    """

    face: KeyPoints
    square: Square


class FaceSearch:
    """frame + the squares of known faces -> detections, each face once. Frames come in order."""

    def __init__(self, detector: FaceDetector, thorough: bool = False):
        """thorough: go round the whole frame quickly, as there is time for in a recording."""
        self._detector = detector
        self._thorough = thorough
        self._survey: Survey | None = None
        self._motion = Motion()
        self._last_seen = LastSeen()
        self._new: list[tuple[Square, int]] = []  # new faces in this frame, and in how many more YuNet is asked
        self._before: list[tuple[Square, int]] = []  # and in the frame before
        self._count = 0

    def find(self, image: Image, known: list[Square]) -> list[Detection]:
        """Detections in a BGR frame. known: headshot squares of the faces followed so far."""
        found: list[Detection] = []
        self._before, self._new = self._new, []
        for square in known:
            self._follow(image, square, known, found)
        for piece in self._pieces(image, known, found):
            for face in faces_in(self._detector, image, piece):
                self._meet(image, headshot_square(face), found)
        return found

    def _follow(self, image: Image, square: Square, known: list[Square], found: list[Detection]) -> None:
        """Add a known face, and who else is in its window."""
        asked = False  # once a frame, whether it convinces
        for factor in WINDOWS:
            for seen in self._look(image, square.scaled(factor)):
                own = same_face(seen.square, square)
                if not any(same_face(seen.square, other) for other in known):
                    self._meet(image, seen.square, found)
                elif not _among(seen.square, found) and not (own and asked) and self._proven(image, seen.square):
                    found.append(seen)
                asked = asked or own
            if asked or _among(square, found):
                break

    def _proven(self, image: Image, square: Square) -> bool:
        """Whether a known face, if it is new, convinces YuNet once more."""
        left = next((left for other, left in self._before if same_face(square, other)), 0)
        if left and self._close(image, square) < SURE:
            return False
        if left > 1:
            self._new.append((square, left - 1))
        return True

    def _meet(self, image: Image, square: Square, found: list[Detection]) -> None:
        """Add a new face as its own window shows it, if both detectors see it there; a loudspeaker is no face."""
        if _among(square, found):
            return
        seen = next((d for d in self._look(image, square.scaled(WINDOWS[0])) if same_face(d.square, square)), None)
        if seen is None or _among(seen.square, found) or (score := self._close(image, seen.square)) < SURE:
            return
        self._new.append((seen.square, PROOFS - 1))
        found.append(replace(seen, face=replace(seen.face, score=max(score, seen.face.score))))

    def _pieces(self, image: Image, known: list[Square], found: list[Detection]) -> list[Piece]:
        """Where to look for new faces in this frame, the likeliest places first."""
        height, width = image.shape[:2]
        if self._survey is None or self._survey.size != (width, height):
            self._survey = Survey(width, height)
        if self._thorough:
            return self._survey.next(-(-self._survey.length // THOROUGH))
        self._count += 1
        missed = [square for square in known if not _among(square, found)]
        self._last_seen.note(missed, [d.square for d in found])
        turn = self._count % FOLLOWING
        places: list[Piece] = []
        if turn == 1 or not known:
            likely = self._last_seen.place(), self._motion.place(image, known)
            places += [piece for square in likely if square and (piece := around(square, image))]
        if turn == 2 or not known:
            places += self._survey.next(1)
        return places

    def _close(self, image: Image, square: Square) -> float:
        """YuNet's score of a face from close by, 0..1."""
        window = square.scaled(WINDOWS[0])
        piece = around(window, image)
        if piece is None:
            return 0.0
        faces = faces_in(self._detector, image, replace(piece, shrink=window.side / CLOSE))
        return max((f.score for f in faces if same_face(headshot_square(f), square)), default=0.0)

    def _look(self, image: Image, place: Square) -> list[Detection]:
        height, width = image.shape[:2]
        x0, y0, x1, y1 = place.box
        x0, y0, x1, y1 = max(0, int(x0)), max(0, int(y0)), min(width, int(x1) + 1), min(height, int(y1) + 1)
        if x1 - x0 < 16 or y1 - y0 < 16:
            return []
        faces = [face.moved(x0, y0) for face in self._detector.detect(image[y0:y1, x0:x1])]
        return [Detection(face, headshot_square(face)) for face in faces]


def same_face(a: Square, b: Square) -> bool:
    """Whether two headshot squares are one face: centres within 0.4 of the larger side, sides within a factor 2."""
    near = max(abs(a.x - b.x), abs(a.y - b.y)) < 0.4 * max(a.side, b.side)
    return near and max(a.side, b.side) < 2 * min(a.side, b.side)


def _among(square: Square, found: list[Detection]) -> bool:
    return any(same_face(square, other.square) for other in found)
