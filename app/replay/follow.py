"""Restores a headshot with earlier frames of the face, if the network makes use of them."""

import time
from dataclasses import dataclass

import numpy as np

from app.replay.scored import FramesScore
from hime_core.geometry import Image
from hime_core.metrics import psnr
from hime_core.runtime import Engine, Feature

# A headshot is restored with each of these numbers of frames, its own among them.
FRAMES = (1, 2, 4, 8)
# A headshot is scored if it follows this many headshots without a gap. Then the one before it can have as many earlier
# frames, so that each number of frames is measured on the same headshots, and flicker between two of equally many.
NEEDED = max(FRAMES)


@dataclass(frozen=True)
class Small:
    """A headshot that was made small, and its exemplars."""

    frame: int  # the frame's number in the call
    truth: Image
    lr: Image
    references: list[Feature]  # of the exemplars that were chosen for it


class Follower:
    """Follows the headshots of one person, which come in order. A gap in the frames empties what is remembered.

    A cut makes such a gap, since a face is a headshot only after it was found in several frames. All LR headshots of a
    replay have one size.
    """

    def __init__(self, engine: Engine):
        self._engine = engine
        self._past: list[Image] = []  # the last LR headshots without a gap, at most NEEDED, the oldest first
        self._last: Small | None = None

    def score(self, small: Small) -> list[FramesScore]:
        """Score a headshot before it is added. The result is empty if it does not follow enough others."""
        last = self._last
        if last is None or last.frame + 1 != small.frame or len(self._past) < NEEDED:
            return []
        moved = _change(last.truth, small.truth)
        scores = []
        for frames in FRAMES:
            before, _ = self._restored(last, self._past[NEEDED - frames : -1])
            now, milliseconds = self._restored(small, self._past[NEEDED - frames + 1 :])
            flicker = _change(before, now) - moved
            scores.append(FramesScore(small.frame, frames, psnr(now, small.truth), flicker, milliseconds))
        return scores

    def add(self, small: Small) -> None:
        """Remember a headshot."""
        if self._last and self._last.frame + 1 != small.frame:
            self._past.clear()
        self._past = [*self._past, small.lr][-NEEDED:]
        self._last = small

    def _restored(self, small: Small, past: list[Image]) -> tuple[Image, float]:
        """Return SR, and how long it took in milliseconds."""
        lr, references = [small.lr], [small.references]
        start = time.perf_counter()
        (sr,), _ = self._engine.follow(lr, references, [past]) if past else self._engine.enhance(lr, references)
        return sr, 1000 * (time.perf_counter() - start)


def _change(before: Image, now: Image) -> float:
    """The mean absolute difference of two pictures, in levels."""
    return float(np.abs(now.astype(int) - before).mean())
