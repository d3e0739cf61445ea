"""What is reported of scores: means, bands, bins, orders and the drawing."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from app.replay.bootstrap import mean_by_call
from app.replay.call import CallResult
from app.replay.curve import age_curve
from app.replay.degrade import degrade, enlarge
from app.replay.drawing import as_png, as_svg
from app.replay.page import as_html
from app.replay.plan import ReplayPlan
from app.replay.references import PAST
from app.replay.report import as_csv, as_json, as_text
from app.replay.scored import Kind, Score
from app.replay.speed import speed_of
from app.replay.summary import FEWEST_CALLS, summarise
from app.replay.words import text_of
from app.settings import Settings
from hime_core.geometry import Image
from hime_core.runtime import EngineInfo

PLAN = ReplayPlan((2, 8), 4, 16, "bicubic", None, 1, Settings())
LEVELS: dict[tuple[Kind, int | None], float] = {
    ("recent", 2): 30.0,
    ("recent", 8): 29.0,
    ("blank", None): 27.0,
    ("none", None): 27.5,
    ("bicubic", None): 25.0,
    ("bank", None): 31.0,
    ("oracle", None): 30.5,
}


def call(offset: float, frames: int = 10, longest: int = 20, **other: float) -> CallResult:
    """A call whose scores are LEVELS + offset. other: the scores of single kinds.

    References of interval j are j/10 s old.
    """
    scores = [
        Score(n, n / 10, 1, kind, j, other.get(f"{kind}{j or ''}", level + offset), 0.9, *((j / 10, 0.1) if j else ()))
        for n in range(frames)
        for (kind, j), level in LEVELS.items()
    ]
    return CallResult(frames, people=1, longest=longest, seconds=2.0, network_seconds=1.0, scores=scores)


def test_bands_are_over_calls() -> None:
    narrow = mean_by_call({c: [5.0, 5.0, 5.0] for c in "abc"})
    wide = mean_by_call({c: [v] * 50 for c, v in zip("abc", (4.0, 5.0, 6.0), strict=True)})
    assert narrow
    assert wide
    assert (narrow.value, narrow.low, narrow.high) == (5, 5, 5)
    assert wide.value == 5
    assert (wide.frames, wide.calls) == (150, 3)
    assert wide.low == pytest.approx(4, abs=0.4)  # frames of one call are alike: 150 of them say no more than three
    assert wide.high == pytest.approx(6, abs=0.4)


def test_bands_cover_the_mean_that_calls_are_drawn_from() -> None:
    rng = np.random.default_rng(1)
    hits = 0
    for _ in range(60):
        means = rng.normal(30, 2, 12)
        mean = mean_by_call({str(i): (m + rng.normal(0, 0.1, 20)).tolist() for i, m in enumerate(means)})
        assert mean
        assert mean.low is not None
        assert mean.high is not None
        hits += mean.low <= 30 <= mean.high
    assert 49 <= hits <= 60


def test_the_order_of_calls_does_not_matter() -> None:
    values = {c: np.random.default_rng(ord(c)).normal(30, 2, ord(c) % 7 + 1).tolist() for c in "abcdef"}
    assert mean_by_call(values) == mean_by_call(dict(reversed(values.items())))


def test_one_call_has_no_band() -> None:
    mean = mean_by_call({"a": [1.0, 3.0], "b": []})
    assert mean
    assert (mean.value, mean.low, mean.high, mean.calls) == (2, None, None, 1)
    assert mean_by_call({"a": []}) is None


def test_rows_and_orders() -> None:
    others = {f"c{n}": call(0) for n in range(FEWEST_CALLS - 2)}
    summary = summarise({"b": call(2), "a": call(0, recent8=36), "x": CallResult(7, skipped="no face"), **others}, PLAN)
    rows = {(r.kind, r.interval): r for r in summary.rows}
    assert list(rows) == list(LEVELS)
    assert rows["recent", 2].psnr.value == pytest.approx(30 + 2 / FEWEST_CALLS)
    assert rows["recent", 2].age == pytest.approx(0.2)
    assert rows["blank", None].age is None
    assert {r.psnr.frames for r in summary.rows} == {10 * FEWEST_CALLS}
    assert summary.skipped == {"x": CallResult(7, skipped="no face")}
    first, *rest = summary.orders
    assert (first.better, first.worse) == (("recent", 2), ("recent", 8))
    assert first.difference
    # The difference is -6 in a and 1 in every other call.
    assert first.difference.value == pytest.approx((FEWEST_CALLS - 1 - 6) / FEWEST_CALLS)
    assert first.holds is None
    assert first.against == ["a"]
    assert all(order.holds for order in rest)
    assert "oracle" not in {kind for order in summary.orders for kind, _ in (order.better, order.worse)}


def test_no_verdict_rests_on_few_calls() -> None:
    few, enough = (
        summarise({str(n): call(0.1 * n) for n in range(calls)}, PLAN) for calls in (FEWEST_CALLS - 1, FEWEST_CALLS)
    )
    assert {order.holds for order in few.orders} == {None}
    assert {order.holds for order in enough.orders} == {True}
    assert f"fewer than {FEWEST_CALLS} calls" in as_text(few, PLAN)
    assert "fewer than" not in as_text(enough, PLAN)


def test_a_comparison_leaves_out_calls_that_never_reach_its_interval() -> None:
    # In the short calls both references are the first headshot.
    same = {f"short {n}": call(0, longest=8, recent8=30.0) for n in range(5)}
    summary = summarise({**same, **{f"long {n}": call(0) for n in range(FEWEST_CALLS)}}, PLAN)
    orders = {(o.better, o.worse): o for o in summary.orders}
    recent, older = orders[("recent", 2), ("recent", 8)], orders[("recent", 8), ("blank", None)]
    assert recent.difference
    assert recent.difference.value == 1  # the short calls, where it would be 0, do not count
    assert {len(recent.calls), len(older.calls)} == {FEWEST_CALLS}
    assert f"in {FEWEST_CALLS} calls" in text_of(recent)
    assert len(orders[("bank", None), ("recent", 2)].calls) == 5 + FEWEST_CALLS
    alone = summarise(same, PLAN).orders[0]
    assert (alone.difference, alone.holds) == (None, None)
    assert "no call is long enough" in text_of(alone)


def test_headshots_without_a_bank_are_told() -> None:
    result = call(0)
    banked = [replace(s, age=0.5) if s.kind == "bank" and s.frame > 3 else s for s in result.scores]
    summary = summarise({"a": replace(result, scores=banked)}, PLAN)
    assert {r.kind: r.without for r in summary.rows} == {kind: 4 if kind == "bank" else 0 for kind, _ in LEVELS}
    assert "empty for 4 of 10 headshots" in " ".join(as_text(summary, PLAN).split())


def test_the_best_earlier_one_says_what_it_is_the_best_of() -> None:
    text = " ".join(as_text(summarise({"a": call(0)}, PLAN), PLAN).split())
    assert f"up to {PAST + 2 + Settings().exemplars.capacity} earlier headshots" in text
    assert "1 call," in text  # not "1 calls"


def test_calls_no_longer_than_an_interval_are_named() -> None:
    summary = summarise({"a": call(0, longest=8), "b": call(0, longest=9)}, PLAN)
    assert [r.too_short for r in summary.rows if r.kind == "recent"] == [[], ["a"]]
    assert "every 8 headshots *" in as_text(summary, PLAN)


def test_bins_are_set_against_the_same_headshots() -> None:
    summary = summarise({"a": call(0), "b": call(4)}, PLAN)
    assert [(b.start, b.end) for b in summary.ages] == [(0.125, 0.25), (0.5, 1.0)]
    young, old = summary.ages
    assert (young.at, old.at) == (pytest.approx(0.2), pytest.approx(0.8))
    assert (young.over_blank.value, old.over_blank.value) == (3, 2)
    # The calls differ by 4 dB, but the gain over bicubic is the same in both.
    assert (young.over_bicubic.low, young.over_bicubic.high) == (5, 5)
    assert [(b.start, b.end) for b in summary.turns] == [(0.1, 0.2)]
    assert summary.turns[0].psnr.frames == 40


def test_a_reference_of_two_intervals_counts_once_in_a_bin() -> None:
    result = call(0)
    same = [Score(s.frame, s.time, 1, s.kind, s.interval, s.psnr, s.ssim, s.age and 0.2, s.turn) for s in result.scores]
    summary = summarise({"a": CallResult(10, longest=20, scores=same)}, PLAN)
    assert [b.psnr.frames for b in summary.ages] == [10]


def test_report_has_the_contract_s_keys() -> None:
    results = {"a": call(0), "b": call(1)}
    summary = summarise(results, PLAN)
    report = as_json(summary, PLAN, EngineInfo("onnxruntime", "CPU", "test"), speed_of([results["a"]], 4.0))
    rows = report["rows"]
    assert isinstance(rows, list)
    assert [(r["reference"], r["interval"]) for r in rows] == list(LEVELS)
    for row in rows:
        assert {"interval", "reference", "psnr", "ssim", "lpips", "frames"} <= set(row)
        assert row["lpips"] is None
    speed = {"calls": 1, "frames": 10, "seconds": 4.0, "frames_per_second": 2.5, "network_share": 0.5}
    assert report["speed"] == speed  # the result of b was kept from an earlier run
    assert speed_of([], 0.1).frames_per_second is None
    assert len(as_csv(summary).splitlines()) == 1 + 2 * 10 * len(LEVELS)


def test_the_curve_falls_with_age_in_both_forms() -> None:
    summary = summarise({"a": call(0), "b": call(1)}, PLAN)
    drawing = age_curve(summary.ages)
    svg = as_svg(drawing)
    assert svg.count("<circle") == 2
    assert "href" not in svg
    image = cv2.imdecode(np.frombuffer(as_png(drawing), np.uint8), cv2.IMREAD_COLOR)
    assert image is not None
    ours = (np.abs(image.astype(int) - (180, 119, 31)) < 12).all(2)
    plot = ours[100:, 140:]  # below the title
    columns = np.flatnonzero(plot.any(0))
    left, right = (np.flatnonzero(plot[:, c]).mean() for c in (columns[5], columns[-5]))
    assert left < right  # higher up in the picture is better
    for shape in summary.ages[:1]:
        assert as_svg(age_curve([shape])).count("<circle") == 1  # a single bin can be drawn


def test_bicubic_degradation_and_its_answer(photo: Image) -> None:
    hr = np.ascontiguousarray(photo[60:188, 150:278])
    lr = degrade(hr, 32, "bicubic", seed=0)
    assert lr.shape == (32, 32, 3)
    assert np.abs(lr.astype(int) - cv2.resize(hr, (32, 32), interpolation=cv2.INTER_AREA)).mean() < 4
    back = enlarge(lr, 4)
    assert back.shape == hr.shape
    assert np.abs(back.astype(int) - hr).mean() < np.abs(np.roll(back, 4, 1).astype(int) - hr).mean()


def test_webcam_degradation_is_the_frame_s_own(photo: Image) -> None:
    hr = np.ascontiguousarray(photo[60:188, 150:278])
    first, again, next_frame = (degrade(hr, 32, "webcam", seed) for seed in (7, 7, 8))
    clean = degrade(hr, 32, "bicubic", seed=7)
    np.testing.assert_array_equal(first, again)
    assert 0.3 < np.abs(first.astype(int) - next_frame).mean() < 6
    assert 0.5 < np.abs(first.astype(int) - clean).mean() < 12


def test_a_file_that_could_not_be_opened_was_not_replayed() -> None:
    assert speed_of([call(0), CallResult(skipped="cannot be read as a video")], 4.0).calls == 1


def test_calls_with_damaged_frames_are_told_whether_they_have_scores_or_not() -> None:
    results = {"a": replace(call(0), damaged=1), "b": call(1), "c": CallResult(9, damaged=3, skipped="no face")}
    summary = summarise(results, PLAN)
    told = as_json(summary, PLAN, EngineInfo("onnxruntime", "CPU", "test"), speed_of([], 0.0))
    rows = [*told["calls"], *told["skipped"]]  # type: ignore[misc]
    assert {row["call"]: row["damaged"] for row in rows} == {"a": 1, "b": 0, "c": 3}
    assert "calls with damaged frames: 2\n  a: 1 damaged frame\n  c: 3 damaged frames\n" in as_text(summary, PLAN)
    assert "<li>a: 1 damaged frame</li>\n<li>c: 3 damaged frames</li>" in as_html(summary, PLAN)
    whole = summarise({"b": call(1)}, PLAN)
    assert "damaged frame" not in as_text(whole, PLAN) + as_html(whole, PLAN)
