"""Remembers glances at one person, as codes. It remembers few glances, which differ from one another."""

import numpy as np
from numpy.typing import NDArray

from hime_core.private_memory import private_copy

# The recogniser turns a glance into a code: a vector of CODE_LENGTH numbers, whose length as a vector is 1.
Code = NDArray[np.float32]

# A code has this many numbers.
CODE_LENGTH = 128
# A gallery keeps at most this many codes.
MOST_CODES = 32
# A new glance is not remembered if its likeness to a remembered glance is at least this, because it adds nothing new.
NOTHING_NEW = 0.98


class Gallery:
    """The codes of one person, in private memory only. A code that is forgotten is filled with zeros."""

    def __init__(self) -> None:
        # Each row holds one code, in the order in which they were learned. The rows after the last code are zeros.
        # There is one row more than a gallery keeps, for a new code while no old one has been forgotten yet.
        self._codes = private_copy(np.zeros((MOST_CODES + 1, CODE_LENGTH), np.float32))
        self._times: list[float] = []  # the time of each glance, in seconds

    def __len__(self) -> int:
        return len(self._times)

    def likeness(self, code: Code) -> float:
        """Return the likeness (at most 1) of a glance to the most similar remembered glance, or -1 if there is none."""
        return float((self._codes[: len(self)] @ code).max()) if self._times else -1.0

    def learn(self, code: Code, time: float) -> None:
        """Remember a copy of a glance's code, if it adds something new. time: the time of the glance, in seconds.

        If the gallery was full, it then forgets one of the two codes that are most alike: the one learned first.
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
        """Forget the glances after a moment. moment: a time in seconds."""
        for place in reversed(range(len(self))):
            if self._times[place] > moment:
                self._drop(place)

    def wipe(self) -> None:
        """Forget every glance. The gallery can still be used. Its memory stays locked as long as it exists."""
        self._codes.fill(0)
        self._times.clear()

    def _drop(self, place: int) -> None:
        """Forget the glance in one row. The later rows move up one by one, since moving all at once would copy them."""
        self._times.pop(place)
        for row in range(place, len(self)):
            self._codes[row] = self._codes[row + 1]
        self._codes[len(self)] = 0
