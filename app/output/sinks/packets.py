"""Reads the packets of a recording that go with its pictures, on one clock and past damage."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

import av
from av.container import InputContainer
from av.subtitles.stream import SubtitleStream

from app.media.files import reason
from hime_core.recording import RecordingClock, open_recording, read_packets
from hime_core.recording.streams import played


class Packets:
    """The packets of the played streams, and of some subtitles, in the order of the file. It can be read once.

    All of them have the times of RecordingClock. The pictures are among them only because that clock needs them.
    broken: why the recording could not be read to its end. It is empty if there was no error, or if reading went on
    after the errors.
    """

    def __init__(self, recording: InputContainer, subtitles: Sequence[SubtitleStream] = ()):
        self.broken = ""
        self._recording = recording
        self._clock = RecordingClock(recording)
        self._streams = [*played(recording), *subtitles]
        self._subtitles = {stream.index for stream in subtitles}
        self._shift = Fraction(0)  # what the clock added to the time of the last played packet, in seconds

    def __iter__(self) -> Iterator[av.Packet]:
        try:
            for packet in read_packets(self._recording, *self._streams):
                if packet.size:
                    self._correct(packet)
                    yield packet
        except av.FFmpegError as error:
            self.broken = f"the rest of it cannot be read ({reason(error)})"

    def _correct(self, packet: av.Packet) -> None:
        before, base = stamp(packet), packet.time_base
        if packet.stream_index not in self._subtitles:
            self._clock.correct(packet)
            after = stamp(packet)
            if before is not None and after is not None:
                self._shift = (after - before) * base
        elif before is not None:
            move(packet, self._shift)


def beginnings(recording: Path, until: float) -> dict[int, float]:
    """Return when each sound track begins, by the index of its stream. A track that begins after `until` is left out.

    The times are those of RecordingClock, in seconds. Raises FFmpegError or OSError if the recording cannot be read.
    """
    found: dict[int, float] = {}
    with open_recording(recording) as opened:
        sounds = {stream.index for stream in opened.streams.audio}
        for packet in Packets(opened):
            time = seconds(packet)
            if time is None:
                continue
            if time > until or len(found) == len(sounds):
                break
            if packet.stream_index in sounds and not packet.is_discard:
                found.setdefault(packet.stream_index, time)
    return found


def stamp(packet: av.Packet) -> int | None:
    """Return when a packet is decoded, or else when it is shown, in units of its time base."""
    return packet.pts if packet.dts is None else packet.dts


def seconds(packet: av.Packet) -> float | None:
    """Return when a packet is decoded, or else when it is shown, in seconds."""
    ticks = stamp(packet)
    return None if ticks is None else float(ticks * packet.time_base)


def end(packet: av.Packet) -> float:
    """Return when a packet ends, in seconds. A packet without a time ends at the beginning."""
    return (seconds(packet) or 0.0) + float((packet.duration or 0) * packet.time_base)


def move(packet: av.Packet, by: float | Fraction) -> None:
    """Move a packet in time. by: in seconds."""
    ticks = round(by / packet.time_base)
    packet.dts = None if packet.dts is None else packet.dts + ticks
    packet.pts = None if packet.pts is None else packet.pts + ticks
