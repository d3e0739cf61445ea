"""Decides when the next picture is due."""

from collections import deque

# The clock shortens a period by at most this share of it.
SHORTENED = 0.02
# The clock lengthens a period by at most this share of it. It is less than SHORTENED, because the pictures of a slower
# camera come too late now and then for ever, and the rate must hold.
LENGTHENED = 0.006
# The clock aims at a moment when all pictures are ready but this share (0..1) of them. If it waited for more, all
# others would wait for the few that take longest to make.
LATE_SHARE = 0.1
# The turns lie this share of a period after that moment.
SLACK = 0.1
# While a picture waits for more than this share of a period, no period is lengthened, since the next picture would soon
# overtake it.
LONGEST = 0.85
# A period is lengthened in full if the turns lie too early by one period divided by this.
STEEPNESS = 4.0
# The clock looks at this many of the latest turns for which there was a picture.
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

    All times are in seconds of the same time source.
    """

    def __init__(self, fps: float, start: float):
        """fps: the output's rate, in frames per second. start: when the first picture is due."""
        self._period = 1 / fps
        # How long pictures waited, in periods. It is negative for those that came too late.
        self._waits: deque[float] = deque(maxlen=LOOKED_BACK)
        self.due = start

    @property
    def patience(self) -> float:
        """How many seconds after its turn a picture is still waited for."""
        return PATIENCE * self._period

    def sent(self, now: float, waited: float | None) -> None:
        """Move on to the next turn, past all turns that were missed because the machine slept or the sink blocked.

        waited: how many seconds the picture just sent had waited for its turn. It is negative if the picture came after
        its turn. If it did not even come within `patience`, it is minus `patience`. It is None if no picture was to be
        expected for this turn, and the one before was repeated.
        """
        self.due += self._period * (1 - self._shortened(waited))
        if (late := now - self.due) > self._period:
            self.due += late // self._period * self._period

    def _shortened(self, waited: float | None) -> float:
        """Return the share by which to shorten this period. A negative share lengthens it."""
        if waited is None:
            return 0.0
        self._waits.append(waited / self._period)
        excess = sorted(self._waits)[int(LATE_SHARE * len(self._waits))] - SLACK
        if excess > 0:
            return SHORTENED * min(1.0, excess)
        return 0.0 if max(self._waits) > LONGEST else -LENGTHENED * min(1.0, -STEEPNESS * excess)
