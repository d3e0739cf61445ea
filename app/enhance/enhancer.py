"""Tracked far faces + their own exemplars -> super-resolved headshots."""

import math
import time
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from app.enhance.fidelity import gated
from app.exemplars import Exemplar, select
from app.exemplars.bank import EXEMPLAR_MARGIN
from app.faces import Track
from app.people.look import Scene
from hime_core.geometry import Image, Square, crop
from hime_core.runtime import Engine, Feature, Tensor

STEP = 8  # LR sizes are multiples of this
SMALLEST_LR = 24
ROOM = 1.12  # an LR window's side over the headshot's, at least: the feathered edge then lies beyond the head
ROOM_STEP = 0.06  # exemplars are cut as roomy as the LR window is around the headshot, in steps of this
KEPT_FEATURES = 96  # at most; the least recently used go first. About 1 MB each at LR 80
FADE_SIDES = 0.15  # enhancement fades out over this share of the largest side below it
FADE_SECONDS = 0.3  # and in after a face appears


@dataclass(frozen=True)
class Demand:
    """A far face that wants enhancing: a window on whole pixels of the frame, so that nothing is resampled before the
    network and the picture cannot jitter with the detector."""

    track: Track
    x: int
    y: int
    side: int
    references: int  # that there are, up to the setting's number
    strength: float  # 0..1, how much of it is to be shown


@dataclass(frozen=True)
class Grant:
    """What a demand gets: its window is brought to lr×lr pixels and enhanced with so many references."""

    demand: Demand
    lr: int
    references: int


@dataclass(frozen=True)
class EnhancedFace:
    """A face's SR headshot and where it belongs in the frame."""

    track_id: int
    person: int | None  # the person's number; None where it was not certain, and no exemplars were used
    x: int
    y: int
    side: int  # pixels of the frame that the SR image covers
    square: Square  # the track's, then
    time: float  # of the frame that it was made from
    lr: Image  # what the network saw
    sr: Image
    strength: float  # 0..1, how much of it to show
    kept: float  # 0..1, the share that the fidelity gate let through
    references: list[Exemplar]
    weights: Tensor  # R×h×w, CoFA
    milliseconds: float


def lr_sides(max_side: float) -> list[int]:
    """The LR sides that headshots of up to so many pixels are enhanced at, largest first."""
    largest = STEP * math.ceil(ROOM * max_side / STEP)
    return list(range(largest, SMALLEST_LR - 1, -STEP))


def everything(demands: list[Demand]) -> list[Grant]:
    """Every face at its own size with all its references: what a recording gets."""
    return [Grant(demand, demand.side, demand.references) for demand in demands]


class Enhancer:
    """Runs HIME on the far faces of a scene. An exemplar is encoded once per LR size and room around the head."""

    def __init__(self, engine: Engine, max_side: float, references: int):
        """max_side: the largest headshot that is far, pixels. references: the most that serve one face."""
        self._engine = engine
        self._max_side, self._references = max_side, references
        # (exemplar, LR side, room in steps) -> C×h×w
        self._features: dict[tuple[str, int, int], Feature] = {}
        self._given: set[str] = set()  # exemplars that the engine may keep something of
        self._used: dict[int, frozenset[str]] = {}  # track -> exemplars of its last frame
        self._side: dict[int, int] = {}  # track -> window's side in its last frame

    def demands(self, scene: Scene) -> list[Demand]:
        """The far faces that can be enhanced now. A track whose place may show somebody else is left alone."""
        self._forget(scene)
        return [
            self._demand(track, scene)
            for track in scene.tracks
            if track.clear and self._strength(track, scene.frame.time) > 0
        ]

    def enhance(self, scene: Scene, grants: Iterable[Grant]) -> list[EnhancedFace]:
        """SR headshots of a scene's faces as granted; faces of one LR size and number of references go in one batch.

        Raises EngineError where the engine's output is not a picture.
        """
        faces = []
        for (lr, _), batch in groupby(sorted(grants, key=_shape), _shape):
            faces += self._enhance(scene, list(batch), lr)
        return faces

    def _enhance(self, scene: Scene, batch: list[Grant], lr_side: int) -> list[EnhancedFace]:
        start = time.perf_counter()
        lr = [crop(scene.frame.image, _window(grant.demand), lr_side) for grant in batch]
        chosen = [self._choose(scene, grant) for grant in batch]
        features = [self._encoded(grant, exemplars) for grant, exemplars in zip(batch, chosen, strict=True)]
        sr, weights = self._engine.enhance(lr, features)
        trusted = [gated(before, after) for before, after in zip(lr, sr, strict=True)]
        spent = 1000 * (time.perf_counter() - start) / len(batch)
        return [
            EnhancedFace(
                d.track.id, scene.people.get(d.track.id), d.x, d.y, d.side, d.track.square, scene.frame.time,
                lr[i], trusted[i][0], d.strength, trusted[i][1], chosen[i], weights[i], spent,
            )
            for i, d in enumerate(grant.demand for grant in batch)
        ]  # fmt: skip

    def _demand(self, track: Track, scene: Scene) -> Demand:
        side = self._window_side(track)
        x, y = round(track.square.x - side / 2), round(track.square.y - side / 2)
        references = min(self._references, len(scene.exemplars.get(track.id, [])))
        return Demand(track, x, y, side, references, self._strength(track, scene.frame.time))

    def _window_side(self, track: Track) -> int:
        """The smallest multiple of 8 that holds the headshot and some room; kept in use until it is clearly wrong."""
        needed = ROOM * track.square.side
        kept = self._side.get(track.id)
        if kept is None or needed > kept or needed < kept - 1.5 * STEP:
            kept = max(SMALLEST_LR, STEP * int(np.ceil(needed / STEP)))
            self._side[track.id] = kept
        return kept

    def _choose(self, scene: Scene, grant: Grant) -> list[Exemplar]:
        track = grant.demand.track
        bank, used = scene.exemplars.get(track.id, []), self._used.get(track.id, frozenset())
        chosen = select(bank, scene.frame.image, track.square, track.face, grant.references, used)
        self._used[track.id] = frozenset(e.id for e in chosen)
        return chosen

    def _encoded(self, grant: Grant, exemplars: list[Exemplar]) -> list[Feature]:
        """The features of a face's exemplars, cut as roomy as its window is; no roomier than was kept."""
        room = min(
            round(grant.demand.side / grant.demand.track.square.side / ROOM_STEP), int(EXEMPLAR_MARGIN / ROOM_STEP)
        )
        return [self._feature(exemplar, grant.lr, room) for exemplar in exemplars]

    def _feature(self, exemplar: Exemplar, side: int, room: int) -> Feature:
        key = exemplar.id, side, room
        if key not in self._features:
            kept = exemplar.image.shape[0]
            square = Square(kept / 2, kept / 2, kept / EXEMPLAR_MARGIN * room * ROOM_STEP)
            hr = crop(exemplar.image, square, side * self._engine.scale)
            self._features[key] = self._engine.encode([hr])[0]
            self._given.add(exemplar.id)
        self._features[key] = self._features.pop(key)  # now the newest
        if len(self._features) > KEPT_FEATURES:
            del self._features[next(iter(self._features))]
        return self._features[key]

    def _strength(self, track: Track, now: float) -> float:
        by_size = (self._max_side - track.square.side) / (FADE_SIDES * self._max_side)
        by_time = (now - track.since) / FADE_SECONDS
        return float(np.clip(min(by_size, by_time), 0, 1))

    def wipe(self) -> None:
        """Forget every exemplar's features, their numbers too, also those that the engine keeps."""
        for feature in self._features.values():
            feature.fill(0)
        self._features.clear()
        self._given.clear()
        self._engine.forget()

    def _forget(self, scene: Scene) -> None:
        alive = {t.id for t in scene.tracks}
        banked = {e.id for bank in scene.exemplars.values() for e in bank}
        self._used = {i: u for i, u in self._used.items() if i in alive}
        self._side = {i: s for i, s in self._side.items() if i in alive}
        gone = [key for key in self._features if key[0] not in banked]
        for key in gone:
            self._features.pop(key).fill(0)
        if self._given - banked:
            self._engine.forget()
            self._given &= banked


def _shape(grant: Grant) -> tuple[int, int]:
    """What faces of one batch share: LR side and number of references."""
    return grant.lr, grant.references


def _window(demand: Demand) -> Square:
    return Square(demand.x + demand.side / 2, demand.y + demand.side / 2, demand.side)
