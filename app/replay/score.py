"""Restores one headshot with every kind of reference, and measures how close each result is to the truth."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from app.exemplars import Exemplar, select
from app.exemplars.bank import EXEMPLAR_MARGIN
from app.exemplars.quality import Pose, pose_of
from app.replay.call_camera import CallCamera
from app.replay.degrade import degrade, enlarge
from app.replay.follow import Follower, Small
from app.replay.headshots import Headshot
from app.replay.plan import ReplayPlan
from app.replay.references import References
from app.replay.scored import Kind, Pictures, Score, Scored
from hime_core.geometry import Image, Square, crop
from hime_core.metrics import psnr, ssim
from hime_core.runtime import Engine

T = TypeVar("T")
# The network's features of one reference picture, C×h×w.
Features = NDArray[np.float32]

# The references of at most this many people are kept. The person who was seen longest ago is dropped first.
PEOPLE_KEPT = 8


@dataclass(frozen=True)
class _Reference:
    """What is kept of a headshot that is a reference. Its bank is not kept, because it would need too much memory."""

    frame: int
    time: float
    pose: Pose
    image: Image
    features: Features


@dataclass
class _Person:
    """What is kept of a person."""

    references: References[_Reference]
    follower: Follower
    banked: dict[str, Features] = field(default_factory=dict)  # by the id of an exemplar in the bank: its features
    used: frozenset[str] = frozenset()  # the ids of the exemplars that were chosen for the person's previous headshot


class Scorer:
    """Scores headshots. Headshots come in order, and a headshot becomes a reference only after it was scored.

    The scores of a headshot depend only on its call. The order of calls, and how many are replayed at a time, change
    nothing.
    """

    def __init__(self, engine: Engine, plan: ReplayPlan, call: int = 0):
        """call: the call's number, which decides the camera of the degradation `camera`."""
        self._engine, self._plan, self._camera = engine, plan, CallCamera(call)
        self._people: dict[int, _Person] = {}
        self.seconds = 0.0  # how long the network ran
        self.longest = 0  # how many headshots the person with the most headshots has
        self._blank = self._encode(np.zeros((plan.hr, plan.hr, 3), np.uint8))

    def score(self, headshot: Headshot) -> Scored | None:
        """Score a headshot. Returns None if it is the person's first one, or if it is not drawn (see `_is_drawn`)."""
        person = self._person(headshot.person)
        lr = self._far(headshot)
        chosen = self._select(headshot, lr, person)
        before = person.references.count
        due = before > 0 and _is_drawn(headshot.person, before - 1, self._plan.every)
        scored = self._score(headshot, lr, chosen, person) if due else None
        if self._engine.remembers:
            person.follower.add(self._small(headshot, lr, chosen, person))
        person.references.add(lambda: self._reference(headshot))
        self.longest = max(self.longest, person.references.count)
        return scored

    def _person(self, number: int) -> _Person:
        """Return the person with this number. A new person is made if there is none yet."""
        person = self._people.pop(number, None) or _Person(References(self._plan.intervals), Follower(self._engine))
        self._people[number] = person  # moves the person to the end, as the one seen last
        if len(self._people) > PEOPLE_KEPT:
            del self._people[next(iter(self._people))]
        return person

    def _far(self, headshot: Headshot) -> Image:
        """Make the LR headshot of a headshot."""
        match self._plan.degradation:
            case "camera":
                return self._camera.far(headshot.image, self._plan.lr, headshot.time)
            case how:
                return degrade(headshot.image, self._plan.lr, how, headshot.frame)

    def _near(self, image: Image, time: float) -> Image:
        """Make the reference of an HR headshot. Only the degradation `camera` changes it. time: seconds of the call."""
        return self._camera.near(image, time) if self._plan.degradation == "camera" else image

    def _reference(self, headshot: Headshot) -> _Reference:
        image, pose = self._near(headshot.image, headshot.time), pose_of(headshot.face)
        return _Reference(headshot.frame, headshot.time, pose, image, self._encode(image))

    def _score(self, headshot: Headshot, lr: Image, exemplars: list[Exemplar], person: _Person) -> Scored:
        plan, truth, pose = self._plan, headshot.image, pose_of(headshot.face)
        recent = person.references.recent
        latest = recent[plan.intervals[0]]
        past = {r.frame: r for r in [*recent.values(), *person.references.past]}
        features = [self._banked(e, person) for e in headshot.bank]

        bicubic = enlarge(lr, plan.scale)
        (none,), _ = self._enhance(lr, [[]])
        (blank, *rest), _ = self._enhance(lr, [[self._blank], *([r.features] for r in past.values())])
        alone = dict(zip(past, rest, strict=True))  # by the reference's frame
        singly = self._enhance(lr, [[f] for f in features])[0] if features else []
        (banked,), (weights,) = self._enhance(lr, [[self._banked(e, person) for e in exemplars]])
        earlier: list[tuple[_Reference | Exemplar, Image]]
        earlier = [*zip(past.values(), rest, strict=True), *zip(headshot.bank, singly, strict=True)]
        best, restored = max(earlier, key=lambda pair: psnr(pair[1], truth))

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
            row("oracle", restored, [best]),
        ]

        def pictures() -> Pictures:
            kept = [self._kept(e) for e in exemplars]
            return Pictures(lr, bicubic, alone[latest.frame], latest.image, truth, banked, kept, list(weights))

        gain = psnr(alone[latest.frame], truth) - psnr(bicubic, truth)
        small = self._small(headshot, lr, exemplars, person)
        by_frames = self._timed(lambda: person.follower.score(small)) if self._engine.remembers else []
        return Scored(scores, gain, pictures, by_frames)

    def _small(self, headshot: Headshot, lr: Image, exemplars: list[Exemplar], person: _Person) -> Small:
        return Small(headshot.frame, headshot.image, lr, [self._banked(e, person) for e in exemplars])

    def _select(self, headshot: Headshot, lr: Image, person: _Person) -> list[Exemplar]:
        """Choose exemplars from the bank as the app would, by the LR picture and the face's key points.

        The key points come from the large headshot. The key points of a real far face would be a little less steady.
        """
        side = self._plan.lr
        count = self._plan.settings.exemplars.references
        chosen = select(headshot.bank, lr, Square(side / 2, side / 2, side), headshot.face, count, person.used)
        person.used = frozenset(e.id for e in chosen)
        ids = {e.id for e in headshot.bank}
        person.banked = {i: f for i, f in person.banked.items() if i in ids}
        return chosen

    def _banked(self, exemplar: Exemplar, person: _Person) -> Features:
        if exemplar.id not in person.banked:
            person.banked[exemplar.id] = self._encode(self._kept(exemplar))
        return person.banked[exemplar.id]

    def _kept(self, exemplar: Exemplar) -> Image:
        """Return the reference that an exemplar is, hr×hr×3."""
        return self._near(_headshot(exemplar, self._plan.hr), exemplar.time)

    def _encode(self, image: Image) -> Features:
        return self._timed(lambda: self._engine.encode([image]))[0]

    def _enhance(self, lr: Image, sets: list[list[Features]]) -> tuple[list[Image], list[NDArray[np.float32]]]:
        """Restore an LR headshot once with each set of references. All sets have the same number of references."""
        return self._timed(lambda: self._engine.enhance([lr] * len(sets), sets))

    def _timed(self, work: Callable[[], T]) -> T:
        start = time.perf_counter()
        result = work()
        self.seconds += time.perf_counter() - start
        return result


def _is_drawn(person: int, number: int, every: int) -> bool:
    """Return whether a headshot is scored. Of each `every` headshots of a person in a row, one is drawn at random.

    They are drawn, not taken at equal steps, because references are taken at equal steps too. If the two steps matched,
    all references would have the same age. number: how many headshots of the person came before this one, minus
    one.
    """
    block, place = divmod(number, every)
    return bool(place == np.random.default_rng((person, block)).integers(every))


def _headshot(exemplar: Exemplar, side: int) -> Image:
    """Return an exemplar's picture without its margin, resized to side×side×3."""
    kept = exemplar.image.shape[0]
    return crop(exemplar.image, Square(kept / 2, kept / 2, kept / EXEMPLAR_MARGIN), side)
