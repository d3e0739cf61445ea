"""When the next picture is due."""

DRIFT = 0.01  # of a period, at most, that a picture is sent early or late so that the phase moves
MISSED = 0.03  # share of pictures that may come just too late for their turn
SLACK = 0.1  # of a period; a picture that lies ready for longer shows that all could be sent earlier


class SendClock:
    """Every 1/fps seconds, its phase drifting until fresh pictures come just before they are due.

    A camera and a constant rate share no phase: without this, every picture would wait half a period on average.
    The drift stays within DRIFT, so the rate does too. Times are monotonic seconds.
    """

    def __init__(self, fps: float, start: float):
        self._period = 1 / fps
        self.due = start

    def sent(self, now: float, waited: float | None) -> None:
        """Move on to the next turn. waited: seconds that a fresh picture had been ready; None: the last was repeated.

        Turns that have passed already (the machine slept, the sink blocked) are skipped.
        """
        shift = 1 - MISSED if waited is None else -min(1.0, MISSED + max(0.0, waited / self._period - SLACK))
        self.due += self._period * (1 + DRIFT * shift)
        if (late := now - self.due) > self._period:
            self.due += late // self._period * self._period
