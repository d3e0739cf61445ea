"""Writes one sound track of a recording into a new file, as it is or as AAC."""

import contextlib
import io
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import av
from av.container import OutputContainer

from app.media.files import ffmpeg_url

# Sound up to this many seconds before time zero is copied too. Codecs need it for decoding, but players do not play it.
PRIMING = 0.1
# FFmpeg also writes other codecs into files of these formats, such as PCM, but most players are silent then.
PLAYED = {
    "mp4": {"aac", "ac3", "alac", "eac3", "flac", "mp3", "opus"},
    "mpegts": {"aac", "ac3", "eac3", "mp2", "mp3", "opus"},
}
# A track is dropped if none of this many first packets can be decoded.
FIRST_PACKETS = 100
# AAC gets this many bits per second for each channel.
BITS_PER_CHANNEL = 80_000
# AAC has a layout for each of these numbers of channels.
AAC_LAYOUTS = {1: "mono", 2: "stereo", 3: "3.0", 4: "4.0", 5: "5.0", 6: "5.1", 8: "7.1"}
# A gap in the sound is filled with silence, and an overlap is cut, if it is at least this many seconds long.
SMALLEST_GAP = 0.01


class CopiedTrack:
    """Copies the packets of a track."""

    def __init__(self, source: av.AudioStream, target: OutputContainer):
        self.stream = target.add_stream_from_template(source)

    def packets(self, packet: av.Packet) -> list[av.Packet]:
        """Return what to write for a packet. Its times begin with the pictures."""
        if packet.dts is None or packet.dts * packet.time_base < -PRIMING:
            return []
        packet.stream = self.stream
        return [packet]

    def rest(self) -> list[av.Packet]:
        """Return what to write when no packet follows."""
        return []


class ConvertedTrack:
    """Decodes a track and encodes it as AAC, with the same channels, and at the same rate if AAC has it.

    The sound keeps its place in time: gaps are filled with silence, and what comes before time zero is cut. Methods may
    raise FFmpegError for damaged sound. Later packets can then still be converted.
    """

    def __init__(self, source: av.AudioStream, target: OutputContainer):
        self._source = source
        self.stream = _add_aac(source, target)
        self._resampler: av.AudioResampler | None = None
        self._written = 0  # samples that the encoder got

    def packets(self, packet: av.Packet) -> list[av.Packet]:
        """Return what to write for a packet. Its times begin with the pictures."""
        return [made for frame in self._source.decode(packet) for made in self._encode(frame)]

    def rest(self) -> list[av.Packet]:
        """Return what to write when no packet follows."""
        decoded: list[av.Packet] = []
        with contextlib.suppress(av.FFmpegError):  # the last sound is damaged, but what the encoder holds is good
            decoded = [made for frame in self._source.decode(None) for made in self._encode(frame)]
        return decoded + self._flush_resampler() + self.stream.encode(None)

    def _encode(self, frame: av.AudioFrame) -> list[av.Packet]:
        flushed: list[av.Packet] = []
        if self._resampler is None:
            self._resampler = self._new_resampler()
        try:
            frames = self._resampler.resample(frame)
        except ValueError:  # the recording goes on with another rate or other channels
            flushed = self._flush_resampler()
            self._resampler = self._new_resampler()
            frames = self._resampler.resample(frame)
        return flushed + self._encode_resampled(frames)

    def _flush_resampler(self) -> list[av.Packet]:
        return self._encode_resampled(self._resampler.resample(None)) if self._resampler else []

    def _encode_resampled(self, frames: list[av.AudioFrame]) -> list[av.Packet]:
        self._written += sum(frame.samples for frame in frames)
        return [packet for frame in frames for packet in self.stream.encode(frame)]

    def _new_resampler(self) -> av.AudioResampler:
        """Return a resampler that goes on where the sound so far ends, even if that is time zero."""
        context = self.stream.codec_context
        timing = {"async": "1", "min_hard_comp": str(SMALLEST_GAP), "first_pts": str(self._written)}
        return av.AudioResampler(context.format, context.layout, context.sample_rate, options=timing)


def can_copy(recording: Path, track: int, target: OutputContainer) -> bool:
    """Return whether a file takes a track as it is. track: from 0.

    One packet is tried with a file of the same format in memory, because a refusal would spoil the real file.
    """
    with av.open(ffmpeg_url(recording)) as opened:
        source = opened.streams.audio[track]
        codec = source.codec_context.codec.canonical_name
        if codec not in PLAYED.get(target.format.name, {codec}):
            return False
        first = next((packet for packet in opened.demux(source) if packet.size), None)

        def copy_one(trial: OutputContainer) -> None:
            assert first is not None
            first.stream = trial.add_stream_from_template(source)
            trial.mux(first)

        return first is not None and _succeeds(copy_one, target)


def can_decode(recording: Path, track: int) -> bool:
    """Return whether the beginning of a track can be decoded. track: from 0."""
    with av.open(ffmpeg_url(recording)) as opened:
        source = opened.streams.audio[track]
        return any(_gives_sound(source, packet) for packet in islice(opened.demux(source), FIRST_PACKETS))


def takes_aac(target: OutputContainer) -> bool:
    """Return whether a file takes AAC."""

    def begin(trial: OutputContainer) -> None:
        trial.add_stream("aac", rate=48_000, layout="stereo")
        trial.start_encoding()

    return _succeeds(begin, target)


def _add_aac(source: av.AudioStream, target: OutputContainer) -> av.AudioStream:
    """Add an AAC stream for a track to a file."""
    rates = av.Codec("aac", "w").audio_rates or [source.rate]
    rate = min((each for each in rates if each >= source.rate), default=max(rates))
    channels = min((each for each in AAC_LAYOUTS if each >= source.channels), default=max(AAC_LAYOUTS))
    stream = target.add_stream("aac", rate=rate, layout=AAC_LAYOUTS[channels], bit_rate=BITS_PER_CHANNEL * channels)
    assert isinstance(stream, av.AudioStream)
    return stream


def _gives_sound(source: av.AudioStream, packet: av.Packet) -> bool:
    with contextlib.suppress(av.FFmpegError):
        return bool(source.decode(packet))
    return False


def _succeeds(write: Callable[[OutputContainer], None], target: OutputContainer) -> bool:
    """Return whether something can be written into a file in memory that is like the target."""
    try:
        with av.open(io.BytesIO(), "w", format=target.format.name, container_options=target.container_options) as trial:
            write(trial)
    except (ValueError, av.FFmpegError):
        return False
    return True
