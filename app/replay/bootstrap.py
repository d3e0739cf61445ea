"""Computes means over frames, with a band that says how certain they are.

The band is found by bootstrap. Each draw takes as many calls as there are, at random and with replacement, and has a
mean. The band covers most of these means. Calls are drawn rather than frames, because the frames of one call are alike.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

# The calls are drawn this many times.
DRAWS = 4000
# The band begins and ends at these percentiles of the means of all draws.
BAND = (2.5, 97.5)


@dataclass(frozen=True)
class Mean:
    """A mean over frames, and the band that holds the means of 95 % of the draws."""

    value: float
    low: float | None  # None if there is a single call, which gives no band
    high: float | None
    frames: int
    calls: int  # calls that have such frames


def mean_by_call(values: Mapping[str, Sequence[float]]) -> Mean | None:
    """Return the mean over all frames of all calls, or None if there are no frames.

    values: by call, one value for every frame. The order of the calls does not matter.
    """
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
