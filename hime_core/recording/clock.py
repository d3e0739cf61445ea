"""Gives all packets of a recording the times of one clock, which never starts anew."""

from av import Packet
from av.container import InputContainer

# FFmpeg sets this bit of a format's flags if the clock of its files may start anew (AVFMT_TS_DISCONT).
CLOCK_MAY_LEAP = 0x0200
# If the time of a stream falls back by more than this many seconds, two recordings were joined there. Transport streams
# give exact times of decoding. FFmpeg guesses those of other formats, less well where packets are damaged.
JOINED_BACK, JOINED_BACK_GUESSED = 0.1, 1.0
# If the time of a transport stream leaps forward by more than this many seconds, two recordings were joined there.
JOINED_AHEAD = 10.0
# If the time of any other stream leaps forward by more than this many seconds, the time is damaged. Two streams that
# begin farther apart have clocks that have nothing to do with each other.
LONGEST_PAUSE = 3600.0
# If a packet is to be shown more than this many seconds after it is decoded, or before, that time is damaged.
LONGEST_DELAY = 10.0


class RecordingClock:
    """Corrects the times of packets where two recordings were joined, or where a time is damaged.

    The part after such a place follows the longest stream of the part before. Whoever reads a recording gives all
    packets of its `played` streams to a clock, in the order of the file. So pictures and sounds that are read apart
    from each other stay together.
    """

    def __init__(self, container: InputContainer):
        joined = container.format.flags & CLOCK_MAY_LEAP
        self._back, self._ahead = (JOINED_BACK, JOINED_AHEAD) if joined else (JOINED_BACK_GUESSED, LONGEST_PAUSE)
        self._latest_shift = 0.0  # what the part that began last adds to its times, in seconds
        self._shown_end = 0.0
        self._begin: float | None = None  # when the first of the streams begins, in seconds of this clock
        # The keys of the following three are the indices of streams.
        self._shifts: dict[int, float] = {}  # what each stream adds to its times, in seconds
        self._times: dict[int, float] = {}  # the time of the last packet, in seconds of this clock
        self._ends: dict[int, float] = {}  # the end of each stream so far, in seconds of this clock

    @property
    def corrected(self) -> bool:
        """Whether any time was wrong so far."""
        return any(self._shifts.values())

    @property
    def end(self) -> float:
        """The latest end of a stream so far, by the times of decoding, in seconds of this clock."""
        return max(self._ends.values(), default=0.0)

    @property
    def shown_end(self) -> float:
        """The latest end of a stream so far, by the times of showing, in seconds of this clock."""
        return self._shown_end

    def correct(self, packet: Packet) -> None:
        """Change the times of a packet to those of this clock."""
        stamp, base = packet.pts if packet.dts is None else packet.dts, packet.time_base
        if stamp is None or not base:
            return
        index, time = packet.stream_index, float(stamp * base)
        # Packets that are decoded but not played may have any times.
        shift = self._shift(index) if packet.is_discard else self._shift_of(index, time)
        ticks = round(shift / base)
        if packet.dts is not None and packet.pts is not None and abs(packet.pts - packet.dts) * base > LONGEST_DELAY:
            packet.pts = None
        packet.dts = None if packet.dts is None else packet.dts + ticks
        packet.pts = None if packet.pts is None else packet.pts + ticks
        if packet.is_discard:
            return
        time += shift
        duration = float((packet.duration or 0) * base)
        end = time + duration
        self._shown_end = max(self._shown_end, end, 0.0 if packet.pts is None else float(packet.pts * base) + duration)
        self._begin = time if self._begin is None else min(time, self._begin)
        self._shifts[index], self._times[index] = shift, time
        self._ends[index] = max(end, self._ends.get(index, end))

    def _shift(self, index: int) -> float:
        """Return what a stream adds to its times at present, in seconds."""
        return self._shifts.get(index, self._latest_shift)

    def _shift_of(self, index: int, time: float) -> float:
        """Return what to add to a time of a stream, in seconds."""
        # At a joint, each stream changes to the new part at its own packet.
        for shift in (self._shift(index), self._latest_shift):
            if self._follows(index, time + shift):
                return shift
        if index not in self._times:
            return (self._begin or 0.0) - time  # its times are of another clock
        self._latest_shift = self.end - time
        return self._latest_shift

    def _follows(self, index: int, time: float) -> bool:
        """Return whether a time can follow the last packet of a stream."""
        if index not in self._times:
            return self._begin is None or abs(time - self._begin) <= LONGEST_PAUSE
        return self._times[index] - self._back <= time <= self.end + self._ahead
