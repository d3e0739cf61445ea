"""Carries the sound of a recording into a new file."""

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import av
from av.container import OutputContainer

from app.media.files import ffmpeg_url, reason
from app.output.sinks.sound_tracks import ConvertedTrack, CopiedTrack, can_copy, can_decode, takes_aac

# If the time of a track falls back by this many seconds or more, two recordings were joined there.
JOINED = 1.0
# These are the keys of a track's metadata that the new file gets too.
NAMES = ("language", "title")


@dataclass(frozen=True)
class SoundTrack:
    """What became of one sound track. The commands write it into their figures.

    track: the number of the track in the recording, from 1. codec: FFmpeg's name of the track's codec, such as "opus".
    It is "unknown" if FFmpeg has no decoder for it. kept: how the track got into the new file. why: why it was not
    copied, and what of it is missing. It is empty if the whole track was copied.
    """

    track: int
    codec: str
    kept: Literal["kept", "converted", "dropped"]
    why: str


class Sound:
    """The sound of a recording on its way into a new file.

    A track is copied packet by packet if the format takes it. Otherwise it is converted to AAC, and it is dropped if
    that is impossible too. All tracks keep their order, languages and titles, and which of them is played by default.
    Damaged sound is left out, and raises nothing. If writing fails, the methods raise FFmpegError or OSError.
    """

    def __init__(self, recording: Path, start: float, target: OutputContainer):
        """start: the pictures begin at this time of the recording, in seconds. target: a file without packets yet.

        Raises FFmpegError or OSError if the recording cannot be read.
        """
        self.refused = 0  # copied packets that the file refused later; FFmpeg does not say of which track
        self._target = target
        self._recording = av.open(ffmpeg_url(recording))
        # The keys of the following five are the indices of the streams in the recording.
        self._planned: dict[int, SoundTrack] = {}
        self._ways: dict[int, CopiedTrack | ConvertedTrack] = {}
        self._damaged: Counter[int] = Counter()  # packets that were left out
        self._shifts: dict[int, int] = {}  # what to add to the times of packets, in units of the stream's time base
        self._ends: dict[int, int] = {}  # the end of the last packet in the new file, in the same units
        self._reached = -math.inf  # the time of the last packet in the new file, in seconds
        self._broken = ""  # why the recording cannot be read to its end
        for number, stream in enumerate(self._recording.streams.audio):
            planned = _plan(recording, number, stream, target)
            self._planned[stream.index] = planned
            if planned.kept != "dropped":
                way = CopiedTrack(stream, target) if planned.kept == "kept" else ConvertedTrack(stream, target)
                way.stream.disposition = stream.disposition
                way.stream.metadata.update({name: stream.metadata[name] for name in NAMES if name in stream.metadata})
                self._ways[stream.index] = way
                self._shifts[stream.index] = -round(start / (stream.time_base or 1))
        self._packets = self._read()

    @property
    def tracks(self) -> list[SoundTrack]:
        """What has become of each track so far."""
        return [replace(track, why=self._why(index)) for index, track in self._planned.items()]

    def write(self, until: float) -> None:
        """Write the sound up to a time in seconds, and the first packet after it."""
        while self._reached < until:
            packet = next(self._packets, None)
            if packet is None:
                return
            self._reached = max(self._reached, self._write(packet))

    def finish(self) -> None:
        """Write what the encoders still hold."""
        for index in self._ways:
            self._mux(index, None)

    def close(self) -> None:
        """Close the recording."""
        self._recording.close()

    def _read(self) -> Iterator[av.Packet]:
        """Read the packets of all tracks that are not dropped."""
        kept = [stream for stream in self._recording.streams.audio if stream.index in self._ways]
        if not kept:  # otherwise the whole recording would be read in vain
            return
        try:
            for packet in self._recording.demux(kept):
                if packet.size and packet.dts is not None:
                    yield packet
        except av.FFmpegError as error:
            self._broken = f"the rest of it cannot be read ({reason(error)})"

    def _write(self, packet: av.Packet) -> float:
        """Write a packet. Returns its time in the new file, in seconds."""
        index = packet.stream.index
        assert packet.dts is not None
        dts = packet.dts + self._shifts[index]
        if dts * packet.time_base < self._ends.get(index, dts) * packet.time_base - JOINED:
            # Two recordings were joined here, and the second one's clock starts anew.
            self._shifts[index] = self._ends[index] - packet.dts
            dts = self._ends[index]
        packet.dts = dts
        packet.pts = None if packet.pts is None else packet.pts + self._shifts[index]
        self._ends[index] = dts + (packet.duration or 0)
        time = float(dts * packet.time_base)
        self._mux(index, packet)
        return time

    def _mux(self, index: int, packet: av.Packet | None) -> None:
        """Write a packet of a stream, or what follows the last packet. Damaged sound is counted instead."""
        way = self._ways[index]
        try:
            made = way.packets(packet) if packet else way.rest()
        except av.FFmpegError:
            self._damaged[index] += 1
            return
        for each in made:
            try:
                self._target.mux(each)
            except ValueError:  # FFmpeg refuses this packet; a full disk is another error
                self._damaged[index] += 1

    def _why(self, index: int) -> str:
        count = self._damaged[index] + (self.refused if self._planned[index].kept == "kept" else 0)
        damaged = f"{count} damaged part{'s were' if count > 1 else ' was'} left out" if count else ""
        broken = self._broken if index in self._ways else ""
        return "; ".join(part for part in (self._planned[index].why, damaged, broken) if part)


def _plan(recording: Path, number: int, stream: av.AudioStream, target: OutputContainer) -> SoundTrack:
    """Decide what becomes of a track. number: counted from 0."""
    if stream.codec_context is None:
        return SoundTrack(number + 1, "unknown", "dropped", "FFmpeg does not know its codec")
    codec, kind = stream.codec_context.codec.canonical_name, Path(target.name).suffix
    if can_copy(recording, number, target):
        return SoundTrack(number + 1, codec, "kept", "")
    if not can_decode(recording, number):
        return SoundTrack(number + 1, codec, "dropped", f"its {codec} sound cannot be decoded")
    if not takes_aac(target):
        return SoundTrack(number + 1, codec, "dropped", f"a {kind} file takes neither {codec} nor AAC")
    return SoundTrack(number + 1, codec, "converted", f"its {codec} sound cannot be copied into a {kind} file")
