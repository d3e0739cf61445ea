"""Detections over time -> tracks: the same place from frame to frame.

Where two faces overlap, a face jumps, or the scene is cut, the track ends and a new one begins. Who is on a track, and
whether it is still the same person, is for app/people to say.
"""

import math
from dataclasses import dataclass, replace
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from app.faces.search import Detection, same_face
from hime_core.geometry import Image, KeyPoints, Square, crop

HOLD = 1.0  # seconds that a track outlives its last detection
SMOOTHING = 0.5  # share of a new detection in the smoothed square's centre
SIDE_SMOOTHING = 0.12  # and in its side, where it changes little: an opening mouth is not a step forward
SIDE_JUMP = 0.2  # a relative change of the side that is followed at once
THUMB = 16  # side in pixels of the pictures that looks and scenes are compared by
SAME_LOOKS = 0.8  # correlation of thumbs from which the place of a missed face still shows what it showed
SAME_SCENE = 0.5  # correlation of whole-frame thumbs below which, and
SCENE_CHANGE = 20.0  # grey levels of their mean difference above which, the recording was cut
OVERLAP = 0.3  # share of the smaller of two headshots, from which it is unclear who is who
NEW_SCORE = 0.7  # a face not seen before must be this certain; a known one may be less so
CONFIRMATIONS = 3  # detections in a row before a track counts: posters and blurs come and go

State = Literal["near", "far", "lost"]


@dataclass(frozen=True)
class Track:
    """One face as followed so far. `square` is smoothed over time; `face` is the last detection as it was."""

    id: int
    face: KeyPoints
    square: Square
    state: State
    since: float  # time of the first detection, seconds
    seen: float  # time of the last detection, seconds
    detections: int
    looks: NDArray[np.float32]
    scene: int = 0  # how many cuts came before it
    clear: bool = True  # what is now at its square is this person; false while a lost one is hidden or gone

    @property
    def confirmed(self) -> bool:
        return self.detections >= CONFIRMATIONS


class Tracker:
    """frame + detections -> the tracks now alive. far_side: headshots up to this side (pixels) are "far"."""

    def __init__(self, far_side: float):
        self._far_side = far_side
        self._tracks: list[Track] = []
        self._scene: NDArray[np.float32] | None = None
        self._cuts = 0
        self._next_id = 1

    def apply(self, far_side: float) -> None:
        """Go on with another limit of "far"."""
        self._far_side = far_side

    @property
    def count(self) -> int:
        """How many faces are followed, those not confirmed yet included."""
        return len(self._tracks)

    @property
    def squares(self) -> list[Square]:
        """Where to look in the next frame."""
        return [t.square for t in self._tracks]

    def update(self, image: Image, detections: list[Detection], time: float) -> list[Track]:
        """Advance to a frame. Returns the confirmed tracks, oldest first."""
        if self._cut(image):
            self._tracks = []
            self._cuts += 1
        followed = self._apart([t for t in self._tracks if time - t.seen <= HOLD])
        matches = {t.id: _mutual_match(t, followed, detections) for t in followed}
        missed = [t for t in followed if matches[t.id] is None and t.confirmed]
        # A face that stands where a missed one was may be either of the two, or a third: it starts anew. So does one
        # of two that could both be a known face: somebody leans in.
        unclear = [d for d in detections if any(overlap(t.square, d.square) > OVERLAP for t in missed)]
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
        """Whether this frame shows another scene than the one before."""
        before, self._scene = self._scene, grey_thumb(image)
        if before is None or float(np.abs(before - self._scene).mean()) < SCENE_CHANGE:
            return False
        return correlation(normalised(before), normalised(self._scene)) < SAME_SCENE

    @staticmethod
    def _lost(track: Track, image: Image, detections: list[Detection], time: float) -> Track | None:
        """The track through a miss; None where it ends: too long, never confirmed, or somebody stands there."""
        covered = any(overlap(track.square, d.square) > OVERLAP for d in detections)
        if covered or not track.confirmed or time - track.seen > HOLD:
            return None
        clear = correlation(looks_of(image, track.square), track.looks) >= SAME_LOOKS
        return replace(track, state="lost", clear=clear)

    def _seen(self, track: Track, match: Detection, looks: NDArray[np.float32], time: float) -> Track:
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
        """Without the tracks whose heads overlap: who is who cannot be told any more."""
        return [t for t in tracks if not any(o is not t and same_face(t.square, o.square) for o in tracks)]


def smoothed(old: Square, new: Square) -> Square:
    """Steady while the head keeps its place and size, quick when it moves."""
    moved = _distance(old, new) / new.side
    k = 1.0 if moved > 0.15 else SMOOTHING
    grown = abs(math.log(new.side / old.side))
    k_side = min(1.0, SIDE_SMOOTHING + (grown / SIDE_JUMP) ** 2)
    return Square(old.x + k * (new.x - old.x), old.y + k * (new.y - old.y), old.side + k_side * (new.side - old.side))


def looks_of(image: Image, square: Square) -> NDArray[np.float32]:
    """A tiny grey headshot, mean 0 and norm 1: what someone looks like from one frame to the next."""
    return normalised(grey_thumb(crop(image, square, THUMB)))


def grey_thumb(image: Image) -> NDArray[np.float32]:
    """THUMB×THUMB grey levels of a picture."""
    small = cv2.resize(image, (THUMB, THUMB), interpolation=cv2.INTER_AREA)
    return cv2.cvtColor(small, cv2.COLOR_BGR2GRAY).astype(np.float32)


def normalised(grey: NDArray[np.float32]) -> NDArray[np.float32]:
    """Mean 0 and norm 1."""
    centred = grey - grey.mean()
    return centred / max(float(np.linalg.norm(centred)), 1e-6)


def correlation(a: NDArray[np.float32], b: NDArray[np.float32]) -> float:
    """-1..1 of two `normalised` thumbs."""
    return float((a * b).sum())


def overlap(a: Square, b: Square) -> float:
    """Area shared by two squares, over the area of the smaller."""
    width = min(a.box[2], b.box[2]) - max(a.box[0], b.box[0])
    height = min(a.box[3], b.box[3]) - max(a.box[1], b.box[1])
    return max(0.0, width) * max(0.0, height) / min(a.side, b.side) ** 2


def _mutual_match(track: Track, tracks: list[Track], detections: list[Detection]) -> Detection | None:
    """The detection nearest to a track, if it can be its face and no other track is nearer to it."""
    match = min(detections, key=lambda d: _distance(track.square, d.square), default=None)
    if match is None or not same_face(track.square, match.square):
        return None
    nearest = min(tracks, key=lambda t: _distance(t.square, match.square))
    return match if nearest is track else None


def _distance(a: Square, b: Square) -> float:
    return max(abs(a.x - b.x), abs(a.y - b.y))
