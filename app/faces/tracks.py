"""Detections over time -> tracks: a track is a face that keeps its place from frame to frame.

When two faces overlap, when a face jumps, or when the scene is cut, a track ends and a new one begins. Who is on a
track, and whether it is still the same person, is decided in app/people.
"""

import math
from dataclasses import dataclass, replace
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from app.faces.search import Detection, same_face
from hime_core.geometry import Image, KeyPoints, Square, crop

# Seconds for which a track goes on after its last detection.
HOLD_SECONDS = 1.0
# Share of a new detection, 0..1, in the centre of the smoothed square, while the head keeps its place.
CENTRE_SMOOTHING = 0.5
# Distance, in sides of the headshot, above which a head has moved, and the smoothed square follows it at once.
MOVED = 0.15
# Share of a new detection, 0..1, in the side of the smoothed square, while the side hardly changes. An opening mouth is
# no step towards the camera.
SIDE_SMOOTHING = 0.12
# Logarithm of the factor by which the side changes, from which the smoothed square follows it at once.
SIDE_JUMP = 0.2
# Pixels, the side of the small grey pictures by which looks and scenes are compared.
TRACK_THUMB_SIDE = 16
# Correlation of two thumbs, -1..1, from which the place of a missed face still shows what it showed.
SAME_LOOKS = 0.8
# Correlation of the thumbs of two frames, -1..1, below which they may show two scenes.
SAME_SCENE = 0.5
# Mean difference of the thumbs of two frames, in grey levels, from which they may show two scenes. The scene was cut if
# both this and SAME_SCENE say so.
SCENE_CHANGE = 20.0
# Area that two headshots share, as a share of the smaller one, above which it is unclear who is who.
UNCLEAR_OVERLAP = 0.3
# The detector's score, 0..1, that a face needs to begin a track. A face that is followed may score less.
NEW_SCORE = 0.7
# The number of detections in a row from which a track counts. Posters and blurs come and go.
CONFIRMATIONS = 3

State = Literal["near", "far", "lost"]


@dataclass(frozen=True)
class Track:
    """One face as it has been followed so far."""

    id: int
    face: KeyPoints  # the last detection as it was
    square: Square  # the headshot, smoothed over time
    state: State  # near or far by the headshot's side; lost while the face is not found
    since: float  # seconds, when the face was found first
    seen: float  # seconds, when the face was found last
    detections: int  # how often the face was found
    looks: NDArray[np.float32]  # the headshot that was found last, as `looks_of` gives it
    scene: int = 0  # how many cuts came before the track
    clear: bool = True  # the square still shows this face; false while a lost face is hidden or gone

    @property
    def confirmed(self) -> bool:
        """Whether the face was found often enough for the track to count."""
        return self.detections >= CONFIRMATIONS


class Tracker:
    """frame + detections -> the tracks that are alive. far_side: a headshot up to this side, in pixels, is "far"."""

    def __init__(self, far_side: float):
        self._far_side = far_side
        self._tracks: list[Track] = []
        self._scene: NDArray[np.float32] | None = None  # the thumb of the last frame
        self._cuts = 0  # how often the scene was cut
        self._next_id = 1

    def apply(self, far_side: float) -> None:
        """Go on with another limit for "far"."""
        self._far_side = far_side

    @property
    def count(self) -> int:
        """How many faces are followed, including those that are not confirmed yet."""
        return len(self._tracks)

    @property
    def squares(self) -> list[Square]:
        """The headshot squares of all faces that are followed: where to look in the next frame."""
        return [t.square for t in self._tracks]

    def update(self, image: Image, detections: list[Detection], time: float) -> list[Track]:
        """Advance to a BGR frame. time: of the frame, in seconds. Returns the confirmed tracks, oldest first."""
        if self._cut(image):
            self._tracks = []
            self._cuts += 1
        followed = self._apart([t for t in self._tracks if time - t.seen <= HOLD_SECONDS])
        matches = {t.id: _mutual_match(t, followed, detections) for t in followed}
        missed = [t for t in followed if matches[t.id] is None and t.confirmed]
        # A detection where a face was missed may be that face or somebody else. When two detections could both be one
        # known face, somebody leans in. In both cases it is unclear who is who, and new tracks begin.
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
        """Whether this frame shows another scene than the frame before."""
        before, self._scene = self._scene, grey_thumb(image)
        if before is None or float(np.abs(before - self._scene).mean()) < SCENE_CHANGE:
            return False
        return correlation(normalised(before), normalised(self._scene)) < SAME_SCENE

    @staticmethod
    def _lost(track: Track, image: Image, detections: list[Detection], time: float) -> Track | None:
        """A track whose face was not found in this frame.

        None if the track ends: it was never confirmed, the face is lost for too long, or another face is there.
        """
        covered = any(overlap(track.square, d.square) > UNCLEAR_OVERLAP for d in detections)
        if covered or not track.confirmed or time - track.seen > HOLD_SECONDS:
            return None
        clear = correlation(looks_of(image, track.square), track.looks) >= SAME_LOOKS
        return replace(track, state="lost", clear=clear)

    def _seen(self, track: Track, match: Detection, looks: NDArray[np.float32], time: float) -> Track:
        """A track whose face was found in this frame."""
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
        return "far" if square.side <= self._far_side else "near"

    @staticmethod
    def _apart(tracks: list[Track]) -> list[Track]:
        """The tracks without those whose headshots have become one: nobody can tell any more who is who."""
        return [t for t in tracks if not any(o is not t and same_face(t.square, o.square) for o in tracks)]


def smoothed(old: Square, new: Square) -> Square:
    """A track's square after a new detection: steady while the head keeps its place and size, quick when it moves."""
    moved = _distance(old, new) / new.side
    k = 1.0 if moved > MOVED else CENTRE_SMOOTHING
    grown = abs(math.log(new.side / old.side))
    k_side = min(1.0, SIDE_SMOOTHING + (grown / SIDE_JUMP) ** 2)
    return Square(old.x + k * (new.x - old.x), old.y + k * (new.y - old.y), old.side + k_side * (new.side - old.side))


def looks_of(image: Image, square: Square) -> NDArray[np.float32]:
    """A headshot of a BGR frame as a tiny grey picture with mean 0 and norm 1: what changes little between frames."""
    return normalised(grey_thumb(crop(image, square, TRACK_THUMB_SIDE)))


def grey_thumb(image: Image) -> NDArray[np.float32]:
    """A BGR picture as TRACK_THUMB_SIDE² grey levels."""
    small = cv2.resize(image, (TRACK_THUMB_SIDE, TRACK_THUMB_SIDE), interpolation=cv2.INTER_AREA)
    return cv2.cvtColor(small, cv2.COLOR_BGR2GRAY).astype(np.float32)


def normalised(grey: NDArray[np.float32]) -> NDArray[np.float32]:
    """A grey picture, shifted and scaled to mean 0 and norm 1."""
    centred = grey - grey.mean()
    return centred / max(float(np.linalg.norm(centred)), 1e-6)


def correlation(a: NDArray[np.float32], b: NDArray[np.float32]) -> float:
    """The correlation of two `normalised` thumbs, -1..1."""
    return float((a * b).sum())


def overlap(a: Square, b: Square) -> float:
    """The area that two squares share, as a share of the smaller square, 0..1."""
    width = min(a.box[2], b.box[2]) - max(a.box[0], b.box[0])
    height = min(a.box[3], b.box[3]) - max(a.box[1], b.box[1])
    return max(0.0, width) * max(0.0, height) / min(a.side, b.side) ** 2


def _mutual_match(track: Track, tracks: list[Track], detections: list[Detection]) -> Detection | None:
    """The detection nearest to a track, if it can be the track's face and no other track is nearer to the detection."""
    match = min(detections, key=lambda d: _distance(track.square, d.square), default=None)
    if match is None or not same_face(track.square, match.square):
        return None
    nearest = min(tracks, key=lambda t: _distance(t.square, match.square))
    return match if nearest is track else None


def _distance(a: Square, b: Square) -> float:
    """How far apart the centres are, in pixels, along the axis in which they are farther apart."""
    return max(abs(a.x - b.x), abs(a.y - b.y))
