"""The glances at one person that are remembered, as codes: few, and different from one another."""

import numpy as np
from numpy.typing import NDArray

from hime_core.private_memory import private_copy

# What the recogniser makes of one glance: CODE_LENGTH numbers, a vector of length one.
Code = NDArray[np.float32]

# The number of numbers in a code.
CODE_LENGTH = 128
# The number of codes that a gallery keeps at most.
MOST_CODES = 32
# Likeness to a remembered glance from which a new glance tells nothing new, and is not remembered.
NOTHING_NEW = 0.98


class Gallery:
    """The codes of one person, in private memory only. A code that is forgotten is filled with zeros."""

    def __init__(self) -> None:
        # One code a row, in the order in which they were learned; zeros beyond the last. One row is spare, for a new
        # code before an old one makes room.
        self._codes = private_copy(np.zeros((MOST_CODES + 1, CODE_LENGTH), np.float32))
        self._times: list[float] = []  # when each glance was, in seconds

    def __len__(self) -> int:
        return len(self._times)

    def likeness(self, code: Code) -> float:
        """The likeness of a glance to the most similar one remembered, at most 1; -1 if none is remembered."""
        return float((self._codes[: len(self)] @ code).max()) if self._times else -1.0

    def learn(self, code: Code, time: float) -> None:
        """Remember a copy of a glance, if it tells something new. time: of the glance, in seconds.

        A full gallery forgets the older one of the two codes that are most alike.
        """
        if self.likeness(code) >= NOTHING_NEW:
            return
        self._codes[len(self)] = code
        self._times.append(time)
        if len(self) > MOST_CODES:
            alike = self._codes @ self._codes.T
            np.fill_diagonal(alike, -1.0)
            self._drop(min(divmod(int(alike.argmax()), len(self))))

    def learn_all(self, other: "Gallery") -> None:
        """Learn every glance of another gallery."""
        for code, time in zip(other._codes[: len(other)], other._times, strict=True):
            self.learn(code, time)

    def forget_since(self, moment: float) -> None:
        """Forget the glances that are later than a moment, in seconds."""
        for place in reversed(range(len(self))):
            if self._times[place] > moment:
                self._drop(place)

    def wipe(self) -> None:
        """Forget every glance. The gallery can be used again; its memory is locked until it is gone."""
        self._codes.fill(0)
        self._times.clear()

    def _drop(self, place: int) -> None:
        """Forget one glance. The later ones move up, row by row: moving them all at once would make a copy."""
        self._times.pop(place)
        for row in range(place, len(self)):
            self._codes[row] = self._codes[row + 1]
        self._codes[len(self)] = 0
