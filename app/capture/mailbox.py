"""A mailbox between two threads for one value. A new value replaces one that was not taken, and it counts those."""

import threading
from typing import Generic, TypeVar

T = TypeVar("T")


class Slot(Generic[T]):
    """Holds the newest value until it is taken. Every method may be called from any thread."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        # The attributes below are read and changed only while the condition is held.
        self._values: list[T] = []  # empty, or with the one value that waits
        self._closed = False
        self.dropped = 0  # values that newer ones replaced before anybody took them

    def put(self, value: T) -> None:
        """Put a value in. A value that still waits is lost."""
        with self._condition:
            self.dropped += len(self._values)
            self._values = [value]
            self._condition.notify()

    def take(self, timeout: float | None = None) -> T | None:
        """Wait for a value and take it.

        Returns None if the mailbox is closed and empty, or if no value comes within `timeout` seconds.
        """
        with self._condition:
            self._condition.wait_for(lambda: self._values or self._closed, timeout)
            return self._values.pop() if self._values else None

    def wait(self, timeout: float) -> None:
        """Wait until there is a value, the mailbox is closed, or `timeout` seconds have passed. Takes nothing."""
        with self._condition:
            self._condition.wait_for(lambda: self._values or self._closed, timeout)

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
