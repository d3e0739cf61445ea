"""The glances at one person that are remembered, as codes: few, and different from one another."""

import numpy as np
from numpy.typing import NDArray

Code = NDArray[np.float32]

SIZE = 32  # codes, at most
NEWS = 0.98  # likeness to all of them below which a glance is remembered, too


class Gallery:
    """In memory only; what is let go is filled with zeros."""

    def __init__(self) -> None:
        self._codes: list[Code] = []
        self._times: list[float] = []  # seconds, of the glances

    def __len__(self) -> int:
        return len(self._codes)

    def likeness(self, code: Code) -> float:
        """Of a glance to the likest one remembered, at most 1; -1 where there is none."""
        return float((np.stack(self._codes) @ code).max()) if self._codes else -1.0

    def learn(self, code: Code, time: float) -> None:
        """Remember a copy of a glance where it is news. Without room the older of the two most alike gives way."""
        if self.likeness(code) >= NEWS:
            return
        self._codes.append(code.copy())
        self._times.append(time)
        if len(self._codes) > SIZE:
            codes = np.stack(self._codes)
            alike = codes @ codes.T
            np.fill_diagonal(alike, -1.0)
            self._drop(min(divmod(int(alike.argmax()), len(codes))))

    def take(self, other: "Gallery") -> None:
        """Learn what another gallery holds."""
        for code, time in zip(other._codes, other._times, strict=True):
            self.learn(code, time)

    def let_go(self, after: float) -> None:
        """Forget the glances after so many seconds."""
        for place in reversed(range(len(self._codes))):
            if self._times[place] > after:
                self._drop(place)

    def wipe(self) -> None:
        """Forget everything."""
        while self._codes:
            self._drop(0)

    def _drop(self, place: int) -> None:
        self._codes.pop(place).fill(0)
        self._times.pop(place)
