"""Times several pieces of work. They take turns, so that all of them run on an equally busy machine."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from app.progress import Progress

Key = TypeVar("Key")


@dataclass(frozen=True)
class Times:
    """The median and the 95th percentile of the times that a piece of work took, in milliseconds."""

    p50: float
    p95: float


def interleaved(works: Mapping[Key, Callable[[], object]], rounds: int, label: str) -> dict[Key, Times]:
    """Run every piece of work once in each round, in the mapping's order, and time it.

    An additional round comes first and is not timed, because a first run is slower. label: names the work where
    its progress is told.
    """
    taken: dict[Key, list[float]] = {key: [] for key in works}
    with Progress(label, rounds + 1, "round", stays=False) as progress:
        for number in progress.of(range(rounds + 1)):
            for key, work in works.items():
                start = time.perf_counter()
                work()
                if number:
                    taken[key].append(1000 * (time.perf_counter() - start))
    return {key: summary(ms) for key, ms in taken.items()}


def summary(milliseconds: list[float]) -> Times:
    """Return the percentiles of one or more times."""
    p50, p95 = np.percentile(milliseconds, (50, 95))
    return Times(float(p50), float(p95))
