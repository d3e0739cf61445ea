"""The scores of many calls -> what they say: by reference, by its age, by the turn of the head."""

import itertools
import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from app.replay.bootstrap import Mean, mean_by_call
from app.replay.call import CallResult
from app.replay.plan import Plan
from app.replay.scored import Kind, Score

TURNS = (0.05, 0.1, 0.2, 0.4)  # upper edges, Pose distance; about 0.1 is a small turn of the head

FEWEST = 5  # calls that a verdict rests on, at least

BASES: tuple[Kind, Kind] = ("blank", "bicubic")  # that a bin is set against

Condition = tuple[Kind, int | None]  # and the interval of "recent"
Scores = dict[str, list[Score]]  # by call


@dataclass(frozen=True)
class Row:
    """One kind of reference over all frames. without: headshots whose bank was empty. too_short: calls no longer than
    the interval, whose first headshot serves to the end, so that it is younger than the interval would let it grow."""

    kind: Kind
    interval: int | None
    psnr: Mean
    ssim: Mean
    age: float | None  # seconds, mean
    without: int
    too_short: list[str]


@dataclass(frozen=True)
class Bin:
    """Headshots with one reference, whose age (seconds) or turn (Pose distance) lies from `start` up to `end`.

    The differences are to what the same headshots are with a blank reference and by bicubic, in dB.
    """

    start: float
    end: float | None
    at: float  # mean age or turn
    psnr: Mean
    ssim: Mean
    over_blank: Mean
    over_bicubic: Mean


@dataclass(frozen=True)
class Order:
    """Whether one reference is better than another, frame by frame: dB; calls: their means. against: those where it
    is not. Calls no longer than an interval are left out, since both references would often be the same; the
    difference is None where no call is left."""

    better: Condition
    worse: Condition
    difference: Mean | None
    calls: dict[str, float]

    @property
    def against(self) -> list[str]:
        return [call for call, value in self.calls.items() if value <= 0]

    @property
    def holds(self) -> bool | None:
        """None where the band holds zero, or rests on too few calls."""
        d = self.difference
        if d is None or d.calls < FEWEST or d.low is None or d.high is None or d.low <= 0 <= d.high:
            return None
        return d.low > 0


@dataclass(frozen=True)
class Summary:
    """All of it. calls: the results that have scores; skipped: the others; both by name, sorted."""

    rows: list[Row]
    ages: list[Bin]
    turns: list[Bin]
    orders: list[Order]
    calls: dict[str, CallResult]
    skipped: dict[str, CallResult]


def summarise(results: dict[str, CallResult], plan: Plan) -> Summary:
    """At least one of the results has scores."""
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
    """In the order of the table."""
    kinds: tuple[Kind, ...] = ("blank", "none", "bicubic", "bank", "oracle")
    return [*(("recent", j) for j in intervals), *((kind, None) for kind in kinds)]


def comparisons(intervals: tuple[int, ...]) -> list[tuple[Condition, Condition]]:
    """The order that is expected, better before worse: recent, older, blank, bicubic; the bank above."""
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


def _row(condition: Condition, scores: Scores, calls: dict[str, CallResult]) -> Row:
    kind, interval = condition
    ages = [s.age for rows in scores.values() for s in rows if s.age is not None]
    short = [name for name, r in calls.items() if interval is not None and r.longest <= interval]
    age = float(np.mean(ages)) if ages else None
    without = sum(s.age is None for rows in scores.values() for s in rows) if kind == "bank" else 0
    return Row(kind, interval, _mean(scores, _psnr), _mean(scores, _ssim), age, without, short)


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
    """Headshots with one earlier headshot as reference, sorted by `place`; one that serves several intervals counts
    once."""
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
    """The mean PSNR over that of the same headshots in `base`."""
    below = {(call, s.frame): s.psnr for call, rows in base.items() for s in rows}
    mean = mean_by_call({call: [s.psnr - below[call, s.frame] for s in rows] for call, rows in scores.items()})
    assert mean is not None
    return mean


def _octaves(ages: list[float]) -> list[float]:
    """Edges a factor of two apart around all ages, powers of two seconds."""
    low, high = (math.floor(math.log2(max(age, 1e-3))) for age in (min(ages), max(ages)))
    return [2.0**k for k in range(low, high + 2)]


def _psnr(score: Score) -> float:
    return score.psnr


def _ssim(score: Score) -> float:
    return score.ssim
