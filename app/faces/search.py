"""Finds the faces in a frame, with two detectors: BlazeFace for known faces and YuNet for new ones.

BlazeFace reduces every picture to 128×128 pixels. It does not see a small face in a large frame. In a window of two or
three times the headshot's side, however, it finds faces down to 20 px. So HIME looks for each known face in such
windows around it, in every frame that it gets. app/faces/rest.py says which frames of a call are left out.

YuNet looks for new faces in pieces of the frame: first in the likely places, then everywhere. The likely places are
those where somebody was seen last, and those where something moves. A new face counts if BlazeFace sees it, too, and
YuNet is sure of it in a close-up: a picture of the face and little around it, resized to a fixed size.
"""

from dataclasses import dataclass, replace

import cv2
import numpy as np

from app.faces.last_seen import LastSeen
from app.faces.motion import Motion
from app.faces.survey import Piece, Survey, around, faces_in
from hime_core.detector import FaceDetector
from hime_core.geometry import Image, KeyPoints, Square, headshot_square

# HIME looks for a known face in windows around it, one after another. Each window's side is the headshot's side times
# one of these numbers. The first window measures the headshot's size best: to within 2 %. A window that is 3 times as
# wide as the headshot measures it only to within 6 %. The second window finds a face that shrank quickly. The third
# window finds a face that grew or jumped.
WINDOW_SIDES = (2.2, 1.5, 4.5)
# A window of at least this many pixels a side is halved first, which OpenCV does far faster than any other reduction.
# BlazeFace sees it at 128 pixels.
HALVED_FROM = 512
# For a close-up, the first window around a new face is resized to this many pixels a side. YuNet judges the face in it.
CLOSE_UP_SIDE = 128
# Something is a face if YuNet gives its close-up at least this score (0..1). In 250 rooms without people, nothing that
# BlazeFace takes for a face scores more than 0.77. Of the true faces of 32 px, 95 % score at least 0.88. The median
# score of blurred faces of 24 px is 0.9.
SURE_SCORE = 0.8
# YuNet must be sure of a new face in this many frames in a row. A single frame is not enough: in a noisy picture, even
# the holes of a wall socket sometimes look like a face.
PROOF_FRAMES = 3
# While somebody is followed, HIME looks for new faces in few frames only. One of every this many frames is for the
# likely places, and another one is for the next piece of the frame. While nobody is followed, every frame is for both.
FRAMES_PER_LOOK = 3
# In a recording, HIME looks for new faces in a share of the pieces in each frame. After this many frames it has looked
# in all pieces.
FRAMES_PER_THOROUGH_ROUND = 3


@dataclass(frozen=True)
class Detection:
    """A face that was found in a frame: its key points and its headshot square, in pixels of the frame.

    If the face is new, its score is the higher one of BlazeFace's and YuNet's scores.
    """

    face: KeyPoints
    square: Square


class FaceSearch:
    """Finds every face in a frame once. The frames must come in order."""

    def __init__(self, detector: FaceDetector, thorough: bool = False):
        """thorough: look for new faces in the whole frame every few frames. Only a recording leaves time for that."""
        self._detector = detector
        self._thorough = thorough
        self._survey: Survey | None = None
        self._motion = Motion()
        self._last_seen = LastSeen()
        # The new faces of this frame, each with the number of further frames in which YuNet must be sure of it.
        self._unproven: list[tuple[Square, int]] = []
        self._unproven_before: list[tuple[Square, int]] = []  # the new faces of the frame before
        self._count = 0  # the number of frames so far

    def find(self, image: Image, known: list[Square]) -> list[Detection]:
        """Return the faces in a BGR frame. known: the headshot squares of the followed faces, in pixels."""
        found: list[Detection] = []
        self._unproven_before, self._unproven = self._unproven, []
        for square in known:
            self._follow(image, square, known, found)
        for piece in self._pieces(image, known, found):
            for face in faces_in(self._detector, image, piece):
                self._consider(image, headshot_square(face), found)
        return found

    def _follow(self, image: Image, square: Square, known: list[Square], found: list[Detection]) -> None:
        """Look for a known face in windows around it. Add it, and every other face in the windows, to `found`."""
        # Whether BlazeFace has already seen the known face in this frame. If it sees the face again, HIME ignores that.
        # So YuNet judges the face at most once in a frame.
        own_seen = False
        for factor in WINDOW_SIDES:
            for seen in self._look(image, square.scaled(factor)):
                own = same_face(seen.square, square)
                if not any(same_face(seen.square, other) for other in known):
                    self._consider(image, seen.square, found)
                elif not _among(seen.square, found) and not (own and own_seen) and self._proven(image, seen.square):
                    found.append(seen)
                own_seen = own_seen or own
            if own_seen or _among(square, found):
                break

    def _proven(self, image: Image, square: Square) -> bool:
        """Return whether a face that BlazeFace found around a known face counts in this frame.

        In the first PROOF_FRAMES frames of a face, it counts only if YuNet is sure of it.
        """
        left = next((left for other, left in self._unproven_before if same_face(square, other)), 0)
        if left and self._close_up(image, square) < SURE_SCORE:
            return False
        if left > 1:
            self._unproven.append((square, left - 1))
        return True

    def _consider(self, image: Image, square: Square, found: list[Detection]) -> None:
        """Look at a new face in a window around it. Add it to `found` if both detectors see it there.

        Both are asked because one detector alone sometimes takes a thing for a face, for example a loudspeaker.
        """
        if _among(square, found):
            return
        seen = next((d for d in self._look(image, square.scaled(WINDOW_SIDES[0])) if same_face(d.square, square)), None)
        if seen is None or _among(seen.square, found) or (score := self._close_up(image, seen.square)) < SURE_SCORE:
            return
        self._unproven.append((seen.square, PROOF_FRAMES - 1))
        found.append(replace(seen, face=replace(seen.face, score=max(score, seen.face.score))))

    def _pieces(self, image: Image, known: list[Square], found: list[Detection]) -> list[Piece]:
        """Return the pieces of this frame in which to look for new faces. The likely places come first."""
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

    def _close_up(self, image: Image, square: Square) -> float:
        """Return the score (0..1) that YuNet gives a face in its close-up, or 0 if YuNet sees no face there."""
        window = square.scaled(WINDOW_SIDES[0])
        piece = around(window, image)
        if piece is None:
            return 0.0
        faces = faces_in(self._detector, image, replace(piece, shrink=window.side / CLOSE_UP_SIDE))
        return max((f.score for f in faces if same_face(headshot_square(f), square)), default=0.0)

    def _look(self, image: Image, place: Square) -> list[Detection]:
        """Return the faces that BlazeFace finds in a square of the frame.

        It finds none if less than 16 pixels of the square's width or height lie within the frame.
        """
        height, width = image.shape[:2]
        x0, y0, x1, y1 = place.box
        x0, y0, x1, y1 = max(0, int(x0)), max(0, int(y0)), min(width, int(x1) + 1), min(height, int(y1) + 1)
        if x1 - x0 < 16 or y1 - y0 < 16:
            return []
        part, shrink = image[y0:y1, x0:x1], 1.0
        if min(part.shape[:2]) >= HALVED_FROM:
            even = part[: (y1 - y0) // 2 * 2, : (x1 - x0) // 2 * 2]
            part, shrink = cv2.resize(even, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), 2.0
        faces = [face.scaled(shrink).moved(x0, y0) for face in self._detector.detect(np.asarray(part, np.uint8))]
        return [Detection(face, headshot_square(face)) for face in faces]


def same_face(a: Square, b: Square) -> bool:
    """Return whether two headshot squares show the same face.

    They do if their centres differ by less than 0.4 of the larger side, and their sides by less than a factor of 2.
    """
    near = max(abs(a.x - b.x), abs(a.y - b.y)) < 0.4 * max(a.side, b.side)
    return near and max(a.side, b.side) < 2 * min(a.side, b.side)


def _among(square: Square, found: list[Detection]) -> bool:
    """Return whether the face in a headshot square was already found."""
    return any(same_face(square, other.square) for other in found)
