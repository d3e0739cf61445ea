"""Decides when the next picture is due."""

from collections import deque

# The clock lengthens or shortens a period by at most this share of it.
DRIFT = 0.02
# The clock moves until this share (0..1) of the fresh pictures comes too late for its turn. Fewer would mean that all
# others wait for the few that take longest to make.
LATE_SHARE = 0.1
# This share of a period lies between the moment when all pictures but LATE_SHARE are ready, and their turn.
SLACK = 0.1
# The clock looks at how long this many of the latest fresh pictures waited.
LOOKED_BACK = 40
# A picture that comes too late for its turn is waited for until this share of a period has passed. Its neighbours are
# still sent at their turns.
PATIENCE = 0.5


class SendClock:
    """Says when a picture is due: every 1/fps seconds, or slightly sooner or later while pictures wait too long or come
    too late.

    A camera does not give its frames just before they must be sent, and making a picture takes now more, now less time.
    At an unchanging rate, each picture would wait for half a period on average. This clock therefore moves its turns
    until most pictures come just in time (LATE_SHARE). The few that come later are sent as soon as they are ready, if
    that is within PATIENCE. A picture that comes later still is sent at the next turn, or is overtaken by the next.
    No period is longer or shorter than 1/fps by more than DRIFT of it.

    All times are in seconds of the same time source.
    """

    def __init__(self, fps: float, start: float):
        """fps: the output's rate, in frames per second. start: when the first picture is due."""
        self._period = 1 / fps
        self._waits: deque[float] = deque(maxlen=LOOKED_BACK)  # how long fresh pictures waited, in periods
        self.due = start

    @property
    def patience(self) -> float:
        """How many seconds after its turn a picture is still waited for."""
        return PATIENCE * self._period

    def sent(self, now: float, waited: float | None) -> None:
        """Move on to the next turn, past all turns that were missed because the machine slept or the sink blocked.

        waited: how many seconds the picture just sent had waited for its turn. It is negative if the picture came after
        its turn, and None if the picture before was repeated.
        """
        self.due += self._period * (1 - DRIFT * self._ahead(waited))
        if (late := now - self.due) > self._period:
            self.due += late // self._period * self._period

    def _ahead(self, waited: float | None) -> float:
        """Return the share of DRIFT by which to shorten this period, -1..1; a negative share lengthens it."""
        if waited is None:
            return 0.0
        self._waits.append(waited / self._period)
        shortest = sorted(self._waits)[int(LATE_SHARE * len(self._waits))]
        return min(1.0, max(-1.0, shortest - SLACK))
