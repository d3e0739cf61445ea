"""Recordings with sound that is silent but for clicks at known times, and what can be seen of a file made of one."""

import contextlib
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from app.output.sinks import VideoSink
from app.output.sinks.packets import Packets
from hime_core.recording.streams import pictures
from tests.conftest import wall

FPS = 25
# A sound and its picture may be this many seconds apart.
IN_TIME = 0.02


@dataclass(frozen=True)
class Kind:
    """A sound track to write. begins: its time in the recording, in seconds."""

    codec: str
    rate: int = 48_000
    layout: str = "stereo"
    language: str = ""
    default: bool = False
    begins: float = 0.0
    clicks: tuple[float, ...] = (0.5, 1.5)


def click_track(kind: Kind, seconds: float) -> np.ndarray:
    """Silence with a short burst of noise at each click, as (1, samples × channels) of 16 bits."""
    channels = av.AudioLayout(kind.layout).nb_channels
    sound = np.zeros((round(seconds * kind.rate), channels), np.int16)
    noise = np.random.default_rng(0).integers(-20_000, 20_000, (round(0.03 * kind.rate), 1))
    for click in kind.clicks:
        at = round((click - kind.begins) * kind.rate)
        sound[at : at + len(noise)] = noise
    return sound.reshape(1, -1)


def record(path: Path, *kinds: Kind, seconds: float = 2.0, pictures_begin: float = 0.0, extra: float = 0.0) -> Path:
    """Write a recording. seconds: its length. extra: how many seconds longer its sound is than its pictures."""
    with av.open(str(path), "w") as out:
        video = out.add_stream("mjpeg" if path.suffix == ".avi" else "libx264", rate=FPS)
        video.width, video.height = 64, 48
        video.pix_fmt = "yuvj420p" if path.suffix == ".avi" else "yuv420p"
        tracks = []
        for kind in kinds:
            stream = out.add_stream(kind.codec, rate=kind.rate, layout=kind.layout)
            stream.bit_rate = 128_000
            if kind.codec == "vorbis":
                stream.codec_context.options = {"strict": "experimental"}
            stream.disposition = 1 if kind.default else 0
            if kind.language:
                stream.metadata["language"] = kind.language
            tracks.append(stream)
        for number in range(round((seconds - pictures_begin) * FPS)):
            frame = av.VideoFrame.from_ndarray(wall(48, 64), format="bgr24")
            frame.pts, frame.time_base = number + round(pictures_begin * FPS), Fraction(1, FPS)
            out.mux(video.encode(frame))
        out.mux(video.encode(None))
        for stream, kind in zip(tracks, kinds, strict=True):
            samples = click_track(kind, seconds + extra - kind.begins)
            sound = av.AudioFrame.from_ndarray(samples, format="s16", layout=kind.layout)
            sound.sample_rate, sound.time_base = kind.rate, Fraction(1, kind.rate)
            sound.pts = round(kind.begins * kind.rate)
            resampler = av.AudioResampler(
                stream.format, kind.layout, kind.rate, stream.codec_context.frame_size or 1024
            )
            for part in [*resampler.resample(sound), *resampler.resample(None)]:
                out.mux(stream.encode(part))
            out.mux(stream.encode(None))
    return path


def picture_times(recording: Path) -> list[float]:
    """The times of the pictures on the clock of a recording, in seconds after the first one."""
    with av.open(str(recording)) as opened:
        stream = pictures(opened)
        assert stream is not None
        packets = [packet for packet in Packets(opened) if packet.stream_index == stream.index]
        times = sorted(float(packet.pts * packet.time_base) for packet in packets if packet.pts is not None)
    return [time - times[0] for time in times]


def enhance(recording: Path, to: Path, pictures: int = 50, start: float = 0.0, rest: bool = False) -> VideoSink:
    """Write pictures of our own with the sound of a recording. rest: also write the sound after the last picture."""
    sink = VideoSink(to, 64, 48, audio_from=recording, audio_start=start)
    for number in range(pictures):
        sink.write(wall(48, 64), number / FPS)
    if rest:
        sink.write_rest_of_sound()
    sink.close()
    return sink


def clicks(path: Path, track: int = 0) -> list[float]:
    """When each click begins, in seconds after the first picture."""
    with av.open(str(path)) as opened:
        picture = next(opened.decode(video=0)).time
    loud: list[float] = []
    with av.open(str(path)) as opened:
        resampler = av.AudioResampler("s16", "mono")
        for packet in opened.demux(audio=track):
            with contextlib.suppress(av.InvalidDataError):  # damaged
                for part in (part for frame in packet.decode() for part in resampler.resample(frame)):
                    there = np.flatnonzero(np.abs(part.to_ndarray()[0].astype(int)) > 3000)
                    loud.extend(part.time + there / part.sample_rate - picture)
    return [time for time, before in zip(loud, [-1.0, *loud], strict=False) if time - before > 0.1]


def damaged(recording: Path, to: Path, which: range) -> Path:
    """Write a recording anew with damaged packets of sound."""
    with av.open(str(recording)) as whole, av.open(str(to), "w") as out:
        streams = {stream.index: out.add_stream_from_template(stream, opaque=True) for stream in whole.streams}
        number = 0
        for packet in whole.demux():
            made = packet
            if packet.stream.type == "audio":
                if number in which:
                    made = av.Packet(b"\xff" * packet.size)
                    made.pts, made.dts, made.time_base = packet.pts, packet.dts, packet.time_base
                number += 1
            if packet.size:
                made.stream = streams[packet.stream.index]
                out.mux(made)
    return to
