"""Tells whether one method is better than another on an evaluation list, or whether the two are tied."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

# Identities and seeds are drawn anew this often.
DRAWS = 4000
# An interval holds this share of the draws.
COVERED = 0.95
# Fewer identities than this are not compared. Draws of so few people differ too little, so the interval is too narrow.
FEWEST_PEOPLE = 10


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


def paired_difference(
    scores: Sequence[Sequence[float]], others: Sequence[Sequence[float]], identities: Sequence[str]
) -> Difference | None:
    """The mean of scores less others, with its interval by a paired bootstrap over identities and seeds.

    scores, others: for each seed, what a method got for the same pictures. Seeds are compared in pairs, and a method
    with one seed is compared with every seed of the other. identities: who is on each picture.

    Let G identities and K seeds have the sums S_kg of their pictures' differences, and let identity g have n_g
    pictures. The mean is sum(S_kg) / (K sum(n_g)). A draw takes G of the identities and K of the seeds with
    replacement, and an identity with all its pictures. If identity g is drawn w_g times and seed k is drawn v_k times,
    the draw's mean is sum(v_k w_g S_kg) / (K sum(w_g n_g)). The interval goes from the quantile (1 - COVERED) / 2 of
    the draws' means to the quantile (1 + COVERED) / 2.

    Identities are drawn and not pictures, since pictures of one person are alike: how a method does on one of them
    tells how it does on the others. With one seed the interval does not tell how another seed would come out. Returns
    None for fewer than FEWEST_PEOPLE identities.
    """
    difference = np.subtract(scores, others)
    _, numbers = np.unique(np.asarray(identities), return_inverse=True)
    counts = np.bincount(numbers)
    if len(counts) < FEWEST_PEOPLE:
        return None
    sums = np.stack([np.bincount(numbers, of_seed) for of_seed in difference])
    people, seeds = _times_drawn(len(counts), "people"), _times_drawn(len(sums), "seeds")
    means = ((seeds @ sums) * people).sum(1) / (len(sums) * (people @ counts))
    low, high = np.quantile(means, ((1 - COVERED) / 2, (1 + COVERED) / 2))
    return Difference(float(difference.mean()), float(low), float(high))


@lru_cache(8)
def _times_drawn(things: int, what: Literal["people", "seeds"]) -> NDArray[np.float64]:
    """How often each of so many things is drawn in each draw, DRAWS×things. It is the same in all comparisons.

    People are drawn independently of seeds, also if there are as many of both.
    """
    rng = np.random.default_rng((things, what == "seeds"))
    return rng.multinomial(things, np.full(things, 1 / things), DRAWS).astype(np.float64)
