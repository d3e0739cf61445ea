"""Writes one sound track of a recording into a new file, as it is or in another codec."""

import contextlib
import io
import math
from collections.abc import Callable, Iterator
from itertools import chain, islice
from pathlib import Path

import av
from av.container import InputContainer, OutputContainer

from app.output.sinks.packets import Packets, open_recording, stamp

# Sound up to this many seconds before time zero is copied too. Codecs need it for decoding, but players do not play it.
PRIMING = 0.1
# FFmpeg also writes other codecs into files of these formats, such as PCM, but most players are silent then.
PLAYED = {
    "mp4": {"aac", "ac3", "alac", "eac3", "flac", "mp3", "opus"},
    "mpegts": {"aac", "ac3", "eac3", "mp2", "mp3", "opus"},
}
# A track that cannot be copied gets the first of these codecs that the file takes. The values are for people.
CODECS = {"aac": "AAC", "libopus": "Opus", "mp2": "MP2", "libmp3lame": "MP3", "pcm_s16le": "PCM"}
# A track is dropped if none of this many first packets can be decoded.
FIRST_PACKETS = 100
# A codec that loses something gets this many bits per second for each channel.
BITS_PER_CHANNEL = 80_000
# AAC, Opus and PCM have a layout for each of these numbers of channels.
LAYOUTS = {1: "mono", 2: "stereo", 3: "3.0", 4: "4.0", 5: "5.0", 6: "5.1", 8: "7.1"}
# MP2 and MP3 have at most this many channels.
MOST_CHANNELS = {"mp2": 2, "libmp3lame": 2}
# FFmpeg fills a gap in the sound with silence, and cuts an overlap, if it is at least this many seconds long.
SMALLEST_GAP = 0.01
# HIME fills a gap itself if it is at least this many seconds long, because FFmpeg keeps the whole silence in memory.
LONG_GAP = 1.0
# HIME makes so many samples of silence at once.
SILENCE_BLOCK = 4096
# The resampler gives so many samples at once.
RESAMPLED_BLOCK = 1024
# A copied packet follows the one before it after at least this many seconds, whatever its time says.
SMALLEST_STEP = 0.001


class CopiedTrack:
    """Copies the packets of a track. Their times never fall back.

    A packet that begins a little early is moved behind the one before it. It is left out if the sound of its time is in
    the file already, as where the parts of a joined recording overlap.
    """

    def __init__(self, source: av.AudioStream, target: OutputContainer):
        self.stream = target.add_stream_from_template(source)
        self._last: int | None = None  # the time of the last packet, in units of the time base of the source
        self._end = 0  # when that packet ends, in the same units

    def packets(self, packet: av.Packet) -> Iterator[av.Packet]:
        """Give what to write for a packet. Its times are those of the new file."""
        time, duration = stamp(packet), packet.duration or 0
        if time is None:
            time = self._end
        if time * packet.time_base < -PRIMING:
            return
        if self._last is not None and time <= self._last:
            if self._end - time > duration:
                return
            time = self._last + math.ceil(SMALLEST_STEP / packet.time_base)
        packet.dts = packet.pts = time
        self._last, self._end = time, time + duration
        packet.stream = self.stream
        yield packet

    def fill(self, until: float) -> Iterator[av.Packet]:
        """Give nothing, because a copied track can have a gap."""
        return iter(())

    def rest(self) -> Iterator[av.Packet]:
        """Give what to write when no packet follows."""
        return iter(())


class ConvertedTrack:
    """Decodes a track and encodes it anew, with the same channels and at the same rate if the codec has them.

    The sound keeps its place in time: gaps are filled with silence, and what comes before time zero is cut. Methods may
    raise FFmpegError for damaged sound. Later packets can then still be converted.
    """

    def __init__(self, source: av.AudioStream, target: OutputContainer, codec: str):
        """codec: FFmpeg's name of an encoder, a key of CODECS."""
        self._source = source
        self.stream = _add_encoder(source, target, codec)
        self._resampler: av.AudioResampler | None = None
        self._written = 0  # samples that the encoder got

    def packets(self, packet: av.Packet) -> Iterator[av.Packet]:
        """Give what to write for a packet. Its times are those of the new file."""
        for frame in self._source.decode(packet):
            yield from self._encode(frame)

    def fill(self, until: float) -> Iterator[av.Packet]:
        """Give silence up to a time in seconds, if the sound ends LONG_GAP or more before it."""
        rate = self.stream.codec_context.sample_rate
        if until - self._written / rate < LONG_GAP:
            return
        yield from self._flush_resampler()
        self._resampler = None
        while (missing := round(until * rate) - self._written) > 0:
            yield from self._encode_resampled([self._silence(min(missing, SILENCE_BLOCK))])

    def rest(self) -> Iterator[av.Packet]:
        """Give what to write when no packet follows."""
        with contextlib.suppress(av.FFmpegError):  # the last sound is damaged, but what the encoder holds is good
            for frame in self._source.decode(None):
                frame.time_base = self._source.time_base or frame.time_base  # PyAV sets it only for a packet
                yield from self._encode(frame)
        yield from self._flush_resampler()
        yield from self.stream.encode(None)

    def _encode(self, frame: av.AudioFrame) -> Iterator[av.Packet]:
        if frame.time is not None:
            yield from self.fill(frame.time)
        if self._resampler is None:
            self._resampler = self._new_resampler()
        try:
            frames = self._resampler.resample(frame)
        except ValueError:  # the recording goes on with another rate or other channels
            yield from self._flush_resampler()
            self._resampler = self._new_resampler()
            frames = self._resampler.resample(frame)
        yield from self._encode_resampled(frames)

    def _flush_resampler(self) -> list[av.Packet]:
        return self._encode_resampled(self._resampler.resample(None)) if self._resampler else []

    def _encode_resampled(self, frames: list[av.AudioFrame]) -> list[av.Packet]:
        self._written += sum(frame.samples for frame in frames)
        return [packet for frame in frames for packet in self.stream.encode(frame)]

    def _silence(self, samples: int) -> av.AudioFrame:
        """Return silence that follows the sound so far."""
        context = self.stream.codec_context
        frame = av.AudioFrame(context.format.name, context.layout.name, samples)
        for plane in frame.planes:
            plane.update(bytes(plane.buffer_size))
        frame.sample_rate, frame.time_base, frame.pts = context.sample_rate, context.time_base, self._written
        return frame

    def _new_resampler(self) -> av.AudioResampler:
        """Return a resampler that goes on where the sound so far ends, even if that is time zero."""
        context = self.stream.codec_context
        timing = {"async": "1", "min_hard_comp": str(SMALLEST_GAP), "first_pts": str(self._written)}
        # Without a size of its frames, PyAV would pass sound of the right format on untimed.
        return av.AudioResampler(context.format, context.layout, context.sample_rate, RESAMPLED_BLOCK, timing)


def can_copy(recording: Path, track: int, target: OutputContainer) -> bool:
    """Return whether a file takes a track as it is. track: from 0.

    One packet is tried with a file of the same format in memory, because a refusal would spoil the real file.
    """
    with open_recording(recording) as opened:
        source = opened.streams.audio[track]
        codec = source.codec_context.codec.canonical_name
        if codec not in PLAYED.get(target.format.name, {codec}):
            return False
        first = next(_packets_of(opened, source), None)

        def copy_one(trial: OutputContainer) -> None:
            assert first is not None
            first.stream = trial.add_stream_from_template(source)
            trial.mux(first)

        return first is not None and succeeds(copy_one, target)


def can_decode(recording: Path, track: int) -> bool:
    """Return whether the beginning of a track can be decoded. track: from 0."""
    with open_recording(recording) as opened:
        source = opened.streams.audio[track]
        firsts = islice(_packets_of(opened, source), FIRST_PACKETS)
        return any(_gives_sound(source, packet) for packet in chain(firsts, [None]))


def codec_for(source: av.AudioStream, target: OutputContainer) -> str | None:
    """Return the codec for a track that a file cannot take as it is. None if it takes none of CODECS."""

    def begin(codec: str) -> Callable[[OutputContainer], None]:
        def write(trial: OutputContainer) -> None:
            _add_encoder(source, trial, codec)
            trial.start_encoding()

        return write

    return next((codec for codec in CODECS if succeeds(begin(codec), target)), None)


def _add_encoder(source: av.AudioStream, target: OutputContainer, codec: str) -> av.AudioStream:
    """Add a stream of another codec for a track to a file."""
    rates = av.Codec(codec, "w").audio_rates or [source.rate]
    rate = min((each for each in rates if each >= source.rate), default=max(rates))
    channels = min((each for each in LAYOUTS if each >= source.channels), default=max(LAYOUTS))
    channels = min(channels, MOST_CHANNELS.get(codec, channels))
    stream = target.add_stream(codec, rate=rate, layout=LAYOUTS[channels])
    assert isinstance(stream, av.AudioStream)
    stream.bit_rate = BITS_PER_CHANNEL * channels
    return stream


def _packets_of(recording: InputContainer, stream: av.AudioStream) -> Iterator[av.Packet]:
    return (packet for packet in Packets(recording) if packet.stream_index == stream.index)


def _gives_sound(source: av.AudioStream, packet: av.Packet | None) -> bool:
    """Return whether a packet, or what follows the last packet, gives sound."""
    with contextlib.suppress(av.FFmpegError):
        return bool(source.decode(packet))
    return False


def succeeds(write: Callable[[OutputContainer], None], target: OutputContainer) -> bool:
    """Return whether something can be written into a file in memory that is like the target."""
    try:
        with av.open(io.BytesIO(), "w", format=target.format.name, container_options=target.container_options) as trial:
            write(trial)
    except (ValueError, av.FFmpegError):
        return False
    return True
