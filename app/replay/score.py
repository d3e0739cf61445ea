"""One headshot under every condition: what it is restored to, and how close that comes to the truth."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

import numpy as np
from numpy.typing import NDArray

from app.exemplars import Exemplar, select
from app.exemplars.bank import MARGIN
from app.exemplars.quality import Pose, pose_of
from app.replay.degrade import degrade, enlarge
from app.replay.headshots import Headshot
from app.replay.plan import Plan
from app.replay.references import References
from hime_core.geometry import Image, Square, crop
from hime_core.metrics import psnr, ssim
from hime_core.runtime import Engine

T = TypeVar("T")
Features = NDArray[np.float32]  # C×h×w

PEOPLE = 8  # remembered at a time

Kind = Literal["recent", "blank", "none", "bicubic", "bank", "oracle"]


@dataclass(frozen=True, slots=True)
class Score:
    """A headshot restored with one kind of reference. age: seconds from the reference to it; turn: the distance of
    their poses; both are means where there are several."""

    frame: int
    time: float
    person: int
    kind: Kind
    interval: int | None
    psnr: float
    ssim: float
    age: float | None = None
    turn: float | None = None


@dataclass(frozen=True)
class Pictures:
    """What a headshot looked like: with the reference of the shortest interval, and with the bank's (maybe none)."""

    lr: Image
    bicubic: Image
    sr: Image
    reference: Image
    truth: Image
    banked_sr: Image
    banked: list[Image]
    weights: list[NDArray[np.float32]]  # CoFA's of the bank's references, h×w, in 0..1


@dataclass(frozen=True)
class Scored:
    """The scores of one headshot, and a way to its pictures (made when asked for)."""

    scores: list[Score]
    gain: float  # dB over bicubic, with the reference of the shortest interval
    pictures: Callable[[], Pictures]


@dataclass(frozen=True)
class _Reference:
    """What is kept of a headshot; not its bank, which would be kept with it."""

    frame: int
    time: float
    pose: Pose
    image: Image
    features: Features


class Scorer:
    """headshot -> its scores. Headshots come in order; each becomes a reference only after it was scored.

    All the network's work for one headshot depends on nothing but the call, so that the numbers are the same in
    whichever order and however many at a time calls are replayed.
    """

    def __init__(self, engine: Engine, plan: Plan):
        self._engine, self._plan = engine, plan
        self._people: dict[int, References[_Reference]] = {}
        self._banked: dict[str, Features] = {}  # by exemplar
        self._used: frozenset[str] = frozenset()
        self.seconds = 0.0  # spent in the network
        self.longest = 0  # most headshots of one person
        self._blank = self._encode(np.zeros((plan.hr, plan.hr, 3), np.uint8))

    def score(self, headshot: Headshot) -> Scored | None:
        """The scores; None for a person's first headshot, which nothing precedes, and for one that is passed over."""
        references = self._of(headshot.person)
        due = references.count > 0 and references.count % self._plan.every == 0
        scored = self._score(headshot, references) if due else None
        references.add(lambda: self._reference(headshot))
        self.longest = max(self.longest, references.count)
        return scored

    def _of(self, person: int) -> References[_Reference]:
        """The person's references; of those seen least lately they are let go of."""
        references = self._people.pop(person, None) or References[_Reference](self._plan.intervals)
        self._people[person] = references  # now the latest
        if len(self._people) > PEOPLE:
            del self._people[next(iter(self._people))]
        return references

    def _reference(self, headshot: Headshot) -> _Reference:
        image, pose = headshot.image, pose_of(headshot.face)
        return _Reference(headshot.frame, headshot.time, pose, image, self._encode(image))

    def _score(self, headshot: Headshot, references: References[_Reference]) -> Scored:
        plan, truth, pose = self._plan, headshot.image, pose_of(headshot.face)
        lr = degrade(truth, plan.lr, plan.degradation, headshot.frame)
        recent = references.recent
        latest = recent[plan.intervals[0]]
        candidates = {r.frame: r for r in [*recent.values(), *references.past]}
        exemplars = self._select(headshot, lr)

        bicubic = enlarge(lr, plan.scale)
        (none,), _ = self._enhance(lr, [[]])
        (blank, *rest), _ = self._enhance(lr, [[self._blank], *([r.features] for r in candidates.values())])
        alone = dict(zip(candidates, rest, strict=True))  # by the reference's frame
        (banked,), (weights,) = self._enhance(lr, [[self._banked_features(e) for e in exemplars]])
        best = candidates[max(alone, key=lambda frame: (psnr(alone[frame], truth), frame))]

        def row(
            kind: Kind, image: Image, shown: Sequence[_Reference | Exemplar] = (), interval: int | None = None
        ) -> Score:
            return Score(
                headshot.frame,
                headshot.time,
                headshot.person,
                kind,
                interval,
                psnr(image, truth),
                ssim(image, truth),
                float(np.mean([headshot.time - r.time for r in shown])) if shown else None,
                float(np.mean([pose.distance(r.pose) for r in shown])) if shown else None,
            )

        scores = [
            *(row("recent", alone[r.frame], [r], j) for j, r in sorted(recent.items())),
            row("blank", blank),
            row("none", none),
            row("bicubic", bicubic),
            row("bank", banked, exemplars),
            row("oracle", alone[best.frame], [best]),
        ]

        def pictures() -> Pictures:
            kept = [_headshot(e, plan.hr) for e in exemplars]
            return Pictures(lr, bicubic, alone[latest.frame], latest.image, truth, banked, kept, list(weights))

        return Scored(scores, psnr(alone[latest.frame], truth) - psnr(bicubic, truth), pictures)

    def _select(self, headshot: Headshot, lr: Image) -> list[Exemplar]:
        """The bank's exemplars as the app would choose them: of the far face it has no more than the LR picture."""
        side = self._plan.lr
        count = self._plan.settings.exemplars.references
        chosen = select(headshot.bank, lr, Square(side / 2, side / 2, side), headshot.face, count, self._used)
        self._used = frozenset(e.id for e in chosen)
        ids = {e.id for e in headshot.bank}
        self._banked = {i: f for i, f in self._banked.items() if i in ids}
        return chosen

    def _banked_features(self, exemplar: Exemplar) -> Features:
        if exemplar.id not in self._banked:
            self._banked[exemplar.id] = self._encode(_headshot(exemplar, self._plan.hr))
        return self._banked[exemplar.id]

    def _encode(self, image: Image) -> Features:
        return self._timed(lambda: self._engine.encode([image]))[0]

    def _enhance(self, lr: Image, sets: list[list[Features]]) -> tuple[list[Image], list[NDArray[np.float32]]]:
        """An LR headshot with each of several sets of references, all of one size."""
        stacks = [np.stack(s) if s else np.zeros((0, *self._blank.shape), np.float32) for s in sets]
        return self._timed(lambda: self._engine.enhance([lr] * len(sets), stacks))

    def _timed(self, work: Callable[[], T]) -> T:
        start = time.perf_counter()
        result = work()
        self.seconds += time.perf_counter() - start
        return result


def _headshot(exemplar: Exemplar, side: int) -> Image:
    """An exemplar without its margin."""
    kept = exemplar.image.shape[0]
    return crop(exemplar.image, Square(kept / 2, kept / 2, kept / MARGIN), side)
