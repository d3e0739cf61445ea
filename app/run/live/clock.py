"""When the next picture is due."""

from collections import deque

DRIFT = 0.02  # of a period, at most, that a picture is sent early so that the phase moves
# Of a period. Where even the latest pictures lie ready for longer, sending moves ahead, the more the faster.
SLACK = 0.1
RECENT = 30  # fresh pictures among which the latest are sought


class SendClock:
    """Every 1/fps seconds, its phase moving ahead until the latest of fresh pictures come just before they are due.

    A camera and a constant rate share no phase: without this, every picture would wait half a period on average. A
    picture that comes too late moves the phase back by itself: those after it are sent a turn later, too. The drift
    stays within DRIFT, so the rate does too. Times are seconds of one clock.
    """

    def __init__(self, fps: float, start: float):
        self._period = 1 / fps
        self._waits: deque[float] = deque(maxlen=RECENT)  # periods
        self.due = start

    def sent(self, now: float, waited: float | None) -> None:
        """Move on to the next turn. waited: seconds that a fresh picture had been ready; None: the last was repeated.

        Turns that have passed already (the machine slept, the sink blocked) are skipped.
        """
        self.due += self._period * (1 - DRIFT * self._ahead(waited))
        if (late := now - self.due) > self._period:
            self.due += late // self._period * self._period

    def _ahead(self, waited: float | None) -> float:
        """In DRIFT, 0..1."""
        if waited is None:
            return 0.0
        self._waits.append(waited / self._period)
        return min(1.0, max(0.0, min(self._waits) - SLACK))
