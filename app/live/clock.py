"""When the next picture is due."""

DRIFT = 0.01  # of a period, at most, that a picture is sent early or late so that the phase moves
LOST = 0.05  # share of pictures that may come just too late for their turn, and be overtaken by the next
SLACK = 0.3  # of a period; pictures that lie ready for longer are sent earlier, the more the faster


class SendClock:
    """Every 1/fps seconds, its phase drifting until fresh pictures come just before they are due.

    A camera and a constant rate share no phase: without this, every picture would wait half a period on average.
    The drift stays within DRIFT, so the rate does too. Times are seconds of one clock.
    """

    def __init__(self, fps: float, start: float):
        self._period = 1 / fps
        self.due = start

    def sent(self, now: float, waited: float | None, overtaken: bool = False) -> None:
        """Move on to the next turn. waited: seconds that a fresh picture had been ready; None: the last was repeated.

        overtaken: another picture came and went unsent since the turn before. Turns that have passed already (the
        machine slept, the sink blocked) are skipped.
        """
        self.due += self._period * (1 + DRIFT * self._shift(waited, overtaken))
        if (late := now - self.due) > self._period:
            self.due += late // self._period * self._period

    def _shift(self, waited: float | None, overtaken: bool) -> float:
        if waited is None:
            return 0.0
        return 1.0 if overtaken else -min(1.0, LOST + max(0.0, waited / self._period - SLACK))
