"""A mailbox between two threads for one value or a few. New values replace old ones, and it counts lost values."""

import threading
from collections import deque
from typing import Generic, TypeVar

T = TypeVar("T")


class Slot(Generic[T]):
    """Holds the newest values until they are taken. Every method may be called from any thread."""

    def __init__(self, room: int = 1) -> None:
        """room: the mailbox holds at most this many values."""
        self._condition = threading.Condition()
        # The attributes below are read and changed only while the condition is held.
        self._values: deque[T] = deque()
        self._closed = False
        self._room = room
        self.dropped = 0  # values that newer ones replaced before anybody took them

    def put(self, value: T) -> None:
        """Add a value. If the mailbox is full, the oldest value is lost."""
        with self._condition:
            if len(self._values) == self._room:
                self._values.popleft()
                self.dropped += 1
            self._values.append(value)
            self._condition.notify()

    def take(self, timeout: float | None = None) -> T | None:
        """Wait for a value and take the oldest.

        Returns None if the mailbox is closed and empty, or if no value comes within `timeout` seconds.
        """
        with self._condition:
            self._condition.wait_for(lambda: self._values or self._closed, timeout)
            return self._values.popleft() if self._values else None

    def close(self) -> None:
        """Say that no more values will come, and wake everybody who waits for one."""
        with self._condition:
            self._closed = True
            self._condition.notify_all()

    @property
    def done(self) -> bool:
        """Whether the mailbox is closed and empty."""
        with self._condition:
            return self._closed and not self._values
