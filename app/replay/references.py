"""Keeps earlier headshots of a person, to be references for later ones."""

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")

# At most so many headshots, spread over the call so far, are kept for the oracle to choose from.
PAST = 16
# One of so many headshots is kept for the oracle. In a longer call it is one of 20, then one of 40, and so on.
PAST_EVERY = 10


class References(Generic[T]):
    """The references of one person, in bounded memory.

    Ask for references first and add the headshot afterwards. Then no headshot is a reference for itself or for an
    earlier one.
    """

    def __init__(self, intervals: tuple[int, ...]):
        """intervals: in headshots, ascending."""
        self._intervals = intervals
        self._recent: dict[int, T] = {}
        self._past: list[T] = []
        self._stride = PAST_EVERY
        self.count = 0  # headshots that were added

    @property
    def recent(self) -> dict[int, T]:
        """By interval j: the reference of somebody who takes a new one at every j-th headshot."""
        return dict(self._recent)

    @property
    def past(self) -> list[T]:
        """At most PAST headshots, spread evenly from the first one on."""
        return list(self._past)

    def add(self, make: Callable[[], T]) -> None:
        """Add the next headshot. make: makes what is kept of it; called only if anything is to be kept."""
        due = [j for j in self._intervals if self.count % j == 0]
        spread = self.count % self._stride == 0
        if due or spread:
            kept = make()
            self._recent.update(dict.fromkeys(due, kept))
            if spread:
                self._past.append(kept)
        if len(self._past) > PAST:
            self._past = self._past[::2]
            self._stride *= 2
        self.count += 1
