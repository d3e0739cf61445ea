"""Which earlier headshots of a person may be references for the next one: never itself, never a later one."""

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")

PAST = 16  # headshots spread over the past that the oracle may choose, at most
PAST_EVERY = 10  # it keeps every 10th; of a longer call every 20th, every 40th ...


class References(Generic[T]):
    """One person's, in bounded memory. Ask first, add the headshot afterwards: what is given was added before."""

    def __init__(self, intervals: tuple[int, ...]):
        self._intervals = intervals
        self._recent: dict[int, T] = {}
        self._past: list[T] = []
        self._stride = PAST_EVERY
        self.count = 0  # headshots added

    @property
    def recent(self) -> dict[int, T]:
        """By interval j: the last of every j-th headshot."""
        return dict(self._recent)

    @property
    def past(self) -> list[T]:
        """At most PAST headshots, spread evenly from the first one on."""
        return list(self._past)

    def add(self, make: Callable[[], T]) -> None:
        """Go on by one headshot. make: called once, if it is to be kept."""
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
