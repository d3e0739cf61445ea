"""Summarises the scores of many calls by kind of reference, by its age, and by the turn of the head."""

import itertools
import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from app.replay.bootstrap import Mean, mean_by_call
from app.replay.call import CallResult
from app.replay.follow import FRAMES
from app.replay.plan import ReplayPlan
from app.replay.scored import FramesScore, Kind, Score

# Bins of turns end at these distances between poses (`Pose.distance`). A small turn of the head is about 0.1.
TURNS = (0.05, 0.1, 0.2, 0.4)
# A comparison says which reference is better only if at least this many calls can be compared.
FEWEST_CALLS = 5
# Each bin is compared with these two kinds of reference.
BASES: tuple[Kind, Kind] = ("blank", "bicubic")

# A condition is a kind of reference and its interval in headshots, which is None unless the kind is "recent".
Condition = tuple[Kind, int | None]
# The scores of each call, by the call's name.
Scores = dict[str, list[Score]]


@dataclass(frozen=True)
class ReferenceRow:
    """A row of the table: one kind of reference over all frames."""

    kind: Kind
    interval: int | None  # in headshots; only "recent" has an interval
    psnr: Mean  # dB
    ssim: Mean
    age: float | None  # the mean age of the reference in seconds; None if there is no age
    without: int  # headshots whose bank was empty; 0 for other kinds than "bank"
    # The names of the calls that have no more headshots than the interval. Their first headshot stays the reference to
    # the end of the call, and does not become as old as the interval would let it.
    too_short: list[str]


@dataclass(frozen=True)
class Bin:
    """The headshots whose single reference has an age (seconds) or turn (`Pose.distance`) in a range."""

    start: float  # the range begins here
    end: float | None  # the range ends before this; None if it has no end
    at: float  # the mean age or turn
    psnr: Mean
    ssim: Mean
    over_blank: Mean  # dB over the same headshots with a blank reference
    over_bicubic: Mean  # dB over the same headshots by bicubic


@dataclass(frozen=True)
class Order:
    """Whether one reference is better than another, compared frame by frame.

    Calls that have no more headshots than an interval are left out, because their two references would often be the
    same.
    """

    better: Condition  # the reference that is expected to be better
    worse: Condition  # the reference that is expected to be worse
    difference: Mean | None  # dB; None if no call is left
    calls: dict[str, float]  # by call: the mean difference, in dB

    @property
    def against(self) -> list[str]:
        """The names of the calls in which the reference expected to be better is not better."""
        return [call for call, value in self.calls.items() if value <= 0]

    @property
    def holds(self) -> bool | None:
        """Whether the expectation is right. None if the band includes zero or if there are too few calls."""
        d = self.difference
        if d is None or d.calls < FEWEST_CALLS or d.low is None or d.high is None or d.low <= 0 <= d.high:
            return None
        return d.low > 0


@dataclass(frozen=True)
class FramesRow:
    """What a number of frames gives, with the bank's exemplars."""

    frames: int  # how many frames the network saw, the headshot's own among them
    psnr: Mean  # dB
    gain: Mean  # dB over one frame
    flicker: Mean  # in levels, see `FramesScore`
    milliseconds: float  # the median


@dataclass(frozen=True)
class Summary:
    """Everything that a replay found."""

    rows: list[ReferenceRow]
    ages: list[Bin]
    turns: list[Bin]
    orders: list[Order]
    frames: list[FramesRow]  # empty if the network makes no use of earlier frames
    calls: dict[str, CallResult]  # by name, sorted: the results with scores
    skipped: dict[str, CallResult]  # by name, sorted: the results without scores


def summarise(results: dict[str, CallResult], plan: ReplayPlan) -> Summary:
    """Summarise results. results: by the name of the call; at least one result has scores."""
    ordered = {name: results[name] for name in sorted(results)}
    calls = {name: r for name, r in ordered.items() if r.skipped is None}
    scores = {name: r.scores for name, r in calls.items()}
    by_condition = {c: _with_condition(scores, c) for c in conditions(plan.intervals)}
    return Summary(
        [_row(c, by_condition[c], calls) for c in by_condition],
        _bins(by_condition, lambda s: s.age, _octaves),
        _bins(by_condition, lambda s: s.turn, lambda _: [0.0, *TURNS, math.inf]),
        [_order(a, b, by_condition, calls) for a, b in comparisons(plan.intervals)],
        _frames_rows(calls),
        calls,
        {name: r for name, r in ordered.items() if r.skipped is not None},
    )


def conditions(intervals: tuple[int, ...]) -> list[Condition]:
    """Return every kind of reference, in the order of the table."""
    kinds: tuple[Kind, ...] = ("blank", "none", "bicubic", "bank", "oracle")
    return [*(("recent", j) for j in intervals), *((kind, None) for kind in kinds)]


def comparisons(intervals: tuple[int, ...]) -> list[tuple[Condition, Condition]]:
    """Return pairs of conditions to compare. The first of each pair is expected to be better.

    The expected order is: a recent reference, an older reference, a blank reference, bicubic. Besides, the most recent
    reference is expected to be better than no reference, and the bank to be better than the most recent reference.
    """
    recent: list[Condition] = [("recent", j) for j in intervals]
    chain: list[Condition] = [*recent, ("blank", None), ("bicubic", None)]
    return [
        *itertools.pairwise(chain),
        (recent[0], ("none", None)),
        (("bank", None), recent[0]),
    ]


def _with_condition(scores: Scores, condition: Condition) -> Scores:
    return {call: [s for s in rows if (s.kind, s.interval) == condition] for call, rows in scores.items()}


def _mean(scores: Scores, value: Callable[[Score], float]) -> Mean:
    mean = mean_by_call({call: [value(s) for s in rows] for call, rows in scores.items()})
    assert mean is not None
    return mean


def _row(condition: Condition, scores: Scores, calls: dict[str, CallResult]) -> ReferenceRow:
    kind, interval = condition
    ages = [s.age for rows in scores.values() for s in rows if s.age is not None]
    short = [name for name, r in calls.items() if interval is not None and r.longest <= interval]
    age = float(np.mean(ages)) if ages else None
    without = sum(s.age is None for rows in scores.values() for s in rows) if kind == "bank" else 0
    return ReferenceRow(kind, interval, _mean(scores, _psnr), _mean(scores, _ssim), age, without, short)


def _frames_rows(calls: dict[str, CallResult]) -> list[FramesRow]:
    if not any(r.by_frames for r in calls.values()):
        return []

    def row(frames: int) -> FramesRow:
        scores = {name: [s for s in r.by_frames if s.frames == frames] for name, r in calls.items()}
        single = {(name, s.frame): s.psnr for name, r in calls.items() for s in r.by_frames if s.frames == 1}

        def mean(value: Callable[[str, FramesScore], float]) -> Mean:
            found = mean_by_call({name: [value(name, s) for s in some] for name, some in scores.items()})
            assert found is not None
            return found

        return FramesRow(
            frames,
            mean(lambda _, s: s.psnr),
            mean(lambda name, s: s.psnr - single[name, s.frame]),
            mean(lambda _, s: s.flicker),
            float(np.median([s.milliseconds for some in scores.values() for s in some])),
        )

    return [row(frames) for frames in FRAMES]


def _order(better: Condition, worse: Condition, scores: dict[Condition, Scores], calls: dict[str, CallResult]) -> Order:
    longest = max(better[1] or 0, worse[1] or 0)
    pairs = {
        call: [a.psnr - b.psnr for a, b in zip(rows, scores[worse][call], strict=True)]
        for call, rows in scores[better].items()
        if calls[call].longest > longest
    }
    means = {call: float(np.mean(values)) for call, values in pairs.items()}
    return Order(better, worse, mean_by_call(pairs), means)


def _bins(
    scores: dict[Condition, Scores],
    place: Callable[[Score], float | None],
    edges: Callable[[list[float]], list[float]],
) -> list[Bin]:
    """Sort the headshots that had one earlier headshot as reference into bins.

    place: returns the age or turn by which a headshot is sorted, or None to leave the headshot out. edges: returns the
    edges of the bins, given the ages or turns of all headshots. A reference of several intervals counts once.
    """
    single: Scores = {}
    for (kind, _), by_call in scores.items():
        for call, rows in by_call.items() if kind == "recent" else ():
            single.setdefault(call, []).extend(rows)
    single = {call: list({(s.frame, s.age): s for s in rows}.values()) for call, rows in single.items()}
    placed = {c: [(p, s) for s in rows if (p := place(s)) is not None] for c, rows in single.items()}
    bins = []
    for start, end in itertools.pairwise(edges([p for pairs in placed.values() for p, _ in pairs])):
        inside = {call: [(p, s) for p, s in pairs if start <= p < end] for call, pairs in placed.items()}
        if not any(inside.values()):
            continue
        at = float(np.mean([p for pairs in inside.values() for p, _ in pairs]))
        here = {call: [s for _, s in pairs] for call, pairs in inside.items()}
        over = [_mean_over(here, scores[kind, None]) for kind in BASES]
        last = None if math.isinf(end) else end
        bins.append(Bin(start, last, at, _mean(here, _psnr), _mean(here, _ssim), *over))
    return bins


def _mean_over(scores: Scores, base: Scores) -> Mean:
    """Return the mean PSNR of headshots minus the PSNR of the same headshots in `base`, in dB."""
    below = {(call, s.frame): s.psnr for call, rows in base.items() for s in rows}
    mean = mean_by_call({call: [s.psnr - below[call, s.frame] for s in rows] for call, rows in scores.items()})
    assert mean is not None
    return mean


def _octaves(ages: list[float]) -> list[float]:
    """Return powers of two (seconds) as edges of bins that together hold all ages."""
    low, high = (math.floor(math.log2(max(age, 1e-3))) for age in (min(ages), max(ages)))
    return [2.0**k for k in range(low, high + 2)]


def _psnr(score: Score) -> float:
    return score.psnr


def _ssim(score: Score) -> float:
    return score.ssim
