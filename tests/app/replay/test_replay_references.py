"""Only earlier headshots may be references: never the headshot itself, and never a later one."""

import itertools
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from app.capture.frame import Frame
from app.capture.sources import VideoFile
from app.exemplars import Exemplar
from app.exemplars.bank import make_exemplar
from app.people.look import Look
from app.replay import score
from app.replay.headshots import Headshot, Headshots
from app.replay.plan import ReplayPlan
from app.replay.references import PAST, References
from app.replay.score import PEOPLE_KEPT, Scorer
from app.replay.scored import Score
from app.settings import EnhanceSettings, ExemplarSettings, Settings
from hime_core.detector import FaceDetector
from hime_core.geometry import Image, KeyPoints, Square
from hime_core.recogniser import load_recogniser
from hime_core.runtime import Engine
from tests.app.replay.replay_calls import FRAMES, HEIGHT, WIDTH, near, write_call
from tests.conftest import wall

LR = 16
INTERVALS = (1, 3, 7)


def plan(intervals: tuple[int, ...] = INTERVALS, every: int = 1) -> ReplayPlan:
    return ReplayPlan(intervals, 4, LR, "bicubic", None, every, Settings())


class Watched:
    """The real engine, which notes the references of every picture that it enhances."""

    def __init__(self, engine: Engine):
        self._engine, self.scale, self.info = engine, engine.scale, engine.info
        self.remembers = engine.remembers
        self._encoded: dict[bytes, Image] = {}
        self.shown: list[list[list[Image]]] = []  # by call of `enhance`, by picture: its references

    def encode(self, exemplars: list[Image]) -> NDArray[np.float32]:
        features = self._engine.encode(exemplars)
        self._encoded |= {f.tobytes(): image for f, image in zip(features, exemplars, strict=True)}
        return features

    def enhance(
        self, lr: list[Image], references: list[NDArray[np.float32]]
    ) -> tuple[list[Image], list[NDArray[np.float32]]]:
        self.shown.append([[self._encoded[f.tobytes()] for f in r] for r in references])
        return self._engine.enhance(lr, references)

    def macs(self, side: int, references: int, cached: bool = True) -> int:
        return self._engine.macs(side, references, cached)


def numbered(photo: Image, frame: int, time: float, face: KeyPoints, person: int = 1) -> Headshot:
    """A headshot whose first pixel says which frame it is from."""
    image = np.roll(photo[100:164, 100:164], frame, axis=1).copy()
    image[0, 0] = frame % 256, frame // 256, person
    return Headshot(frame, time, person, image, face, [])


def number(image: Image) -> int:
    return int(image[0, 0, 0]) + 256 * int(image[0, 0, 1])


@pytest.mark.parametrize("every", [1, 4])
def test_references_are_earlier_headshots(photo: Image, face: KeyPoints, engine: Engine, every: int) -> None:
    watched = Watched(engine)
    scorer = Scorer(watched, plan(every=every))
    rng = np.random.default_rng(0)
    frames = np.cumsum(rng.choice([1, 1, 1, 2, 9], 30))  # in the gaps the face was away
    times = np.cumsum(rng.uniform(0.01, 0.2, 400))[frames]  # no two frames last equally long
    drawn = []
    for n, (frame, time) in enumerate(zip(frames.tolist(), times.tolist(), strict=True)):
        watched.shown = []
        scored = scorer.score(numbered(photo, frame, time, face))
        if scored is None:
            continue
        drawn.append(n)
        used = {number(image) for call in watched.shown for references in call for image in references if image.any()}
        assert used
        assert max(used) < frame
        assert used <= set(frames[:n].tolist())
        recent = {s.interval: s for s in scored.scores if s.kind == "recent"}
        for j in INTERVALS:
            last = (n - 1) // j * j  # the last of every j-th headshot
            assert recent[j].age == pytest.approx(time - times[last])
    whole = 29 // every  # the first headshot is in no block
    assert [(n - 1) // every for n in drawn][:whole] == list(range(whole))  # one headshot is drawn from each block


def test_drawn_headshots_do_not_fall_into_step_with_the_references(
    photo: Image, face: KeyPoints, engine: Engine
) -> None:
    ages = {every: ages_of_recent(Scorer(engine, plan((4,), every)), photo, face) for every in (1, 4)}
    assert set(ages[1]) == {1, 2, 3, 4}
    assert set(ages[4]) == {1, 2, 3, 4}


def ages_of_recent(scorer: Scorer, photo: Image, face: KeyPoints) -> list[int]:
    """The ages of the references that were taken, in headshots."""
    scored = [scorer.score(numbered(photo, n, float(n), face)) for n in range(64)]
    return [round(s.age) for one in scored if one for s in one.scores if s.kind == "recent" and s.age]


def test_the_best_earlier_one_is_sought_in_the_bank_too(photo: Image, face: KeyPoints, engine: Engine) -> None:
    scorer = Scorer(engine, plan())
    for n in range(3):
        scorer.score(numbered(photo, n, n / 10, face))
    shot = numbered(photo, 30, 3.0, face)
    apart, itself = (make_exemplar(image, Square(48, 48, 64), face, 0.77) for image in (np.zeros_like(photo), photo))
    same = replace(itself, image=cv2.copyMakeBorder(shot.image, 16, 16, 16, 16, cv2.BORDER_REFLECT))
    scored = scorer.score(replace(shot, bank=[apart, same]))
    assert scored
    of = {(s.kind, s.interval): s for s in scored.scores}
    assert of["oracle", None].age == pytest.approx(3.0 - 0.77)
    assert of["oracle", None].psnr > max(of["recent", j].psnr for j in INTERVALS)


def test_what_was_used_before_is_a_person_s_own(
    photo: Image, face: KeyPoints, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    used: dict[int, list[frozenset[str]]] = {1: [], 2: []}
    really = score.select

    def watched(
        bank: list[Exemplar], image: Image, square: Square, face: KeyPoints, count: int, before: frozenset[str]
    ):
        used[1 if bank == banks[1] else 2].append(before)
        return really(bank, image, square, face, count, before)

    monkeypatch.setattr(score, "select", watched)
    banks = {p: [make_exemplar(photo, Square(200 + p, 120, 90), face, 0.0)] for p in (1, 2)}
    scorer = Scorer(engine, plan(every=50))  # headshots that are not drawn count, too
    for n in range(4):
        person = 1 + n % 2
        scorer.score(replace(numbered(photo, n, n / 10, face, person), bank=banks[person]))
    assert used == {p: [frozenset(), frozenset({banks[p][0].id})] for p in (1, 2)}


def test_people_do_not_share_references(photo: Image, face: KeyPoints, engine: Engine) -> None:
    watched = Watched(engine)
    scorer = Scorer(watched, plan())
    for n in range(12):
        watched.shown = []
        scorer.score(numbered(photo, n, n / 10, face, person=1 + n % 2))
        shown = [image for call in watched.shown for references in call for image in references if image.any()]
        assert {int(image[0, 0, 2]) for image in shown} <= {1 + n % 2}


def test_somebody_of_long_ago_starts_anew(photo: Image, face: KeyPoints, engine: Engine) -> None:
    scorer = Scorer(engine, plan())
    for n in range(PEOPLE_KEPT + 1):
        scorer.score(numbered(photo, n, float(n), face, person=n))
    assert scorer.score(numbered(photo, PEOPLE_KEPT + 1, PEOPLE_KEPT + 1.0, face, person=PEOPLE_KEPT)) is not None
    assert scorer.score(numbered(photo, PEOPLE_KEPT + 2, PEOPLE_KEPT + 2.0, face, person=0)) is None


def test_the_past_is_bounded_and_spread_evenly() -> None:
    references = References[int]((30,))
    for n in range(5000):
        references.add(lambda n=n: n)
        assert len(references.past) <= PAST
    past = references.past
    assert past[0] == 0
    assert len(set(np.diff(past))) == 1
    assert past[-1] > 4000
    assert len(past) >= PAST // 2


def test_a_headshot_that_is_not_kept_is_not_made() -> None:
    references = References[int]((4,))
    made: list[int] = []
    for n in range(9):
        references.add(lambda n=n: made.append(n) or n)
    assert made == [0, 4, 8]


def headshots_of(call: Path, detector: FaceDetector, interval: float) -> list[Headshot]:
    settings = Settings(exemplars=ExemplarSettings(interval=interval, capacity=4))
    found = Headshots(Look(detector, load_recogniser(), settings), 64, None)
    return [h for frame in VideoFile(call) if (h := found.of(frame))]


def test_the_bank_is_as_it_was_before_the_frame(
    tmp_path: Path, photo: Image, square: Square, detector: FaceDetector
) -> None:
    call = write_call(tmp_path / "call.mp4", near(photo, square))
    shots = headshots_of(call, detector, interval=0.0)
    assert len(shots) == FRAMES - 2  # a face is a headshot from its third detection on
    assert [len(h.bank) for h in shots[:6]] == [0, 1, 2, 3, 4, 4]
    for before, after in itertools.pairwise(shots):
        times = [e.time for e in after.bank]
        assert max(times) == before.time  # the bank has the frame before, but not this one


def scores_of(call: list[Image], detector: FaceDetector, engine: Engine) -> list[Score]:
    found, scorer = Headshots(Look(detector, load_recogniser(), Settings()), 4 * LR, None), Scorer(engine, plan())
    scores: list[Score] = []
    for i, picture in enumerate(call):
        headshot = found.of(Frame(picture, i / 10, i))
        scored = scorer.score(headshot) if headshot else None
        scores += scored.scores if scored else []
    return scores


def test_the_future_does_not_matter(photo: Image, square: Square, detector: FaceDetector, engine: Engine) -> None:
    call = near(photo, square, 14)
    other = [*call[:9], *(picture[:, ::-1].copy() for picture in call[9:])]
    ours, theirs = (scores_of(pictures, detector, engine) for pictures in (call, other))
    assert [s for s in ours if s.frame < 9] == [s for s in theirs if s.frame < 9]
    assert {s.frame for s in ours} == set(range(3, 14))
    assert all(s.age is None or s.age > 0.05 for s in ours)


def test_who_returns_has_their_number_again(photo: Image, square: Square, detector: FaceDetector) -> None:
    away = [wall(HEIGHT, WIDTH)] * 12  # longer than a track outlives its last detection
    # The face is small, or its coming and going would look like a cut.
    once, again, at_last = (near(photo, square, frames, side=80) for frames in (12, 16, 16))
    call = [*once, *away, *again, *away, *at_last]
    settings = Settings(exemplars=ExemplarSettings(min_side=64), enhance=EnhanceSettings(max_side=60))
    headshots = Headshots(Look(detector, load_recogniser(), settings), 64, None)
    shots = [h for i, picture in enumerate(call) if (h := headshots.of(Frame(picture, i / 10, i)))]
    counts = headshots.counts
    assert counts.people == 1
    assert {h.person for h in shots} == {1}
    assert shots[-1].frame == len(call) - 1
    assert counts.undecided < 6  # they are known again within a few frames
    assert counts.no_face + counts.undecided + len(shots) == len(call)
    assert all(h.bank for h in shots[1:])  # whoever is scored has their bank


def test_a_call_with_several_faces(photo: Image, square: Square, detector: FaceDetector) -> None:
    pairs = zip(near(photo, square, 12, side=110), near(photo, square, 12), strict=True)
    frames = [Frame(np.hstack(pair), i / 10, i) for i, pair in enumerate(pairs)]

    def chosen(person: int | None) -> list[Headshot]:
        headshots = Headshots(Look(detector, load_recogniser(), Settings()), 64, person)
        return [h for frame in frames if (h := headshots.of(frame))]

    assert chosen(None)[-1].face.eye_left[0] > WIDTH  # the larger one sits on the right
    one, other = chosen(1), chosen(2)
    assert [{h.person for h in shots} for shots in (one, other)] == [{1}, {2}]
    sides = [{h.face.eye_left[0] > WIDTH for h in shots} for shots in (one, other)]
    assert sorted(sides, key=str) == [{False}, {True}]
    assert chosen(3) == []
