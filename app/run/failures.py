"""Logs a failure only once, even if it comes back at every frame."""

import logging

log = logging.getLogger(__name__)


class FailureLog:
    """Logs one kind of failure when it begins, and again only after a success in between. For use by one thread."""

    def __init__(self, what: str):
        """what: what failed and what is done instead, in words for people. The line in the log begins with it."""
        self._what = what
        self._warned = False

    def failed(self, error: Exception) -> None:
        """Note a failure, and log it if it is new."""
        if not self._warned:
            log.warning("%s: %r", self._what, error)
        self._warned = True

    def worked(self) -> None:
        """Note a success."""
        self._warned = False
