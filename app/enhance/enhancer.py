"""Makes the far faces of a scene sharp: the network gets each face together with exemplars of the same person."""

import math
import time
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from app.capture.frame import Frame
from app.enhance.colour_place import LARGEST, SMALLEST, ColourPlace, put_back
from app.enhance.fidelity import gated
from app.enhance.history import History, Window
from app.enhance.strength import of_enhancing
from app.exemplars import Exemplar, select
from app.exemplars.bank import EXEMPLAR_MARGIN
from app.faces import Track
from app.people.look import Scene
from hime_core.geometry import Image, Square, crop
from hime_core.runtime import Engine, Feature, Tensor

# Every LR side is a multiple of this many pixels.
LR_STEP = 8
# A window's side and an LR side are at least this many pixels.
SMALLEST_WINDOW = 24
# A window's side is at least this many times the headshot's side. The feathered edge then lies beyond the head.
WINDOW_ROOM = 1.12
# The room around a head is the side of its window divided by the side of its headshot. An exemplar is cut with the same
# room as the window, rounded to a multiple of this number. Because of the rounding, the room seldom changes, and the
# features of the exemplar can be used again.
ROOM_STEP = 0.06
# The features of at most this many cut exemplars are kept from round to round. At LR 80 each takes about 1 MB.
KEPT_FEATURES = 96


@dataclass(frozen=True)
class Demand:
    """A far face to be enhanced, and the window of the frame that the network would see.

    The window lies on whole pixels. If it is enhanced at its own size, it is therefore not resampled before the
    network, and the picture cannot jitter as the detections do.
    """

    track: Track
    x: int  # the window's left edge, in pixels of the frame
    y: int  # the window's top edge, in pixels of the frame
    side: int  # the window's side, in pixels of the frame
    references: int  # how many exemplars there are for this face, at most the number in the settings
    strength: float  # 0..1, the share of the enhancement that would be shown (app/enhance/strength.py)
    earlier: int = 0  # how many earlier frames of this face the network would see, too (app/enhance/history.py)


@dataclass(frozen=True)
class Grant:
    """How a demand is met: at which LR size its window is enhanced, and with how many references."""

    demand: Demand
    lr: int  # the LR side, in pixels; the window is resized to it
    references: int  # how many exemplars the network sees


@dataclass(frozen=True)
class EnhancedFace:
    """A face as the network made it, and where it belongs in the frame."""

    track_id: int
    person: int | None  # the person's number; None if it was not certain, and then no exemplars were used
    x: int  # the left edge of the area that the SR image covers, in pixels of the frame
    y: int  # the top edge of the area that the SR image covers, in pixels of the frame
    side: int  # the side of the area that the SR image covers, in pixels of the frame
    square: Square  # the track's square in the frame that the face was enhanced in
    time: float  # the time of that frame, in seconds
    lr: Image  # h×w, the picture that the network saw, with its colour in place
    sr: Image  # (s·h)×(s·w), the enhanced picture, after the fidelity gate
    strength: float  # 0..1, the share of the enhancement to show (app/enhance/strength.py)
    kept: float  # 0..1, the share that the fidelity gate let through
    references: list[Exemplar]  # the exemplars that the network saw
    weights: Tensor  # R×h×w, how much each of R references counted in each LR pixel (CoFA)
    milliseconds: float  # this face's share of the time that its batch took
    colour_moved: float = (
        0.0  # by how many pixels of `lr` its colour was moved back to the left (app/enhance/colour_place.py)
    )


def lr_sides(max_side: float) -> list[int]:
    """Return the LR sides that headshots of up to max_side pixels are enhanced at, largest first."""
    largest = LR_STEP * math.ceil(WINDOW_ROOM * max_side / LR_STEP)
    return list(range(largest, SMALLEST_WINDOW - 1, -LR_STEP))


def everything(demands: list[Demand]) -> list[Grant]:
    """Grant every face its own size and all its references. This suits a recording, which can wait."""
    return [Grant(demand, demand.side, demand.references) for demand in demands]


class Enhancer:
    """Enhances the far faces of a scene. It encodes an exemplar once for each LR size and each room around the head."""

    def __init__(self, engine: Engine, max_side: float, references: int, colour: ColourPlace | None = None):
        """max_side: the side of the largest far headshot, in pixels. references: the most references per face.

        colour: what an earlier enhancer has learned of the source's colour.
        """
        self._engine = engine
        self._max_side, self._references = max_side, references
        self.colour = colour or ColourPlace()
        # Each key is an exemplar id, an LR side in pixels and a room in ROOM_STEPs. Each value is C×h×w.
        # The entries are in the order of their use, with the latest one at the end.
        self._features: dict[tuple[str, int, int], Feature] = {}
        self._known_to_engine: set[str] = set()  # ids of the exemplars whose data the engine may still hold
        self._used: dict[int, frozenset[str]] = {}  # by track: the ids of the exemplars used in its last frame
        self._side: dict[int, int] = {}  # by track: the side of its window in its last frame, in pixels
        self._history = History()

    def demands(self, scene: Scene) -> list[Demand]:
        """Return the far faces to enhance now. A track is left out if its face may be hidden or gone."""
        self._forget(scene)
        return [
            self._demand(track, scene)
            for track in scene.tracks
            if track.clear and self._strength(track, scene.frame.time) > 0
        ]

    def enhance(self, scene: Scene, grants: Iterable[Grant]) -> list[EnhancedFace]:
        """Enhance the faces of a scene as granted. Faces with the same LR size and number of references share a batch,
        those with earlier frames apart from those without.

        Raises EngineError if the engine's output is not a picture.
        """
        self._drop_oldest()
        self.colour.approach(scene.frame.time)
        faces = []

        def shape(grant: Grant) -> tuple[int, int, bool]:
            return grant.lr, grant.references, bool(self._earlier(scene, grant))

        for (lr, _, _), batch in groupby(sorted(grants, key=shape), shape):
            faces += self._enhance(scene, list(batch), lr)
        if self.colour.due(scene.frame.time):
            for face in faces:
                self._compare_colour(scene.frame, face)
        return faces

    def _enhance(self, scene: Scene, batch: list[Grant], lr_side: int) -> list[EnhancedFace]:
        start = time.perf_counter()
        moves = [self.colour.moved * lr_side / grant.demand.side for grant in batch]
        lr = [
            put_back(crop(scene.frame.image, _square(grant.demand), lr_side), move)
            for grant, move in zip(batch, moves, strict=True)
        ]
        chosen = [self._choose(scene, grant) for grant in batch]
        features = [self._encoded(grant, exemplars) for grant, exemplars in zip(batch, chosen, strict=True)]
        past = [self._earlier(scene, grant) for grant in batch]
        sr, weights = self._engine.follow(lr, features, past) if past[0] else self._engine.enhance(lr, features)
        if self._engine.remembers:
            for grant, seen in zip(batch, lr, strict=True):
                self._history.add(scene, grant.demand.track, _window(grant), seen)
        trusted = [gated(before, after) for before, after in zip(lr, sr, strict=True)]
        spent = 1000 * (time.perf_counter() - start) / len(batch)
        return [
            EnhancedFace(
                d.track.id, scene.people.get(d.track.id), d.x, d.y, d.side, d.track.square, scene.frame.time,
                lr[i], trusted[i][0], d.strength, trusted[i][1], chosen[i], weights[i], spent, moves[i],
            )
            for i, d in enumerate(grant.demand for grant in batch)
        ]  # fmt: skip

    def _earlier(self, scene: Scene, grant: Grant) -> list[Image]:
        """Return the LR pictures of earlier frames that the network sees with a face."""
        return self._history.before(scene, grant.demand.track, _window(grant))

    def _compare_colour(self, frame: Frame, face: EnhancedFace) -> None:
        """Learn from a far face where the source's colours lie. A photograph does not tell, because it is no frame."""
        sizes = {e.id: face.square.side / e.side for e in face.references if e.side is not None}
        fit = [e for e in face.references if sizes.get(e.id, 1.0) <= LARGEST]
        if not fit or face.side < SMALLEST:
            return
        latest = max(fit, key=lambda e: e.time)  # most likely it was seen in the same light
        lr_side = face.lr.shape[0]
        far = crop(frame.image, Square(face.x + face.side / 2, face.y + face.side / 2, face.side), lr_side)
        near = cut(latest, room_steps(face.side, face.square.side), lr_side)
        self.colour.compare(far, near, lr_side / face.side, sizes[latest.id], frame.time)

    def _demand(self, track: Track, scene: Scene) -> Demand:
        side = self._window_side(track)
        x, y = round(track.square.x - side / 2), round(track.square.y - side / 2)
        references = min(self._references, len(scene.exemplars.get(track.id, [])))
        strength = self._strength(track, scene.frame.time)
        return Demand(track, x, y, side, references, strength, self._history.count(track))

    def _window_side(self, track: Track) -> int:
        """Return the side of a track's window: the smallest multiple of LR_STEP that holds the headshot and its room.

        A track keeps its side until the headshot no longer fits or the window is clearly too large. Otherwise the side
        would flip between two sizes.
        """
        needed = WINDOW_ROOM * track.square.side
        kept = self._side.get(track.id)
        if kept is None or needed > kept or needed < kept - 1.5 * LR_STEP:
            kept = max(SMALLEST_WINDOW, LR_STEP * int(np.ceil(needed / LR_STEP)))
            self._side[track.id] = kept
        return kept

    def _choose(self, scene: Scene, grant: Grant) -> list[Exemplar]:
        track = grant.demand.track
        bank, used = scene.exemplars.get(track.id, []), self._used.get(track.id, frozenset())
        chosen = select(bank, scene.frame.image, track.square, track.face, grant.references, used)
        self._used[track.id] = frozenset(e.id for e in chosen)
        return chosen

    def _encoded(self, grant: Grant, exemplars: list[Exemplar]) -> list[Feature]:
        """Return the features of the exemplars chosen for a face."""
        room = room_steps(grant.demand.side, grant.demand.track.square.side)
        return [self._feature(exemplar, grant.lr, room) for exemplar in exemplars]

    def _feature(self, exemplar: Exemplar, side: int, room: int) -> Feature:
        key = exemplar.id, side, room
        if key not in self._features:
            self._features[key] = self._engine.encode([cut(exemplar, room, side * self._engine.scale)])[0]
            self._known_to_engine.add(exemplar.id)
        self._features[key] = self._features.pop(key)  # moves to the end, because it is the latest one
        return self._features[key]

    def _drop_oldest(self) -> None:
        """Overwrite and drop the features that were used longest ago. Call it only while no features are in use."""
        while len(self._features) > KEPT_FEATURES:
            self._features.pop(next(iter(self._features))).fill(0)

    def _strength(self, track: Track, now: float) -> float:
        return of_enhancing(track.square.side, self._max_side, now - track.since)

    def wipe(self) -> None:
        """Overwrite and forget the features of every exemplar and all earlier frames. The engine does the same.

        Where the source's colours lie is kept. It tells nothing of a person.
        """
        for feature in self._features.values():
            feature.fill(0)
        self._features.clear()
        self._known_to_engine.clear()
        self.forget_frames()
        self._engine.forget()

    def forget_frames(self) -> None:
        """Overwrite and forget what is remembered of earlier frames."""
        self._history.wipe()

    def _forget(self, scene: Scene) -> None:
        self._history.keep(scene)
        alive = {t.id for t in scene.tracks}
        banked = {e.id for bank in scene.exemplars.values() for e in bank}
        self._used = {i: u for i, u in self._used.items() if i in alive}
        self._side = {i: s for i, s in self._side.items() if i in alive}
        gone = [key for key in self._features if key[0] not in banked]
        for key in gone:
            self._features.pop(key).fill(0)
        if self._known_to_engine - banked:
            self._engine.forget()
            self._known_to_engine &= banked


def room_steps(window: float, headshot: float) -> int:
    """Return how much room a window has around the headshot: the ratio of their sides (both in pixels), in ROOM_STEPs.

    The result is at most the room that exemplars are kept with.
    """
    return min(round(window / headshot / ROOM_STEP), int(EXEMPLAR_MARGIN / ROOM_STEP))


def cut(exemplar: Exemplar, room: int, side: int) -> Image:
    """Return an exemplar as the network sees it, side×side pixels. room: in ROOM_STEPs, as `room_steps` returns it."""
    kept = exemplar.image.shape[0]
    return crop(exemplar.image, Square(kept / 2, kept / 2, kept / EXEMPLAR_MARGIN * room * ROOM_STEP), side)


def _window(grant: Grant) -> Window:
    demand = grant.demand
    return Window(demand.x, demand.y, demand.side, grant.lr)


def _square(demand: Demand) -> Square:
    return Square(demand.x + demand.side / 2, demand.y + demand.side / 2, demand.side)
