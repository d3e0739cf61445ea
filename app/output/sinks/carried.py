"""Carries the sound, the subtitles and the chapters of a recording into a new file."""

import math
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import av
from av.container import OutputContainer
from av.subtitles.stream import SubtitleStream

from app.output.sinks import packets
from app.output.sinks.extras import carry_chapters, carry_names, left_out
from app.output.sinks.formats import MP4_FAMILY
from app.output.sinks.packets import Packets, beginnings, open_recording
from app.output.sinks.sound import LATEST, SoundTrack, plan_sound
from app.output.sinks.sound_tracks import PRIMING, ConvertedTrack, CopiedTrack
from app.output.sinks.subtitles import SubtitleTrack, SubtitleWay, plan_subtitles

# The sound of a moment lies in the recording at most this many seconds behind the pictures of the moment. If none is
# found there, the track has a gap.
READ_AHEAD = 10.0
# These are the keys of a track's metadata that the new file gets too.
NAMES = ("language", "title", "handler_name")


class Carried:
    """The sound, the subtitles and the chapters of a recording on their way into a new file.

    A sound track is copied packet by packet if the format takes it. Otherwise it is converted to another codec, and it
    is dropped if that is impossible too. Subtitles alike. All tracks keep their order, languages and titles, and which
    of them is played by default. Damaged packets are left out, and raise nothing. If writing fails, the methods raise
    FFmpegError or OSError.

    lead: how many seconds of the new file come before the second the first picture belongs to, because sound begins so
    much earlier. left_out: the streams that are neither the pictures nor sound or subtitles, in plain words. ends: when
    the sound written so far ends, in seconds of the new file. refused: how many packets the file refused later; FFmpeg
    does not say of which track.
    """

    def __init__(self, recording: Path, start: float, target: OutputContainer):
        """start: the first picture has this time on the recording's clock (RecordingClock), in seconds.

        target: a file without packets, with a stream for the pictures. Raises FFmpegError or OSError if the recording
        cannot be read.
        """
        begin = beginnings(recording, start + LATEST)
        self.refused = 0
        self.ends = 0.0
        self._target = target
        self._recording = open_recording(recording)
        self.left_out = left_out(self._recording)
        # The keys of the following are the indices of the streams in the recording.
        self._sounds: dict[int, SoundTrack] = {}
        self._subtitles: dict[int, SubtitleTrack] = {}
        self._ways: dict[int, CopiedTrack | ConvertedTrack | SubtitleWay] = {}
        self._damaged: Counter[int] = Counter()  # packets that were left out
        for number, sound in enumerate(self._recording.streams.audio):
            self._add_sound(recording, number, sound, late=sound.index not in begin)
        for number, subtitles in enumerate(self._recording.streams.subtitles):
            self._add_subtitles(number, subtitles)
        early = start - min((time for index, time in begin.items() if index in self._ways), default=start)
        self.lead = early if early > PRIMING else 0.0
        self._later = self.lead - start  # what is added to the times of the recording, in seconds
        carry_names(self._recording, target)
        carry_chapters(self._recording, target, self._later)
        # Packets that were read and not written yet, each with its time in the new file.
        self._waiting: dict[int, deque[tuple[float, av.Packet]]] = {index: deque() for index in self._ways}
        # The time of the last packet that was read of each sound track, and of any stream, in seconds of the new file.
        self._read = {index: -math.inf for index in self._sounds if index in self._ways}
        self._reached = -math.inf
        self._begun = False
        self._packets = Packets(
            self._recording, [s for s in self._recording.streams.subtitles if s.index in self._ways]
        )
        self._coming: Iterator[av.Packet] | None = iter(self._packets) if self._ways else None  # None at the end

    @property
    def sounds(self) -> list[SoundTrack]:
        """What has become of each sound track so far."""
        return [replace(track, why=self._why(index, track)) for index, track in self._sounds.items()]

    @property
    def subtitles(self) -> list[SubtitleTrack]:
        """What has become of each track of subtitles so far."""
        return [replace(track, why=self._why(index, track)) for index, track in self._subtitles.items()]

    def write(self, until: float) -> None:
        """Write what begins before a time in seconds of the new file."""
        if not self._begun:
            self._begun = True
            for index, way in self._ways.items():
                if isinstance(way, SubtitleWay):
                    self._mux(index, way.begin())
        self._read_until(until)
        for index, waiting in self._waiting.items():
            while waiting and waiting[0][0] < until:
                self._mux(index, self._ways[index].packets(waiting.popleft()[1]))
            way = self._ways[index]
            if self._coming is not None and not isinstance(way, SubtitleWay):
                self._mux(index, way.fill(until))

    def ends_before(self, time: float) -> float | None:
        """Return when the sound of the recording ends, in seconds of the new file, if it ends before a time.

        None if it goes on after that time.
        """
        self._read_until(time)
        if self._coming is not None:
            return None
        waiting = [packets.end(self._waiting[index][-1][1]) for index in self._read if self._waiting[index]]
        return max([self.ends, *waiting])

    def finish(self) -> None:
        """Write what the encoders still hold."""
        for index, way in self._ways.items():
            self._mux(index, way.rest())

    def close(self) -> None:
        """Close the recording."""
        self._coming = None
        self._recording.close()

    def _add_sound(self, recording: Path, number: int, stream: av.AudioStream, late: bool) -> None:
        plan = plan_sound(recording, number, stream, late, self._target)
        self._sounds[stream.index] = plan.track
        if plan.track.kept == "kept":
            self._add(stream, CopiedTrack(stream, self._target))
        elif plan.codec:
            self._add(stream, ConvertedTrack(stream, self._target, plan.codec))

    def _add_subtitles(self, number: int, stream: SubtitleStream) -> None:
        planned = plan_subtitles(number, stream, self._target)
        self._subtitles[stream.index] = planned
        if planned.kept != "dropped":
            self._add(stream, SubtitleWay(stream, self._target, planned.kept == "converted"))

    def _add(self, source: av.AudioStream | SubtitleStream, way: CopiedTrack | ConvertedTrack | SubtitleWay) -> None:
        names = {name: source.metadata[name] for name in NAMES if name in source.metadata}
        if "title" in names and self._target.format.name in MP4_FAMILY:
            names["handler_name"] = names["title"]  # it has no other place there
        way.stream.metadata.update(names)
        way.stream.disposition = source.disposition
        self._ways[source.index] = way

    def _read_until(self, time: float) -> None:
        """Read until every sound track has a packet after a time, or until there is none for READ_AHEAD seconds."""
        while self._coming is not None:
            behind = any(read < time for read in self._read.values())
            if self._reached >= (time + READ_AHEAD if behind else time):
                return
            packet = next(self._coming, None)
            if packet is None:
                self._coming = None
            else:
                self._take(packet)

    def _take(self, packet: av.Packet) -> None:
        packets.move(packet, self._later)
        index, time = packet.stream_index, packets.seconds(packet)
        if time is not None:
            self._reached = max(self._reached, time)
        if index in self._read:
            # A packet without a time follows the one before it.
            time = self._read[index] if time is None else time
            self._read[index] = max(self._read[index], time)
        if index in self._waiting and time is not None:
            self._waiting[index].append((time, packet))

    def _mux(self, index: int, made: Iterator[av.Packet]) -> None:
        """Write the packets that a way gives for a stream. Damage is counted instead."""
        while True:
            try:
                packet = next(made, None)
            except av.FFmpegError:
                self._damaged[index] += 1
                return
            if packet is None:
                return
            if index in self._sounds:
                self.ends = max(self.ends, packets.end(packet))
            try:
                self._target.mux(packet)
            except ValueError:  # FFmpeg refuses this packet; a full disk is another error
                self._damaged[index] += 1

    def _why(self, index: int, track: SoundTrack | SubtitleTrack) -> str:
        # It is told of the first track only, because it is not known of which it was.
        first = next((number for number, sound in self._sounds.items() if sound.kept == "kept"), None)
        count = self._damaged[index] + (self.refused if index == first else 0)
        damaged = f"{count} damaged part{'s were' if count > 1 else ' was'} left out" if count else ""
        broken = self._packets.broken if index in self._ways else ""
        return "; ".join(part for part in (track.why, damaged, broken) if part)
