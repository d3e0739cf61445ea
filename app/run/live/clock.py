"""When the next picture is due."""

from collections import deque

# The most that a period is shortened so that sending moves ahead, as a share of the period.
DRIFT = 0.02
# How long the latest pictures may lie ready before they are sent, as a share of a period. Beyond it, sending moves
# ahead.
SLACK = 0.1
# How many fresh pictures are looked back at to find the one that came latest, that is, lay ready for the shortest time.
LOOKED_BACK = 30


class SendClock:
    """Says when a picture is due: every 1/fps seconds, or slightly sooner while all pictures lie ready for too long.

    A camera does not give its frames just before they are to be sent. At an unchanging rate each would wait for half a
    period on average. This clock therefore runs a little fast until the pictures that come latest wait for SLACK of a
    period. It needs no means of running slow: a picture that misses its turn is sent one period later, and so are
    those that follow it. No period is shortened by more than DRIFT of it, so the rate holds within DRIFT.

    All times are seconds of one clock.
    """

    def __init__(self, fps: float, start: float):
        """fps: of the output. start: when the first picture is due."""
        self._period = 1 / fps
        self._waits: deque[float] = deque(maxlen=LOOKED_BACK)  # of fresh pictures, in periods
        self.due = start

    def sent(self, now: float, waited: float | None) -> None:
        """Move on to the next turn, past all turns that were missed because the machine slept or the sink blocked.

        waited: seconds for which the picture just sent had lain ready; None where the one before was repeated.
        """
        self.due += self._period * (1 - DRIFT * self._ahead(waited))
        if (late := now - self.due) > self._period:
            self.due += late // self._period * self._period

    def _ahead(self, waited: float | None) -> float:
        """The share of DRIFT by which to shorten this period, 0..1: larger where even the shortest wait is long."""
        if waited is None:
            return 0.0
        self._waits.append(waited / self._period)
        return min(1.0, max(0.0, min(self._waits) - SLACK))
