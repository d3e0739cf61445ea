"""The glances at one person that are remembered, as codes: few, and different from one another."""

import numpy as np
from numpy.typing import NDArray

# What the recogniser makes of one glance: 128 numbers, a vector of length one.
Code = NDArray[np.float32]

# The number of codes that a gallery keeps at most.
MOST_CODES = 32
# Likeness to a remembered glance from which a new glance tells nothing new, and is not remembered.
NOTHING_NEW = 0.98


class Gallery:
    """The codes of one person, in memory only. A code that is forgotten is filled with zeros."""

    def __init__(self) -> None:
        self._codes: list[Code] = []
        self._times: list[float] = []  # when each glance was, in seconds

    def __len__(self) -> int:
        return len(self._codes)

    def likeness(self, code: Code) -> float:
        """The likeness of a glance to the most similar one remembered, at most 1; -1 if none is remembered."""
        return float((np.stack(self._codes) @ code).max()) if self._codes else -1.0

    def learn(self, code: Code, time: float) -> None:
        """Remember a copy of a glance, if it tells something new. time: of the glance, in seconds.

        A full gallery forgets the older one of the two codes that are most alike.
        """
        if self.likeness(code) >= NOTHING_NEW:
            return
        self._codes.append(code.copy())
        self._times.append(time)
        if len(self._codes) > MOST_CODES:
            codes = np.stack(self._codes)
            alike = codes @ codes.T
            np.fill_diagonal(alike, -1.0)
            self._drop(min(divmod(int(alike.argmax()), len(codes))))

    def learn_all(self, other: "Gallery") -> None:
        """Learn every glance of another gallery."""
        for code, time in zip(other._codes, other._times, strict=True):
            self.learn(code, time)

    def forget_since(self, moment: float) -> None:
        """Forget the glances that are later than a moment, in seconds."""
        for place in reversed(range(len(self._codes))):
            if self._times[place] > moment:
                self._drop(place)

    def wipe(self) -> None:
        """Forget every glance."""
        while self._codes:
            self._drop(0)

    def _drop(self, place: int) -> None:
        self._codes.pop(place).fill(0)
        self._times.pop(place)
