"""Several frames of a face: which of them the network sees, and what is reported of it."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.replay.call import CallResult, load_engine
from app.replay.degrade import degrade
from app.replay.follow import FRAMES, NEEDED, Follower, Small
from app.replay.headshots import Headshot
from app.replay.page import as_html
from app.replay.plan import ReplayPlan
from app.replay.report import as_json, as_text
from app.replay.score import Scorer
from app.replay.scored import FramesScore, Score
from app.replay.speed import speed_of
from app.replay.store import read_result, write_result
from app.replay.summary import conditions, summarise
from app.settings import Settings
from hime_core.geometry import Image, KeyPoints
from hime_core.runtime import Engine, EngineInfo
from tests.app.remembering import Remembering

PLAN = ReplayPlan((1, 2), 4, 16, "webcam", None, 1, Settings())


def shots(photo: Image, face: KeyPoints, frames: list[int], person: int = 1) -> list[Headshot]:
    """A face that keeps still. The second person's is a negative."""
    image = photo[100:164, 100:164] if person == 1 else 255 - photo[100:164, 100:164]
    return [Headshot(frame, frame / 30, person, image, face, []) for frame in frames]


def scored(scorer: Scorer, headshots: list[Headshot]) -> dict[int, list[FramesScore]]:
    """By frame, what was scored with several frames."""
    found = [scorer.score(headshot) for headshot in headshots]
    return {one.by_frames[0].frame: one.by_frames for one in found if one and one.by_frames}


def test_only_frames_that_follow_each_other_are_seen(photo: Image, face: KeyPoints, engine: Engine) -> None:
    remembering = Remembering(engine)
    scorer = Scorer(remembering, replace(PLAN, every=4))
    alone = [NEEDED, NEEDED + 1]
    both = sorted(
        [*shots(photo, face, [*range(13), *range(14, 24)]), *shots(photo, face, alone, 2)], key=lambda h: h.frame
    )
    found = scored(scorer, both)
    assert found and set(found) <= {
        *range(NEEDED, 13),
        *range(14 + NEEDED, 24),
    }  # never after too few frames without a gap
    assert all([s.frames for s in rows] == list(FRAMES) for rows in found.values())
    counts = [len(past) for asked in remembering.asked for past in asked]
    assert sorted(counts) == sorted([n - 1 for n in FRAMES if n > 1] * 2 * len(found))
    seen = [[picture.mean() for picture in past] for asked in remembering.asked for past in asked]
    assert all(max(means) - min(means) < 5 for means in seen)  # nobody's past has a picture of the other person


def test_the_mean_of_noisy_frames_is_nearer_to_the_truth_and_flickers_less(photo: Image, engine: Engine) -> None:
    follower, truth = Follower(Remembering(engine)), photo[100:164, 100:164]
    smalls = [Small(n, truth, degrade(truth, 16, "webcam", n), []) for n in range(NEEDED + 1)]
    for small in smalls[:-1]:
        assert not follower.score(small)
        follower.add(small)
    rows = follower.score(smalls[-1])
    assert rows[-1].psnr > rows[0].psnr
    assert [s.flicker for s in rows] == sorted((s.flicker for s in rows), reverse=True)
    assert rows[0].flicker > 2 * rows[-1].flicker > 0  # the truth keeps still
    assert all(s.milliseconds > 0 for s in rows)


def test_a_network_that_does_not_remember_is_not_measured_with_several_frames(photo: Image, face: KeyPoints) -> None:
    engine = load_engine("hime_small_x4_webcam")
    assert not engine.remembers
    assert not scored(Scorer(engine, replace(PLAN, every=9)), shots(photo, face, list(range(NEEDED + 6))))


def call(psnr: float) -> CallResult:
    scores = [
        Score(n, n / 30, 1, kind, j, psnr, 0.9, *((0.1, 0.1) if j else ()))
        for n in (8, 9)
        for kind, j in conditions((1, 2))
    ]
    by_frames = [FramesScore(n, k, psnr + k, 1 / k, 10.0 + k + 20 * (n == 9)) for n in (8, 9) for k in FRAMES]
    return CallResult(10, people=1, longest=10, seconds=1.0, network_seconds=0.5, scores=scores, by_frames=by_frames)


def test_the_reports_have_a_row_for_each_number_of_frames(tmp_path: Path) -> None:
    results = {"a": call(30.0), "b": call(32.0)}
    write_result(tmp_path / "a.json", results["a"])
    assert read_result(tmp_path / "a.json") == results["a"]
    summary = summarise(results, PLAN)
    info, speed = EngineInfo("onnxruntime", "CPUExecutionProvider", "test"), speed_of([], 0.0)
    told = as_json(summary, PLAN, info, speed)["frames"]
    assert told == [
        {"frames": k, "psnr": 31.0 + k, "flicker": pytest.approx(1 / k), "milliseconds": 20.0 + k} for k in FRAMES
    ]
    text, page = as_text(summary, PLAN), as_html(summary, PLAN)
    line = next(line for line in text.splitlines() if line.split()[:2] == ["8", "39.00"])
    assert line.split() == ["8", "39.00", "+7.00", "(+7.00..+7.00)", "+0.12", "28.0"]
    assert all(f"<td>{cell}</td>" in page for cell in line.split())
    assert "4 headshots of 2 calls that follow 8 others" in " ".join(text.split())

    without = summarise({name: replace(result, by_frames=[]) for name, result in results.items()}, PLAN)
    assert "frames" not in as_json(without, PLAN, info, speed)
    assert "licker" not in as_text(without, PLAN) and "licker" not in as_html(without, PLAN)
