"""Decides when the next picture is due."""

from collections import deque

# The clock shortens a period by at most this share of it, so that pictures are sent sooner.
DRIFT = 0.02
# The clock shortens periods while even the shortest wait of a picture is longer than this share of a period.
SLACK = 0.1
# The clock looks for the shortest wait among this many of the latest fresh pictures.
LOOKED_BACK = 30


class SendClock:
    """Says when a picture is due: every 1/fps seconds, or slightly sooner while all pictures wait for too long.

    A camera does not give its frames just before they must be sent. At an unchanging rate, each picture would wait for
    half a period on average. This clock therefore runs a little fast until the shortest wait is only SLACK of a period.
    The clock never needs to run slow: a picture that misses its turn is sent one period later, and so are the pictures
    that follow it. No period is shortened by more than DRIFT of it, so the rate is right to within DRIFT.

    All times are in seconds of the same time source.
    """

    def __init__(self, fps: float, start: float):
        """fps: the output's rate, in frames per second. start: when the first picture is due."""
        self._period = 1 / fps
        self._waits: deque[float] = deque(maxlen=LOOKED_BACK)  # how long fresh pictures waited, in periods
        self.due = start

    def sent(self, now: float, waited: float | None) -> None:
        """Move on to the next turn, past all turns that were missed because the machine slept or the sink blocked.

        waited: how many seconds the picture just sent had waited; None if the picture before was repeated.
        """
        self.due += self._period * (1 - DRIFT * self._ahead(waited))
        if (late := now - self.due) > self._period:
            self.due += late // self._period * self._period

    def _ahead(self, waited: float | None) -> float:
        """Return the share of DRIFT by which to shorten this period, 0..1. It grows with the shortest wait."""
        if waited is None:
            return 0.0
        self._waits.append(waited / self._period)
        return min(1.0, max(0.0, min(self._waits) - SLACK))
