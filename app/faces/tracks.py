"""Detections over time -> tracks. A track is one person for as long as the evidence is unbroken.

Exemplars belong to a track, so a track must never slide from one person to another: where two faces overlap, where a
face jumps, or where its looks change at once, the track ends and a new one, with nothing banked, begins.
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
THUMB = 16  # side in pixels of the picture that continuity of looks is judged by
SAME_LOOKS = 0.4  # correlation between consecutive thumbs, below which it is somebody else
NEW_SCORE = 0.7  # a face not seen before must be this certain; a known one may be less so
CONFIRMATIONS = 3  # detections in a row before a track counts: posters and blurs come and go

State = Literal["near", "far", "lost"]


@dataclass(frozen=True)
class Track:
    """One person as followed so far. `square` is smoothed over time; `face` is the last detection as it was."""

    id: int
    face: KeyPoints
    square: Square
    state: State
    since: float  # time of the first detection, seconds
    seen: float  # time of the last detection, seconds
    detections: int
    looks: NDArray[np.float32]

    @property
    def confirmed(self) -> bool:
        return self.detections >= CONFIRMATIONS


class Tracker:
    """frame + detections -> the tracks now alive. far_side: headshots up to this side (pixels) are "far"."""

    def __init__(self, far_side: float):
        self._far_side = far_side
        self._tracks: list[Track] = []
        self._next_id = 1

    @property
    def squares(self) -> list[Square]:
        """Where to look in the next frame."""
        return [t.square for t in self._tracks]

    def update(self, image: Image, detections: list[Detection], time: float) -> list[Track]:
        """Advance to a frame. Returns the confirmed tracks, oldest first."""
        candidates = list(detections)
        tracks = []
        for track in self._apart(self._tracks):
            match = min(candidates, key=lambda d: _distance(track.square, d.square), default=None)
            if match is not None and same_face(track.square, match.square):
                candidates.remove(match)
                looks = looks_of(image, match.square)
                if correlation(looks, track.looks) >= SAME_LOOKS:
                    tracks.append(self._seen(track, match, looks, time))
                    continue
                candidates.append(match)
            elif track.confirmed and time - track.seen <= HOLD:
                tracks.append(replace(track, state="lost"))
        for detection in (c for c in candidates if c.face.score >= NEW_SCORE):
            square, looks = detection.square, looks_of(image, detection.square)
            tracks.append(Track(self._next_id, detection.face, square, self._state(square), time, time, 1, looks))
            self._next_id += 1
        self._tracks = tracks
        return [t for t in tracks if t.confirmed]

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
    grey = cv2.cvtColor(crop(image, square, THUMB), cv2.COLOR_BGR2GRAY).astype(np.float32)
    grey -= grey.mean()
    return grey / max(float(np.linalg.norm(grey)), 1e-6)


def correlation(a: NDArray[np.float32], b: NDArray[np.float32]) -> float:
    """-1..1 of two `looks_of`."""
    return float((a * b).sum())


def _distance(a: Square, b: Square) -> float:
    return max(abs(a.x - b.x), abs(a.y - b.y))
