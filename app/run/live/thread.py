"""A thread of a live call that cannot die unnoticed."""

import logging
import threading
from collections.abc import Callable

from hime_core.errors import UsageError

log = logging.getLogger(__name__)

# A thread is waited for at most this many seconds when it must end, because a driver can hang for ever.
JOIN_TIMEOUT = 5.0


class StageDiedError(Exception):
    """A thread of a call broke down and ended the call. The text is one line. The cause is the original error."""


class StageThread:
    """Works until it is done or breaks down. If an error breaks it down, it keeps that error."""

    def __init__(self, name: str, task: str, work: Callable[[], None], ended: Callable[[], None]):
        """task: what the thread does, in words for people ("reading the source"). ended: called on the thread after the
        work, even if the work broke down.
        """
        self._task, self._work, self._ended = task, work, ended
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._error: BaseException | None = None  # written by the thread alone

    def start(self) -> None:
        """Begin the work."""
        self._thread.start()

    def join(self, patience: float = 0.0) -> bool:
        """Wait for the end. Returns whether the thread has ended or was never started.

        patience: it waits at most so many seconds, where they are more than JOIN_TIMEOUT.
        """
        if self._thread.ident:
            self._thread.join(max(JOIN_TIMEOUT, patience))
        return not self._thread.is_alive()

    @property
    def fault(self) -> BaseException | None:
        """The error that broke it down: a UsageError as it is, any other as a StageDiedError. None if nothing did."""
        error = self._error
        if error is None or isinstance(error, UsageError):
            return error
        fault = StageDiedError(f"the call ended, because {self._task} broke down ({error!r})")
        fault.__cause__ = error
        return fault

    def _run(self) -> None:
        for step in (self._work, self._ended):
            try:
                step()
            except BaseException as error:
                log.debug("%s broke down", self._task, exc_info=True)
                self._error = self._error or error
