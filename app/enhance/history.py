"""Remembers the last frames of each far face, for a network that makes use of them (hime_core/network/burst.py).

A frame of a face is remembered as the LR picture that the network saw, unless the newest one looks the same. It is
biometric data. A face gets only pictures of its own, and a picture that is dropped is overwritten. docs/remembered.md
tells more.
"""

from dataclasses import dataclass, replace

import numpy as np

from app.faces import Track
from app.people.look import Scene
from app.people.people import alone
from hime_core.geometry import Image

# At most this many earlier pictures of a face are remembered. With the present one, the network sees four.
MOST_EARLIER = 3
# Between a remembered frame and the next one there are at most this many seconds. The network learned with frames up to
# a tenth of a second apart, and in a longer time a face changes more.
LONGEST_GAP = 0.2
# Between a remembered frame and the next one, the window moves by at most this many LR pixels, across and down. The
# window goes with the face, so the background moves in it. This is the network's largest offset.
MOST_MOVED = 10.0
# A picture that differs from the newest remembered one by at most this many levels, in the mean, is the same once more.
# Slow cameras send each picture twice. The network has the same limit (SAME in hime_core/network/burst.py).
SAME = 0.75
# A picture is used for at most this many seconds after the last frame that showed it. While a face keeps still, no
# other picture takes the place of those from before.
OLDEST = MOST_EARLIER * LONGEST_GAP


@dataclass(frozen=True)
class Window:
    """The part of a frame that the network sees of a face, in pixels of the frame, and the LR side that it sees it at.

    The face keeps its place in the window, so that earlier pictures fit the present one without being moved.
    """

    x: int
    y: int
    side: int
    lr: int

    def continues(self, before: "Window") -> bool:
        """Whether pictures of the window of an earlier frame fit this one."""
        if (self.side, self.lr) != (before.side, before.lr):
            return False
        moved = max(abs(self.x - before.x), abs(self.y - before.y))
        return moved * self.lr / self.side <= MOST_MOVED


@dataclass(frozen=True)
class _Picture:
    """A face as the network saw it."""

    lr: Image
    seen: float  # the time of the last frame that showed it, in seconds


@dataclass(frozen=True)
class _Remembered:
    """The pictures of one track, the oldest one first, and the newest one's circumstances."""

    pictures: list[_Picture]
    person: int  # the person's number
    misses: int  # how often the track's face had been missed
    window: Window


class History:
    """The earlier LR pictures of every far face. Only one thread may use it, and the scenes must come in order."""

    def __init__(self) -> None:
        self._tracks: dict[int, _Remembered] = {}

    def keep(self, scene: Scene) -> None:
        """Forget the faces whose pictures may not be used in this scene."""
        tracks = {track.id: track for track in scene.tracks}
        for track_id, kept in list(self._tracks.items()):
            if track_id not in tracks or not _goes_on(kept, tracks[track_id], scene):
                self._drop(track_id)

    def count(self, track: Track) -> int:
        """Return how many earlier frames of a track's face are remembered."""
        return len(self._tracks[track.id].pictures) if track.id in self._tracks else 0

    def before(self, scene: Scene, track: Track, window: Window) -> list[Image]:
        """Return the pictures that a face may use in this scene. Those that do not fit it are forgotten."""
        kept = self._tracks.get(track.id)
        if kept is None:
            return []
        if not _goes_on(kept, track, scene) or not window.continues(kept.window):
            self._drop(track.id)
            return []
        recent = [picture for picture in kept.pictures if scene.frame.time - picture.seen <= OLDEST]
        self._remember(track, replace(kept, pictures=recent))
        return [picture.lr for picture in recent]

    def add(self, scene: Scene, track: Track, window: Window, lr: Image) -> None:
        """Remember a face as the network saw it in this scene, if it is certain whose face that is.

        A picture that was sent twice is remembered once. lr: is copied, because others use it while the copy may be
        overwritten.
        """
        person = _shown_alone(track, scene)
        if person is None:
            return
        now = scene.frame.time
        known = self._tracks[track.id].pictures if self.before(scene, track, window) else []
        if known and np.abs(known[-1].lr - lr.astype(np.int16)).mean() <= SAME:
            pictures = [*known[:-1], _Picture(known[-1].lr, now)]
        else:
            pictures = [*known, _Picture(lr.copy(), now)][-MOST_EARLIER:]
        self._remember(track, _Remembered(pictures, person, track.misses, window))

    def wipe(self) -> None:
        """Overwrite and forget all pictures."""
        for track_id in list(self._tracks):
            self._drop(track_id)

    def _remember(self, track: Track, now: _Remembered) -> None:
        """Remember these pictures of a track, and overwrite the oldest ones if they are no longer among them."""
        before = self._tracks.get(track.id)
        if before is not None:
            kept = {id(picture.lr) for picture in now.pictures}
            for picture in before.pictures:
                if id(picture.lr) not in kept:
                    picture.lr.fill(0)
        self._tracks[track.id] = now

    def _drop(self, track_id: int) -> None:
        for picture in self._tracks.pop(track_id).pictures:
            picture.lr.fill(0)


def _goes_on(kept: _Remembered, track: Track, scene: Scene) -> bool:
    """Return whether a track shows in this scene what it showed in the remembered frames, a moment later."""
    same = _shown_alone(track, scene) == kept.person and track.misses == kept.misses
    return same and 0 < scene.frame.time - kept.pictures[-1].seen <= LONGEST_GAP


def _shown_alone(track: Track, scene: Scene) -> int | None:
    """Return the number of the person whose face a track shows in this frame.

    Return None if that is not certain, if the face was not seen in this very frame, or if another head may be in the
    headshot.
    """
    others = [other.square for other in scene.tracks if other is not track]
    if track.seen != scene.frame.time or not alone(track.square, others):
        return None
    return scene.people.get(track.id)
