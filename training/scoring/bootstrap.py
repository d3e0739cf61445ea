"""Tells whether one method is better than another on an evaluation list, or whether the two are tied."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

# The identities are drawn anew this often.
DRAWS = 4000
# An interval holds this share of the draws.
COVERED = 0.95


@dataclass(frozen=True)
class Difference:
    """The mean difference of two methods' scores, and the interval that holds COVERED of its draws."""

    mean: float
    low: float
    high: float

    @property
    def tie(self) -> bool:
        """Whether the interval holds 0, so that the list does not show which method is better."""
        return self.low <= 0 <= self.high


def paired_difference(scores: Sequence[float], others: Sequence[float], identities: Sequence[str]) -> Difference | None:
    """The mean of scores less others, with its interval by a paired bootstrap over identities.

    scores, others: what two methods got for the same pictures. identities: who is on each picture. Let d be a picture's
    difference, and let identity g have n_g pictures and the sum S_g of their d. The mean is sum(S_g) / sum(n_g). A draw
    takes G of the G identities with replacement, each with all its pictures. If identity g is drawn w_g times, the
    draw's mean is sum(w_g S_g) / sum(w_g n_g). The interval goes from the quantile (1 - COVERED) / 2 of the draws'
    means to the quantile (1 + COVERED) / 2.

    Identities are drawn and not pictures, since pictures of one person are alike: how a method does on one of them
    tells how it does on the others. Returns None for fewer than two identities.
    """
    difference = np.subtract(scores, others)
    _, numbers = np.unique(np.asarray(identities), return_inverse=True)
    counts, sums = np.bincount(numbers), np.bincount(numbers, difference)
    if len(counts) < 2:
        return None
    times = _times_drawn(len(counts))
    means = times @ sums / (times @ counts)
    low, high = np.quantile(means, ((1 - COVERED) / 2, (1 + COVERED) / 2))
    return Difference(float(difference.mean()), float(low), float(high))


@lru_cache(4)
def _times_drawn(people: int) -> NDArray[np.float64]:
    """How often each identity is drawn in each draw, DRAWS×people. It is the same in all comparisons."""
    rng = np.random.default_rng(0)
    return rng.multinomial(people, np.full(people, 1 / people), DRAWS).astype(np.float64)
