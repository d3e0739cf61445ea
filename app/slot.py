"""A one-place mailbox between two threads: the latest value wins, and every value lost is counted."""

import threading
from typing import Generic, TypeVar

T = TypeVar("T")


class Slot(Generic[T]):
    """`put` replaces what was not taken yet; `take` waits; `close` ends the waiting."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._value: T | None = None
        self._closed = False
        self.dropped = 0

    def put(self, value: T) -> None:
        with self._condition:
            if self._value is not None:
                self.dropped += 1
            self._value = value
            self._condition.notify()

    def take(self, timeout: float | None = None) -> T | None:
        """The latest value, or None once closed and empty, or when timeout seconds passed without one."""
        with self._condition:
            self._condition.wait_for(lambda: self._value is not None or self._closed, timeout)
            value, self._value = self._value, None
            return value

    def close(self) -> None:
        """No more values will come."""
        with self._condition:
            self._closed = True
            self._condition.notify_all()

    @property
    def done(self) -> bool:
        """Closed and emptied."""
        with self._condition:
            return self._closed and self._value is None
