"""Means with a band. Frames of one call are alike, so calls are drawn, not frames."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

DRAWS = 4000
BAND = (2.5, 97.5)  # percentiles


@dataclass(frozen=True)
class Mean:
    """A mean over frames and the band that 95 % of the draws lie in; without one where there is a single call."""

    value: float
    low: float | None
    high: float | None
    frames: int
    calls: int


def mean_by_call(values: Mapping[str, Sequence[float]]) -> Mean | None:
    """values: of every frame, by call. None where there are none. The order of calls does not matter."""
    filled = [values[call] for call in sorted(values) if values[call]]
    if not filled:
        return None
    sums, counts = np.array([[sum(v), len(v)] for v in filled]).T
    mean, frames = float(sums.sum() / counts.sum()), int(counts.sum())
    if len(filled) == 1:
        return Mean(mean, None, None, frames, 1)
    drawn = np.random.default_rng(0).integers(0, len(filled), (DRAWS, len(filled)))
    low, high = np.percentile(sums[drawn].sum(1) / counts[drawn].sum(1), BAND)
    return Mean(mean, float(low), float(high), frames, len(filled))
