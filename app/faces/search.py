"""Where to look for faces: known ones in windows around them, new ones where something moves and then everywhere.

BlazeFace reduces what it is given to 128×128 pixels. It does not see a small face in a large frame, but in a window of
two or three times the headshot's side it finds faces down to 20 px. So known faces are looked for in such windows, in
every frame.

New faces are spotted by YuNet, which looks at pieces of the frame. A new face counts once BlazeFace sees it, too, and
YuNet is sure of it from close by.
"""

from dataclasses import dataclass, replace

from app.faces.last_seen import LastSeen
from app.faces.motion import Motion
from app.faces.survey import Piece, Survey, around, faces_in
from hime_core.detector import FaceDetector
from hime_core.geometry import Image, KeyPoints, Square, headshot_square

# The sides of the windows in which a known face is looked for, in sides of its headshot, in the order they are tried
# in. In the first one the headshot's size is measured best (within 2 %, against 6 % at a side of 3). The second finds
# a face that shrank quickly, the third finds one that grew or jumped.
WINDOW_SIDES = (2.2, 1.5, 4.5)
# Pixels, the side to which a new face's first window is resized for YuNet to judge it from close by.
CLOSE_UP_SIDE = 128
# YuNet's score from close by, 0..1, from which something is a face. In 250 rooms without people, nothing that BlazeFace
# takes for a face scores more than 0.77. Of true faces of 32 px 95 % score 0.88 and more, and blurred faces of 24 px
# score 0.9 in the median.
SURE_SCORE = 0.8
# The number of frames in a row in which YuNet must be sure of a new face. With noise, even the holes of a wall socket
# look like a face now and then.
PROOF_FRAMES = 3
# While somebody is followed, one frame in so many is looked at in the likely places, and one in so many in a piece.
# While nobody is followed, every frame is looked at in both.
FRAMES_PER_LOOK = 3
# The number of frames in which the whole of a recording is looked at once.
FRAMES_PER_THOROUGH_ROUND = 3


@dataclass(frozen=True)
class Detection:
    """A face that was found in a frame: its key points and its headshot square, in pixels of the frame.

    The score of a new face is the better one of BlazeFace's and YuNet's.
    """

    face: KeyPoints
    square: Square


class FaceSearch:
    """frame + headshot squares of known faces -> detections, one of each face. Frames come in order."""

    def __init__(self, detector: FaceDetector, thorough: bool = False):
        """thorough: look at the whole frame every few frames. There is time for that in a recording."""
        self._detector = detector
        self._thorough = thorough
        self._survey: Survey | None = None
        self._motion = Motion()
        self._last_seen = LastSeen()
        # New faces in this frame, each with the number of frames in which YuNet must still be sure of it.
        self._new: list[tuple[Square, int]] = []
        self._before: list[tuple[Square, int]] = []  # the same of the frame before
        self._count = 0  # counts frames

    def find(self, image: Image, known: list[Square]) -> list[Detection]:
        """The faces in a BGR frame. known: headshot squares of the faces that are followed."""
        found: list[Detection] = []
        self._before, self._new = self._new, []
        for square in known:
            self._follow(image, square, known, found)
        for piece in self._pieces(image, known, found):
            for face in faces_in(self._detector, image, piece):
                self._meet(image, headshot_square(face), found)
        return found

    def _follow(self, image: Image, square: Square, known: list[Square], found: list[Detection]) -> None:
        """Look for a known face in windows around it, and add it and whoever else is there to what was found."""
        asked = False  # whether YuNet was asked about this face: once a frame is enough
        for factor in WINDOW_SIDES:
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
        """Whether a known face counts. While it is new, YuNet must be sure of it once more."""
        left = next((left for other, left in self._before if same_face(square, other)), 0)
        if left and self._close(image, square) < SURE_SCORE:
            return False
        if left > 1:
            self._new.append((square, left - 1))
        return True

    def _meet(self, image: Image, square: Square, found: list[Detection]) -> None:
        """Look at a new face in its own window, and add it if both detectors see it there. A loudspeaker is no face."""
        if _among(square, found):
            return
        seen = next((d for d in self._look(image, square.scaled(WINDOW_SIDES[0])) if same_face(d.square, square)), None)
        if seen is None or _among(seen.square, found) or (score := self._close(image, seen.square)) < SURE_SCORE:
            return
        self._new.append((seen.square, PROOF_FRAMES - 1))
        found.append(replace(seen, face=replace(seen.face, score=max(score, seen.face.score))))

    def _pieces(self, image: Image, known: list[Square], found: list[Detection]) -> list[Piece]:
        """The pieces of this frame in which to look for new faces, likely places first."""
        height, width = image.shape[:2]
        if self._survey is None or self._survey.size != (width, height):
            self._survey = Survey(width, height)
        if self._thorough:
            return self._survey.next(-(-self._survey.length // FRAMES_PER_THOROUGH_ROUND))
        self._count += 1
        missed = [square for square in known if not _among(square, found)]
        self._last_seen.note(missed, [d.square for d in found])
        turn = self._count % FRAMES_PER_LOOK
        places: list[Piece] = []
        if turn == 1 or not known:
            likely = self._last_seen.place(), self._motion.place(image, known)
            places += [piece for square in likely if square and (piece := around(square, image))]
        if turn == 2 or not known:
            places += self._survey.next(1)
        return places

    def _close(self, image: Image, square: Square) -> float:
        """YuNet's score of a face from close by, 0..1; 0 if it sees none."""
        window = square.scaled(WINDOW_SIDES[0])
        piece = around(window, image)
        if piece is None:
            return 0.0
        faces = faces_in(self._detector, image, replace(piece, shrink=window.side / CLOSE_UP_SIDE))
        return max((f.score for f in faces if same_face(headshot_square(f), square)), default=0.0)

    def _look(self, image: Image, place: Square) -> list[Detection]:
        """What BlazeFace finds in a square of the frame; nothing if hardly any of the square is in the frame."""
        height, width = image.shape[:2]
        x0, y0, x1, y1 = place.box
        x0, y0, x1, y1 = max(0, int(x0)), max(0, int(y0)), min(width, int(x1) + 1), min(height, int(y1) + 1)
        if x1 - x0 < 16 or y1 - y0 < 16:
            return []
        faces = [face.moved(x0, y0) for face in self._detector.detect(image[y0:y1, x0:x1])]
        return [Detection(face, headshot_square(face)) for face in faces]


def same_face(a: Square, b: Square) -> bool:
    """Whether two headshot squares show one face: centres within 0.4 of the larger side, sides within a factor of 2."""
    near = max(abs(a.x - b.x), abs(a.y - b.y)) < 0.4 * max(a.side, b.side)
    return near and max(a.side, b.side) < 2 * min(a.side, b.side)


def _among(square: Square, found: list[Detection]) -> bool:
    """Whether a face was already found."""
    return any(same_face(square, other.square) for other in found)
