"""The sound of a recording in a new file. Every sound here is silent but for clicks at known times."""

import contextlib
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from app.capture.sources import VideoFile
from app.output.sinks import VideoSink
from app.output.sinks.sound import SoundTrack
from hime_core.errors import UsageError
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


def enhance(recording: Path, to: Path, pictures: int = 50, start: float = 0.0) -> list[SoundTrack]:
    sink = VideoSink(to, 64, 48, audio_from=recording, audio_start=start)
    for number in range(pictures):
        sink.write(wall(48, 64), number / FPS)
    sink.close()
    return sink.audio


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


def kept(tracks: list[SoundTrack]) -> list[str]:
    return [track.kept for track in tracks]


@pytest.mark.parametrize(
    ("recorded", "kind", "to", "what"),
    [
        ("in.mp4", Kind("aac"), "out.mp4", "kept"),
        ("in.avi", Kind("pcm_s16le"), "out.mp4", "converted"),
        ("in.mov", Kind("pcm_s16le"), "out.mp4", "converted"),
        ("in.mov", Kind("pcm_s16le"), "out.mov", "kept"),
        ("in.mov", Kind("pcm_s16le", 8_000, "mono"), "out.mp4", "converted"),
        ("in.mov", Kind("pcm_alaw", 8_000, "mono"), "out.mkv", "converted"),
        ("in.mkv", Kind("pcm_s16le", 6_000, "mono"), "out.mp4", "converted"),
        ("in.mkv", Kind("pcm_s16le", 192_000), "out.mp4", "converted"),
        ("in.mkv", Kind("libopus"), "out.mov", "converted"),
        ("in.mkv", Kind("libopus"), "out.mkv", "kept"),
        ("in.mkv", Kind("vorbis"), "out.mp4", "converted"),
        ("in.mkv", Kind("flac"), "out.mkv", "kept"),
        ("in.mkv", Kind("flac"), "out.mov", "converted"),
        ("in.mkv", Kind("flac", layout="5.1"), "out.mov", "converted"),
        ("in.ts", Kind("aac"), "out.mp4", "converted"),
        ("in.mkv", Kind("pcm_s16le"), "out.ts", "converted"),
        ("in.mkv", Kind("libopus", begins=0.4), "out.mov", "converted"),
        ("in.mkv", Kind("libopus", begins=0.4), "out.mkv", "kept"),
    ],
)
def test_sound_is_kept_in_time(tmp_path: Path, recorded: str, kind: Kind, to: str, what: str) -> None:
    recording = record(tmp_path / recorded, kind)
    [track] = enhance(recording, tmp_path / to, start=VideoFile(recording).start)
    assert (track.track, track.kept, bool(track.why)) == (1, what, what == "converted")
    assert clicks(tmp_path / to) == pytest.approx(kind.clicks, abs=IN_TIME)
    with av.open(str(tmp_path / to)) as made:
        [stream] = made.streams.audio
        assert stream.channels == av.AudioLayout(kind.layout).nb_channels
        assert stream.rate == {6_000: 7_350, 192_000: 96_000}.get(kind.rate, kind.rate)


@pytest.mark.parametrize(("codec", "what"), [("libopus", "converted"), ("pcm_s16le", "kept")])
def test_sound_that_begins_before_the_pictures_stays_in_time(tmp_path: Path, codec: str, what: str) -> None:
    recording = record(tmp_path / "in.mkv", Kind(codec), pictures_begin=0.4)
    assert kept(enhance(recording, tmp_path / "out.mov", pictures=40, start=VideoFile(recording).start)) == [what]
    assert clicks(tmp_path / "out.mov") == pytest.approx([0.1, 1.1], abs=IN_TIME)


def test_every_track_is_kept_with_its_language(tmp_path: Path) -> None:
    first = Kind("libopus", language="ger")
    second = Kind("aac", layout="mono", language="fra", default=True, clicks=(0.7, 1.2))
    recording = record(tmp_path / "in.mkv", first, second)
    assert kept(enhance(recording, tmp_path / "out.mov")) == ["converted", "kept"]
    with av.open(str(tmp_path / "out.mov")) as made:
        assert [(stream.language, int(stream.disposition)) for stream in made.streams.audio] == [("ger", 0), ("fra", 1)]
    for number, kind in enumerate((first, second)):
        assert clicks(tmp_path / "out.mov", number) == pytest.approx(kind.clicks, abs=IN_TIME)


def test_no_sound_in_no_sound_out(tmp_path: Path) -> None:
    sink = VideoSink(tmp_path / "out.mp4", 64, 48, audio_from=record(tmp_path / "in.mp4"))
    sink.write(wall(48, 64), 0.0)
    sink.close()
    assert sink.audio == [] and not sink.audio_kept


def test_a_track_of_an_unknown_codec_is_dropped_and_told(tmp_path: Path) -> None:
    recording = record(tmp_path / "in.mov", Kind("pcm_s16le"), Kind("aac"))
    recording.write_bytes(recording.read_bytes().replace(b"sowt", b"zzzz"))
    sink = VideoSink(tmp_path / "out.mp4", 64, 48, audio_from=recording)
    sink.write(wall(48, 64), 0.0)
    sink.close()
    assert sink.audio[0] == SoundTrack(1, "unknown", "dropped", "FFmpeg does not know its codec")
    assert kept(sink.audio) == ["dropped", "kept"] and not sink.audio_kept


def test_a_format_that_takes_no_aac_drops_a_track_and_says_so(tmp_path: Path) -> None:
    [track] = enhance(record(tmp_path / "in.mkv", Kind("libopus")), tmp_path / "out.mpg")
    assert track == SoundTrack(1, "opus", "dropped", "a .mpg file takes neither opus nor AAC")
    assert len(list(VideoFile(tmp_path / "out.mpg"))) == 50


@pytest.mark.parametrize(("codec", "first", "what"), [("flac", 8, "converted"), ("ac3", 30, "kept")])
def test_damaged_sound_is_left_out_and_counted(tmp_path: Path, codec: str, first: int, what: str) -> None:
    """FFmpeg refuses a damaged packet of AC-3 only when the packet leaves its queue."""
    recording = damaged(record(tmp_path / "whole.mkv", Kind(codec)), tmp_path / "in.mkv", range(first, first + 6))
    [track] = enhance(recording, tmp_path / "out.mov")
    assert track.kept == what and "6 damaged parts were left out" in track.why
    assert clicks(tmp_path / "out.mov") == pytest.approx([0.5, 1.5], abs=IN_TIME)
    assert len(list(VideoFile(tmp_path / "out.mov"))) == 50


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


@pytest.mark.parametrize("to", ["out.mp4", "out.mkv"])
def test_sound_goes_on_where_two_recordings_were_joined(tmp_path: Path, to: str) -> None:
    part = record(tmp_path / "part.ts", Kind("aac")).read_bytes()
    recording = tmp_path / "in.ts"
    recording.write_bytes(part + part)
    enhance(recording, tmp_path / to, pictures=100, start=VideoFile(recording).start)
    # The second part follows the sound of the first, which ends within a frame of AAC after its pictures.
    assert clicks(tmp_path / to) == pytest.approx([0.5, 1.5, 2.5, 3.5], abs=IN_TIME + 1024 / 48_000)


def test_sound_is_cut_where_the_pictures_stop_early(tmp_path: Path) -> None:
    recording = record(tmp_path / "in.mp4", Kind("aac"))
    enhance(recording, tmp_path / "out.mp4", pictures=25)
    assert clicks(tmp_path / "out.mp4") == pytest.approx([0.5], abs=IN_TIME)
    with av.open(str(tmp_path / "out.mp4")) as made:
        assert made.duration / av.time_base == pytest.approx(1.0, abs=0.1)


def test_sound_that_outlasts_the_pictures_can_be_kept(tmp_path: Path) -> None:
    recording = record(tmp_path / "in.mkv", Kind("libopus", clicks=(0.5, 3.0)), extra=2.0)
    sink = VideoSink(tmp_path / "out.mov", 64, 48, audio_from=recording)
    for number in range(50):
        sink.write(wall(48, 64), number / FPS)
    sink.write_rest_of_sound()
    sink.close()
    assert clicks(tmp_path / "out.mov") == pytest.approx([0.5, 3.0], abs=IN_TIME)


def test_sound_does_not_run_ahead_of_the_pictures(tmp_path: Path) -> None:
    """A file that is cut off has its sound and its pictures to the same place."""
    recording = record(tmp_path / "in.mkv", Kind("flac"), seconds=8)
    sink = VideoSink(tmp_path / "out.mkv", 64, 48, audio_from=recording)
    for number in range(100):
        sink.write(wall(48, 64), number / FPS)
    assert sink._sound is not None
    assert 3.96 <= sink._sound._reached < 4.3
    sink.abort()


def test_a_recording_that_is_gone_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="its sound cannot be read"):
        VideoSink(tmp_path / "out.mp4", 64, 48, audio_from=tmp_path / "gone.mp4")
    assert list(tmp_path.iterdir()) == []
