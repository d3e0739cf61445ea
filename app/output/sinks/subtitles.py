"""Decides what becomes of the subtitles of a recording, and writes one track of them into a new file."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Literal

import av
from av.container import OutputContainer
from av.subtitles.stream import SubtitleStream

from app.output.sinks.packets import stamp
from app.output.sinks.sound_tracks import succeeds

# FFmpeg writes more codecs into these files, but players show only these. A format that is missing here takes none.
PLAYED = {
    "mp4": {"mov_text"},
    "mov": {"mov_text"},
    "ipod": {"mov_text"},
    "3gp": {"mov_text"},
    "matroska": {"ass", "dvb_subtitle", "dvd_subtitle", "hdmv_pgs_subtitle", "subrip", "text", "webvtt"},
    "mpegts": {"dvb_subtitle", "hdmv_pgs_subtitle"},
    "mpeg": {"dvd_subtitle"},
}
# A track of text is converted to this codec in a file of this format.
TEXT = {"mp4": "mov_text", "mov": "mov_text", "ipod": "mov_text", "3gp": "mov_text", "matroska": "subrip"}
# This is a subtitle of the codec mov_text that shows nothing. Its length is written in two bytes.
NO_TEXT = b"\0\0"
# The times of converted subtitles are multiples of this fraction of a second.
TIME_BASE = Fraction(1, 1000)


@dataclass(frozen=True)
class SubtitleTrack:
    """What became of one track of subtitles. The commands write it into their figures.

    The fields are those of SoundTrack. A text that was converted keeps its words, lines, bold and italics.
    """

    track: int
    codec: str
    kept: Literal["kept", "converted", "dropped"]
    why: str


class SubtitleWay:
    """Writes the packets of one track, as they are or in another codec of text. Their times never fall back.

    A file of the MP4 family begins with a subtitle that shows nothing. Otherwise FFmpeg would keep the whole film in
    memory until the first subtitle comes. Methods may raise FFmpegError for a damaged subtitle.
    """

    def __init__(self, source: SubtitleStream, target: OutputContainer, converted: bool):
        self._source = source
        self._begins_empty = TEXT.get(target.format.name) == "mov_text"
        self._converted = converted
        self._last = 0  # the time of the last packet, in units of TIME_BASE
        if converted:
            source.codec_context.open(strict=False)
            stream = target.add_stream(TEXT[target.format.name])
            assert isinstance(stream, SubtitleStream)
            self.stream = stream
            self.stream.codec_context.subtitle_header = source.codec_context.subtitle_header
            self.stream.time_base = TIME_BASE
        else:
            self.stream = target.add_stream_from_template(source)

    def begin(self) -> Iterator[av.Packet]:
        """Give what to write before the first picture."""
        if self._begins_empty:
            yield self._timed(av.Packet(NO_TEXT), 0, 0)

    def packets(self, packet: av.Packet) -> Iterator[av.Packet]:
        """Give what to write for a packet. Its times are those of the new file.

        What is over before time zero is left out. What began before is shown from time zero.
        """
        time = stamp(packet)
        if time is None:
            return
        begin = round(time * packet.time_base / TIME_BASE)
        end = begin + round((packet.duration or 0) * packet.time_base / TIME_BASE)
        if begin < 0 and end <= 0:
            return
        begin = max(begin, self._last + self._begins_empty)  # two subtitles of an MP4 cannot begin at once
        if not self._converted:
            yield self._timed(packet, begin, max(0, end - begin))
            return
        shown = self._source.codec_context.decode2(packet)
        if shown is not None and len(shown):
            yield self._timed(self.stream.codec_context.encode_subtitle(shown), begin, max(0, end - begin))

    def rest(self) -> Iterator[av.Packet]:
        """Give what to write when no packet follows."""
        return iter(())

    def _timed(self, packet: av.Packet, time: int, duration: int) -> av.Packet:
        packet.time_base = TIME_BASE
        packet.dts = packet.pts = self._last = time
        packet.duration = duration
        packet.stream = self.stream
        return packet


def plan_subtitles(number: int, stream: SubtitleStream, target: OutputContainer) -> SubtitleTrack:
    """Decide what becomes of a track. number: from 0."""
    if stream.codec_context is None:
        return SubtitleTrack(number + 1, "unknown", "dropped", "FFmpeg does not know its codec")
    codec, kind = stream.codec_context.codec.canonical_name, Path(target.name).suffix
    if codec in PLAYED.get(target.format.name, ()) and succeeds(_copying(stream), target):
        return SubtitleTrack(number + 1, codec, "kept", "")
    if not stream.codec_context.codec.text_sub:
        return SubtitleTrack(number + 1, codec, "dropped", f"a {kind} file takes no {codec} subtitles")
    if target.format.name not in TEXT:
        return SubtitleTrack(number + 1, codec, "dropped", f"a {kind} file takes no subtitles of text")
    return SubtitleTrack(number + 1, codec, "converted", f"its {codec} subtitles cannot be copied into a {kind} file")


def _copying(stream: SubtitleStream) -> Callable[[OutputContainer], None]:
    def write(trial: OutputContainer) -> None:
        trial.add_stream_from_template(stream)
        trial.start_encoding()

    return write
