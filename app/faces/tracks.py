"""Follows faces from frame to frame as tracks. A track is one face that moves little between two frames.

A track ends and a new one begins if two faces overlap, if a face jumps, or if the scene is cut. app/people decides who
is on a track, and whether this is still the same person.
"""

import math
from dataclasses import dataclass, replace
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from app.faces.search import Detection, same_face
from hime_core.geometry import Image, KeyPoints, Square, crop

# A confirmed track continues for at most this many seconds after its face was last detected.
HOLD_SECONDS = 1.0
# A new detection has this share (0..1) in the centre of the smoothed square while the head keeps its place.
CENTRE_SMOOTHING = 0.5
# A head has moved if its centre is farther than this from the centre of the smoothed square, in sides of the new
# headshot. Then the smoothed square gets the centre of the new detection at once.
MOVED = 0.15
# A new detection has this share (0..1) in the side of the smoothed square while the side hardly changes. The share is
# small because an opening mouth enlarges the detection, although nobody comes closer.
SIDE_SMOOTHING = 0.12
# The smoothed square gets the side of a new detection at once if the two sides differ by at least this. The difference
# is the natural logarithm of the larger side divided by the smaller side.
SIDE_JUMP = 0.2
# Faces and scenes are compared as thumbs, which are grey pictures of this many pixels a side.
TRACK_THUMB_SIDE = 16
# To make a thumb, about this many pixels a side are read. The others of a larger picture would add little.
ENOUGH_READ = 128
# The square of a lost face still shows that face if the correlation (-1..1) of the square's thumb and the face's last
# thumb is at least this.
SAME_LOOKS = 0.8
# Two frames may show two scenes if the correlation (-1..1) of their thumbs is less than this.
SAME_SCENE = 0.5
# Two frames may show two scenes if the mean difference of their thumbs is at least this many grey levels. The scene was
# cut only if SAME_SCENE says so, too.
SCENE_CHANGE = 20.0
# It is unclear which of two faces is which if their headshots overlap by more than this share (0..1) of the smaller
# headshot's area.
UNCLEAR_OVERLAP = 0.3
# A face begins a track only if its detection has at least this score (0..1). If the face has a track already, a lower
# score is enough.
NEW_SCORE = 0.7
# A track is confirmed once its face was detected in this many frames in a row. Posters and blurs that are mistaken for
# faces are rarely detected that often.
CONFIRMATIONS = 3

State = Literal["near", "far", "lost"]


@dataclass(frozen=True)
class Track:
    """One face as it has been followed so far."""

    id: int
    face: KeyPoints  # the key points of the last detection, not smoothed
    square: Square  # the headshot, smoothed over time
    state: State  # near or far, by the headshot's side; lost while the face is not detected
    since: float  # when the face was first detected, in seconds
    seen: float  # when the face was last detected, in seconds
    detections: int  # how often the face was detected
    looks: NDArray[np.float32]  # what `looks_of` made of the last detected headshot
    scene: int = 0  # how often the scene was cut before the track began
    clear: bool = True  # whether the square still shows this face: False while a lost face is hidden or gone
    misses: int = 0  # in how many frames so far the face was not detected

    @property
    def confirmed(self) -> bool:
        """Whether the face was detected often enough for the track to count."""
        return self.detections >= CONFIRMATIONS


class Tracker:
    """Turns the detections of each frame into tracks. The frames must come in order."""

    def __init__(self, far_side: float):
        """far_side: a headshot is "far" if its side is at most this many pixels."""
        self._far_side = far_side
        self._tracks: list[Track] = []
        self._scene: NDArray[np.float32] | None = None  # the thumb of the frame before
        self._cuts = 0  # how often the scene was cut so far
        self._next_id = 1

    def apply(self, far_side: float) -> None:
        """Use another limit for "far" from now on, in pixels."""
        self._far_side = far_side

    @property
    def count(self) -> int:
        """The number of followed faces, including those whose tracks are not confirmed yet."""
        return len(self._tracks)

    @property
    def squares(self) -> list[Square]:
        """The headshot squares of all followed faces, in pixels. The next frame is searched around them."""
        return [t.square for t in self._tracks]

    def update(self, image: Image, detections: list[Detection], time: float) -> list[Track]:
        """Continue the tracks with the detections of a BGR frame. Return the confirmed tracks, oldest first.

        time: the frame's time, in seconds.
        """
        if self._cut(image):
            self._tracks = []
            self._cuts += 1
        followed = self._apart([t for t in self._tracks if time - t.seen <= HOLD_SECONDS])
        matches = {t.id: _mutual_match(t, followed, detections) for t in followed}
        missed = [t for t in followed if matches[t.id] is None and t.confirmed]
        # It is unclear who was detected in two cases, and then a new track begins. First, a detection lies where a
        # confirmed track has no match: it may be that track's face or somebody else's. Second, two detections could
        # both be the face of one track: somebody else probably leaned in beside that face.
        unclear = [d for d in detections if any(overlap(t.square, d.square) > UNCLEAR_OVERLAP for t in missed)]
        for track in followed:
            could_be = [d for d in detections if same_face(track.square, d.square)]
            unclear += could_be if len(could_be) > 1 else []
        tracks: list[Track] = []
        taken: list[Detection] = []
        for track in followed:
            match = matches[track.id]
            if match is None or match in unclear:
                if lost := self._lost(track, image, detections, time):
                    tracks.append(lost)
                continue
            taken.append(match)
            tracks.append(self._seen(track, match, looks_of(image, match.square), time))
        candidates = [d for d in detections if d not in taken]
        for detection in (c for c in candidates if c.face.score >= NEW_SCORE):
            square, looks = detection.square, looks_of(image, detection.square)
            state = self._state(square)
            new = Track(self._next_id, detection.face, square, state, time, time, 1, looks, scene=self._cuts)
            tracks.append(new)
            self._next_id += 1
        self._tracks = tracks
        return [t for t in tracks if t.confirmed]

    def _cut(self, image: Image) -> bool:
        """Return whether this frame shows another scene than the frame before."""
        step = max(1, min(image.shape[:2]) // ENOUGH_READ)
        before, self._scene = self._scene, grey_thumb(image[::step, ::step])
        if before is None or float(np.abs(before - self._scene).mean()) < SCENE_CHANGE:
            return False
        return correlation(normalised(before), normalised(self._scene)) < SAME_SCENE

    @staticmethod
    def _lost(track: Track, image: Image, detections: list[Detection], time: float) -> Track | None:
        """Return a track whose face was not detected in this frame, as lost, or None if the track ends.

        It ends if it was never confirmed, if its face has been lost for too long, or if another face is in its place.
        """
        covered = any(overlap(track.square, d.square) > UNCLEAR_OVERLAP for d in detections)
        if covered or not track.confirmed or time - track.seen > HOLD_SECONDS:
            return None
        return replace(track, state="lost", misses=track.misses + 1, clear=still_there(track, image))

    def _seen(self, track: Track, match: Detection, looks: NDArray[np.float32], time: float) -> Track:
        """Return a track whose face was detected in this frame, with that detection."""
        lost = track.state == "lost"
        square = match.square if lost else smoothed(track.square, match.square)
        return replace(
            track,
            face=match.face,
            square=square,
            state=self._state(square),
            seen=time,
            detections=track.detections + 1,
            looks=looks,
            clear=True,
        )

    def _state(self, square: Square) -> State:
        """Return whether a detected face is near or far, by the side of its headshot."""
        return "far" if square.side <= self._far_side else "near"

    @staticmethod
    def _apart(tracks: list[Track]) -> list[Track]:
        """Return the tracks, without those that share one headshot with another track.

        Such tracks end, because it can no longer be known whose face is in that headshot.
        """
        return [t for t in tracks if not any(o is not t and same_face(t.square, o.square) for o in tracks)]


def still_there(track: Track, image: Image) -> bool:
    """Return whether a track's square in a BGR frame looks as its face did when it was last detected."""
    return correlation(looks_of(image, track.square), track.looks) >= SAME_LOOKS


def smoothed(old: Square, new: Square) -> Square:
    """Return a track's square after a new detection.

    The square is steady while the head keeps its place and size. When the head moves, the square follows quickly.
    """
    moved = _distance(old, new) / new.side
    k = 1.0 if moved > MOVED else CENTRE_SMOOTHING
    grown = abs(math.log(new.side / old.side))
    k_side = min(1.0, SIDE_SMOOTHING + (grown / SIDE_JUMP) ** 2)
    return Square(old.x + k * (new.x - old.x), old.y + k * (new.y - old.y), old.side + k_side * (new.side - old.side))


def looks_of(image: Image, square: Square) -> NDArray[np.float32]:
    """Return the thumb of a headshot in a BGR frame, with mean 0 and norm 1. It changes little between two frames."""
    step = max(1, int(square.side) // ENOUGH_READ)
    read = Square(square.x / step, square.y / step, square.side / step)
    return normalised(grey_thumb(crop(image[::step, ::step], read, TRACK_THUMB_SIDE)))


def grey_thumb(image: Image) -> NDArray[np.float32]:
    """Return the thumb of a BGR picture: TRACK_THUMB_SIDE×TRACK_THUMB_SIDE grey levels, 0..255."""
    small = cv2.resize(image, (TRACK_THUMB_SIDE, TRACK_THUMB_SIDE), interpolation=cv2.INTER_AREA)
    return cv2.cvtColor(small, cv2.COLOR_BGR2GRAY).astype(np.float32)


def normalised(grey: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return a grey picture, shifted and scaled to mean 0 and norm 1."""
    centred = grey - grey.mean()
    return centred / max(float(np.linalg.norm(centred)), 1e-6)


def correlation(a: NDArray[np.float32], b: NDArray[np.float32]) -> float:
    """Return the correlation (-1..1) of two thumbs that `normalised` has returned."""
    return float((a * b).sum())


def overlap(a: Square, b: Square) -> float:
    """Return the area that lies in both squares, as a share (0..1) of the smaller square's area."""
    width = min(a.box[2], b.box[2]) - max(a.box[0], b.box[0])
    height = min(a.box[3], b.box[3]) - max(a.box[1], b.box[1])
    return max(0.0, width) * max(0.0, height) / min(a.side, b.side) ** 2


def _mutual_match(track: Track, tracks: list[Track], detections: list[Detection]) -> Detection | None:
    """Return the detection nearest to a track, or None if it cannot be the track's face.

    It cannot if it is too far away or of another size, or if another track is nearer to it.
    """
    match = min(detections, key=lambda d: _distance(track.square, d.square), default=None)
    if match is None or not same_face(track.square, match.square):
        return None
    nearest = min(tracks, key=lambda t: _distance(t.square, match.square))
    return match if nearest is track else None


def _distance(a: Square, b: Square) -> float:
    """Return the distance of two centres across or down, whichever is larger, in pixels."""
    return max(abs(a.x - b.x), abs(a.y - b.y))
