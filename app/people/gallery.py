"""The glances at one person that are remembered, as codes: few, and different from one another."""

import numpy as np
from numpy.typing import NDArray

Code = NDArray[np.float32]

SIZE = 32  # codes, at most
NEWS = 0.95  # likeness to all of them below which a glance is remembered, too


class Gallery:
    """In memory only; `wipe` fills the codes with zeros."""

    def __init__(self) -> None:
        self._codes = np.zeros((SIZE, 0), np.float32)
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def likeness(self, code: Code) -> float:
        """Of a glance to the likest one remembered, at most 1; -1 where there is none."""
        return float((self._codes[: self._count] @ code).max()) if self._count else -1.0

    def learn(self, code: Code) -> None:
        """Remember a glance where it is news. Where there is no room, the older of the two most alike gives way."""
        if self.likeness(code) >= NEWS:
            return
        if not self._codes.size:
            self._codes = np.zeros((SIZE, len(code)), np.float32)
        if self._count < SIZE:
            self._codes[self._count] = code
            self._count += 1
            return
        alike = self._codes @ self._codes.T
        np.fill_diagonal(alike, -1.0)
        older = min(np.unravel_index(int(alike.argmax()), alike.shape))
        self._codes[older:-1] = self._codes[older + 1 :]
        self._codes[-1] = code

    def take(self, other: "Gallery") -> None:
        """Learn what another gallery holds."""
        for code in other._codes[: other._count]:
            self.learn(code)

    def wipe(self) -> None:
        """Forget everything."""
        self._codes.fill(0)
        self._count = 0
