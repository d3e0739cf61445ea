"""A mailbox between two threads with one place or a few: the latest values win, and every value lost is counted."""

import threading
from collections import deque
from typing import Generic, TypeVar

T = TypeVar("T")


class Slot(Generic[T]):
    """`put` replaces the oldest value not yet taken where there is no room; `take` waits; `close` ends the waiting."""

    def __init__(self, room: int = 1) -> None:
        self._condition = threading.Condition()
        self._values: deque[T] = deque()
        self._room = room
        self._closed = False
        self.dropped = 0

    def put(self, value: T) -> None:
        with self._condition:
            if len(self._values) == self._room:
                self._values.popleft()
                self.dropped += 1
            self._values.append(value)
            self._condition.notify()

    def take(self, timeout: float | None = None) -> T | None:
        """The oldest value, or None once closed and empty, or when timeout seconds passed without one."""
        with self._condition:
            self._condition.wait_for(lambda: self._values or self._closed, timeout)
            return self._values.popleft() if self._values else None

    def close(self) -> None:
        """No more values will come."""
        with self._condition:
            self._closed = True
            self._condition.notify_all()

    @property
    def done(self) -> bool:
        """Closed and emptied."""
        with self._condition:
            return self._closed and not self._values
