"""Failures that come back at every frame are told once."""

import logging

log = logging.getLogger(__name__)


class Told:
    """Tells of one kind of failure when it begins, and again only after it worked in between. For one thread."""

    def __init__(self, what: str):
        """what: says what failed and what is done instead; the line begins with it."""
        self._what = what
        self._told = False

    def failed(self, error: Exception) -> None:
        """Note that it failed now, and tell if that is new."""
        if not self._told:
            log.warning("%s: %r", self._what, error)
        self._told = True

    def worked(self) -> None:
        """Note that it worked now."""
        self._told = False
