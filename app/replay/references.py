"""Keeps earlier headshots of a person as references for later headshots."""

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")

# The oracle chooses from at most this many headshots, which are spread over the call so far.
PAST = 16
# The oracle's headshots are this many headshots apart at first. The distance doubles whenever there are too many.
PAST_EVERY = 10


class References(Generic[T]):
    """The references of one person, in bounded memory.

    Ask for the references of a headshot before adding the headshot. Then no headshot is a reference for itself or for
    an earlier headshot.
    """

    def __init__(self, intervals: tuple[int, ...]):
        """intervals: how often a new reference is taken, in headshots, ascending."""
        self._intervals = intervals
        self._recent: dict[int, T] = {}
        self._past: list[T] = []
        self._stride = PAST_EVERY
        self.count = 0  # how many headshots were added

    @property
    def recent(self) -> dict[int, T]:
        """By interval j: the newest reference, if a new reference is taken at every j-th headshot."""
        return dict(self._recent)

    @property
    def past(self) -> list[T]:
        """At most PAST headshots, spread evenly from the first headshot on."""
        return list(self._past)

    def add(self, make: Callable[[], T]) -> None:
        """Add the next headshot. make: returns what to keep of it; it is called only if something is kept."""
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
