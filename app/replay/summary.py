"""What the scores of many calls say: by kind of reference, by its age, and by the turn of the head."""

import itertools
import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from app.replay.bootstrap import Mean, mean_by_call
from app.replay.call import CallResult
from app.replay.plan import ReplayPlan
from app.replay.scored import Kind, Score

# The upper edges of the bins of turns, as `Pose.distance`. About 0.1 is a small turn of the head.
TURNS = (0.05, 0.1, 0.2, 0.4)
# A verdict rests on at least so many calls.
FEWEST_CALLS = 5
# The kinds of reference that a bin is compared with.
BASES: tuple[Kind, Kind] = ("blank", "bicubic")

# A kind of reference, and for "recent" its interval in headshots.
Condition = tuple[Kind, int | None]
# Scores by call.
Scores = dict[str, list[Score]]


@dataclass(frozen=True)
class ReferenceRow:
    """A row of the table: one kind of reference over all frames."""

    kind: Kind
    interval: int | None
    psnr: Mean
    ssim: Mean
    age: float | None  # seconds, the mean
    without: int  # headshots whose bank was empty
    # Calls that are no longer than the interval. Their first headshot serves to the end, and so it never gets as old as
    # the interval would let it.
    too_short: list[str]


@dataclass(frozen=True)
class Bin:
    """The headshots with one reference whose age (in seconds) or turn (`Pose.distance`) lies in a range."""

    start: float  # the range begins here
    end: float | None  # the range ends before this; None where it has no end
    at: float  # the mean age or turn
    psnr: Mean
    ssim: Mean
    over_blank: Mean  # dB over the same headshots with a blank reference
    over_bicubic: Mean  # dB over the same headshots by bicubic


@dataclass(frozen=True)
class Order:
    """Whether one reference is better than another, compared frame by frame.

    Calls that are no longer than an interval are left out: in them both references would often be the same.
    """

    better: Condition  # the reference that is expected to be better
    worse: Condition
    difference: Mean | None  # dB; None where no call is left
    calls: dict[str, float]  # by call: the mean difference, in dB

    @property
    def against(self) -> list[str]:
        """The calls in which it is not better."""
        return [call for call, value in self.calls.items() if value <= 0]

    @property
    def holds(self) -> bool | None:
        """Whether it is better; None where the band includes zero, or where there are too few calls to say."""
        d = self.difference
        if d is None or d.calls < FEWEST_CALLS or d.low is None or d.high is None or d.low <= 0 <= d.high:
            return None
        return d.low > 0


@dataclass(frozen=True)
class Summary:
    """Everything that a replay says."""

    rows: list[ReferenceRow]
    ages: list[Bin]
    turns: list[Bin]
    orders: list[Order]
    calls: dict[str, CallResult]  # by name, sorted: the results that have scores
    skipped: dict[str, CallResult]  # by name, sorted: the results that have none


def summarise(results: dict[str, CallResult], plan: ReplayPlan) -> Summary:
    """results: by the call's name; at least one has scores."""
    ordered = {name: results[name] for name in sorted(results)}
    calls = {name: r for name, r in ordered.items() if r.skipped is None}
    scores = {name: r.scores for name, r in calls.items()}
    by_condition = {c: _of(scores, c) for c in conditions(plan.intervals)}
    return Summary(
        [_row(c, by_condition[c], calls) for c in by_condition],
        _bins(by_condition, lambda s: s.age, _octaves),
        _bins(by_condition, lambda s: s.turn, lambda _: [0.0, *TURNS, math.inf]),
        [_order(a, b, by_condition, calls) for a, b in comparisons(plan.intervals)],
        calls,
        {name: r for name, r in ordered.items() if r.skipped is not None},
    )


def conditions(intervals: tuple[int, ...]) -> list[Condition]:
    """Every kind of reference, in the order of the table."""
    kinds: tuple[Kind, ...] = ("blank", "none", "bicubic", "bank", "oracle")
    return [*(("recent", j) for j in intervals), *((kind, None) for kind in kinds)]


def comparisons(intervals: tuple[int, ...]) -> list[tuple[Condition, Condition]]:
    """The pairs to compare, the one expected to be better first.

    Expected is that a recent reference is better than an older one, that better than a blank one, and that better than
    bicubic; and that the bank is better than the most recent one.
    """
    recent: list[Condition] = [("recent", j) for j in intervals]
    chain: list[Condition] = [*recent, ("blank", None), ("bicubic", None)]
    return [
        *itertools.pairwise(chain),
        (recent[0], ("none", None)),
        (("bank", None), recent[0]),
    ]


def _of(scores: Scores, condition: Condition) -> Scores:
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

    place: what a headshot is sorted by, None to leave it out. edges: makes the edges of the bins of all places. A
    reference that serves several intervals counts once.
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
    """By how many dB the mean PSNR is above that of the same headshots in `base`."""
    below = {(call, s.frame): s.psnr for call, rows in base.items() for s in rows}
    mean = mean_by_call({call: [s.psnr - below[call, s.frame] for s in rows] for call, rows in scores.items()})
    assert mean is not None
    return mean


def _octaves(ages: list[float]) -> list[float]:
    """Edges around all ages (in seconds): powers of two."""
    low, high = (math.floor(math.log2(max(age, 1e-3))) for age in (min(ages), max(ages)))
    return [2.0**k for k in range(low, high + 2)]


def _psnr(score: Score) -> float:
    return score.psnr


def _ssim(score: Score) -> float:
    return score.ssim
