"""The latest numbers of a long run, in little memory that does not grow with it."""

import numpy as np
from numpy.typing import NDArray

SIZE = 20_000  # eleven minutes at 30 a second


class Recent:
    """Keeps the latest SIZE numbers, as float32; older ones give way."""

    def __init__(self) -> None:
        self._values = np.zeros(SIZE, np.float32)
        self._count = 0

    def append(self, value: float) -> None:
        self._values[self._count % SIZE] = value
        self._count += 1

    @property
    def values(self) -> NDArray[np.float32]:
        """Those kept, oldest first."""
        return np.roll(self._values, -self._count)[-min(self._count, SIZE) :] if self._count else self._values[:0]
