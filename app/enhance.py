"""Tracked far faces + their own banks -> super-resolved headshots."""

import math
import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.exemplars import Exemplar, select
from app.exemplars.bank import MARGIN
from app.faces import Track
from app.settings import Settings
from hime_core.geometry import Image, Square, crop
from hime_core.runtime import Engine
from hime_core.runtime.engine import TRIAL_LR

STEP = 8  # LR sizes are multiples of this
SMALLEST_LR = 24
ROOM = 1.12  # an LR window's side over the headshot's, at least: the feathered edge then lies beyond the head
ROOM_STEP = 0.06  # exemplars are cut as roomy as the LR window is around the headshot, in steps of this
KEPT_FEATURES = 96  # at most; the least recently used go first. About 1 MB each at LR 80
FADE_SIDES = 0.15  # enhancement fades out over this share of the largest side below it
FADE_SECONDS = 0.3  # and in after a face appears


@dataclass(frozen=True)
class EnhancedFace:
    """A face's SR headshot and where it belongs: an LR window on whole pixels of the frame."""

    track_id: int
    x: int
    y: int
    side: int  # pixels of the frame; the SR image is side·scale large
    sr: Image
    strength: float  # 0..1, how much of it to show
    references: list[Exemplar]
    weights: NDArray[np.float32]  # R×side×side, CoFA
    milliseconds: float


class Enhancer:
    """Runs HIME on the far faces of a frame. An exemplar is encoded once per LR size and room around the head."""

    def __init__(self, engine: Engine, settings: Settings, budget_ms: float | None = None):
        """budget_ms: leave alone the faces that would take longer, by the engine's own measure; None: no limit."""
        self._engine = engine
        self._limit = min(settings.enhance.max_side, affordable_side(engine.info.milliseconds, budget_ms))
        self._settings = settings
        # (exemplar, LR side, room in steps) -> C×h×w
        self._features: dict[tuple[str, int, int], NDArray[np.float32]] = {}
        self._used: dict[int, frozenset[str]] = {}  # track -> exemplars of its last frame
        self._side: dict[int, int] = {}  # track -> LR side of its last frame

    def enhance(
        self, image: Image, tracks: list[Track], banks: dict[int, list[Exemplar]], now: float
    ) -> list[EnhancedFace]:
        """SR headshots of the far faces in a BGR frame. banks: exemplars by track id; a track only gets its own.

        Raises EngineError where the engine's output is not a picture.
        """
        self._forget(tracks, banks)
        faces = []
        for track in tracks:
            strength = self._strength(track, now)
            if strength > 0 and track.clear:
                faces.append(self._enhance(image, track, banks.get(track.id, []), strength))
        return faces

    def _enhance(self, image: Image, track: Track, bank: list[Exemplar], strength: float) -> EnhancedFace:
        start = time.perf_counter()
        side = self._lr_side(track)
        # On whole pixels: nothing is resampled before the network, and the picture cannot jitter with the detector.
        x, y = round(track.square.x - side / 2), round(track.square.y - side / 2)
        lr = crop(image, Square(x + side / 2, y + side / 2, side), side)
        used = self._used.get(track.id, frozenset())
        chosen = select(bank, image, track.square, track.face, self._settings.exemplars.references, used)
        self._used[track.id] = frozenset(e.id for e in chosen)
        room = min(round(side / track.square.side / ROOM_STEP), int(MARGIN / ROOM_STEP))  # no more than was kept
        features = [self._feature(e, side, room) for e in chosen]
        stack = np.stack(features) if features else np.zeros((0, 0, side, side), np.float32)
        sr, weights = self._engine.enhance([lr], [stack])
        spent = 1000 * (time.perf_counter() - start)
        return EnhancedFace(track.id, x, y, side, sr[0], strength, chosen, weights[0], spent)

    def _lr_side(self, track: Track) -> int:
        """The smallest multiple of 8 that holds the headshot and some room; kept in use until it is clearly wrong."""
        needed = ROOM * track.square.side
        kept = self._side.get(track.id)
        if kept is None or needed > kept or needed < kept - 1.5 * STEP:
            kept = max(SMALLEST_LR, STEP * int(np.ceil(needed / STEP)))
            self._side[track.id] = kept
        return kept

    def _feature(self, exemplar: Exemplar, side: int, room: int) -> NDArray[np.float32]:
        key = exemplar.id, side, room
        if key not in self._features:
            kept = exemplar.image.shape[0]
            square = Square(kept / 2, kept / 2, kept / MARGIN * room * ROOM_STEP)
            hr = crop(exemplar.image, square, side * self._engine.scale)
            self._features[key] = self._engine.encode([hr])[0]
        self._features[key] = self._features.pop(key)  # now the newest
        if len(self._features) > KEPT_FEATURES:
            del self._features[next(iter(self._features))]
        return self._features[key]

    def _strength(self, track: Track, now: float) -> float:
        by_size = (self._limit - track.square.side) / (FADE_SIDES * self._limit)
        by_time = (now - track.since) / FADE_SECONDS
        return float(np.clip(min(by_size, by_time), 0, 1))

    def _forget(self, tracks: list[Track], banks: dict[int, list[Exemplar]]) -> None:
        alive = {t.id for t in tracks}
        banked = {e.id for bank in banks.values() for e in bank}
        self._used = {i: u for i, u in self._used.items() if i in alive}
        self._side = {i: s for i, s in self._side.items() if i in alive}
        self._features = {key: f for key, f in self._features.items() if key[0] in banked}


def affordable_side(milliseconds: float, budget_ms: float | None) -> float:
    """The largest headshot side, in pixels, that fits a budget, given an engine's time at TRIAL_LR.

    The work grows with the window's area. Infinite without a budget, or where the engine was not measured.
    """
    if budget_ms is None or milliseconds <= 0:
        return math.inf
    return TRIAL_LR * math.sqrt(budget_ms / milliseconds) / ROOM
