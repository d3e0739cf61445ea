"""The sound of a recording in a new file. Every sound here is silent but for clicks at known times."""

from itertools import pairwise
from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from app.capture.sources import VideoFile
from app.output.sinks import VideoSink
from app.output.sinks.carried import Carried
from app.output.sinks.extras import left_out
from app.output.sinks.sound import SoundTrack
from hime_core.errors import UsageError
from tests.app.output.recordings import FPS, IN_TIME, Kind, clicks, damaged, enhance, picture_times, record
from tests.conftest import wall


def kept(sink: VideoSink) -> list[str]:
    return [track.kept for track in sink.audio]


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
    [track] = enhance(recording, tmp_path / to, start=VideoFile(recording).start).audio
    assert (track.track, track.kept, bool(track.why)) == (1, what, what == "converted")
    assert clicks(tmp_path / to) == pytest.approx(kind.clicks, abs=IN_TIME)
    with av.open(str(tmp_path / to)) as made:
        [stream] = made.streams.audio
        assert stream.channels == av.AudioLayout(kind.layout).nb_channels
        assert stream.rate == {6_000: 7_350, 192_000: 96_000}.get(kind.rate, kind.rate)


@pytest.mark.parametrize(
    ("codec", "to", "what"),
    [("libopus", "out.mov", "converted"), ("pcm_s16le", "out.mov", "kept"), ("libopus", "out.mkv", "kept")],
)
def test_sound_before_the_pictures_is_kept_and_the_first_picture_waits(
    tmp_path: Path, codec: str, to: str, what: str
) -> None:
    recording = record(tmp_path / "in.mkv", Kind(codec), pictures_begin=0.8)
    assert kept(enhance(recording, tmp_path / to, pictures=30, start=VideoFile(recording).start)) == [what]
    assert clicks(tmp_path / to) == pytest.approx([0.5, 1.5], abs=IN_TIME)
    times = [frame.time for frame in VideoFile(tmp_path / to)]
    assert times == pytest.approx([0.0, *(0.8 + number / FPS for number in range(1, 30))], abs=IN_TIME)


def test_priming_before_the_pictures_moves_nothing(tmp_path: Path) -> None:
    recording = record(tmp_path / "in.mkv", Kind("pcm_s16le"), pictures_begin=0.04)
    enhance(recording, tmp_path / "out.mov", pictures=40, start=VideoFile(recording).start)
    assert clicks(tmp_path / "out.mov") == pytest.approx([0.46, 1.46], abs=IN_TIME)
    assert list(VideoFile(tmp_path / "out.mov"))[1].time == pytest.approx(1 / FPS, abs=0.001)


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
    assert kept(sink) == ["dropped", "kept"] and not sink.audio_kept


@pytest.mark.parametrize(
    ("kind", "recorded"),
    [
        (Kind("adpcm_ms", 8_000, "mono"), "in.avi"),
        (Kind("adpcm_ima_wav", 8_000, "mono"), "in.avi"),
        (Kind("pcm_mulaw", 8_000, "mono"), "in.mov"),
        (Kind("wmav2", 44_100), "in.wmv"),
        (Kind("pcm_u8"), "in.mkv"),
        (Kind("ac3"), "in.mkv"),
        (Kind("pcm_s16le", 8_000, "mono"), "in.mkv"),
        (Kind("flac", 44_100, "5.1"), "in.mkv"),
        (Kind("pcm_s16le", 44_100, "5.1"), "in.mov"),
    ],
    ids=str,
)
def test_any_sound_comes_into_an_mp4(tmp_path: Path, kind: Kind, recorded: str) -> None:
    recording = record(tmp_path / recorded, kind)
    [track] = enhance(recording, tmp_path / "out.mp4", start=VideoFile(recording).start).audio
    assert track.kept in ("kept", "converted")
    assert clicks(tmp_path / "out.mp4") == pytest.approx(kind.clicks, abs=0.05)  # WMA begins late by its own delay
    with av.open(str(tmp_path / "out.mp4")) as made:
        assert made.streams.audio[0].channels == av.AudioLayout(kind.layout).nb_channels


@pytest.mark.parametrize(
    ("to", "codec"),
    [
        ("out.mpg", "mp2"),
        ("out.3gp", "aac"),
        ("out.m4v", "aac"),
        ("out.avi", "aac"),
        ("out.flv", "aac"),
        ("out.ts", "aac"),
        ("out.wmv", "wmav2"),
    ],
)
def test_every_format_gets_a_codec_that_it_takes(tmp_path: Path, to: str, codec: str) -> None:
    recording = record(tmp_path / "in.wmv", Kind("wmav2", 44_100, begins=0.4))
    [track] = enhance(recording, tmp_path / to, start=VideoFile(recording).start).audio
    with av.open(str(tmp_path / to)) as made:
        assert made.streams.audio[0].codec_context.name == codec
    assert track.kept == ("kept" if to == "out.wmv" else "converted")
    assert clicks(tmp_path / to) == pytest.approx([0.5, 1.5], abs=0.08)
    assert len(list(VideoFile(tmp_path / to))) >= 50


def test_copied_sound_keeps_its_place_in_an_avi_which_gives_it_no_times(tmp_path: Path) -> None:
    recording = record(tmp_path / "in.mkv", Kind("aac", begins=0.4))
    assert kept(enhance(recording, tmp_path / "out.avi")) == ["converted"]
    assert clicks(tmp_path / "out.avi") == pytest.approx([0.5, 1.5], abs=0.05)  # FFmpeg reads its pictures a bit late


def test_a_second_track_that_players_would_not_find_is_told(tmp_path: Path) -> None:
    recording = record(tmp_path / "in.mkv", Kind("aac"), Kind("aac"))
    sink = enhance(recording, tmp_path / "out.flv")
    assert sink.audio[1] == SoundTrack(2, "aac", "dropped", "a .flv file takes one sound track")
    assert kept(sink) == ["kept", "dropped"] and not sink.audio_kept


@pytest.mark.parametrize(("codec", "first", "what"), [("flac", 8, "converted"), ("ac3", 30, "kept")])
def test_damaged_sound_is_left_out_and_counted(tmp_path: Path, codec: str, first: int, what: str) -> None:
    """FFmpeg refuses a damaged packet of AC-3 only when the packet leaves its queue."""
    recording = damaged(record(tmp_path / "whole.mkv", Kind(codec)), tmp_path / "in.mkv", range(first, first + 6))
    [track] = enhance(recording, tmp_path / "out.mov").audio
    assert track.kept == what and "6 damaged parts were left out" in track.why
    assert clicks(tmp_path / "out.mov") == pytest.approx([0.5, 1.5], abs=IN_TIME)
    assert len(list(VideoFile(tmp_path / "out.mov"))) == 50


@pytest.mark.parametrize("to", ["out.mp4", "out.mkv"])
def test_sound_goes_on_where_two_recordings_were_joined(tmp_path: Path, to: str) -> None:
    part = record(tmp_path / "part.ts", Kind("aac")).read_bytes()
    recording = tmp_path / "in.ts"
    recording.write_bytes(part + part)
    enhance(recording, tmp_path / to, pictures=100, start=VideoFile(recording).start)
    second = picture_times(recording)[50]
    assert second == pytest.approx(2.0, abs=0.1)
    assert clicks(tmp_path / to) == pytest.approx([0.5, 1.5, second + 0.5, second + 1.5], abs=IN_TIME)


def test_sound_is_cut_where_the_pictures_stop_early(tmp_path: Path) -> None:
    recording = record(tmp_path / "in.mp4", Kind("aac"))
    enhance(recording, tmp_path / "out.mp4", pictures=25)
    assert clicks(tmp_path / "out.mp4") == pytest.approx([0.5], abs=IN_TIME)
    with av.open(str(tmp_path / "out.mp4")) as made:
        assert made.duration / av.time_base == pytest.approx(1.0, abs=0.1)


@pytest.mark.parametrize("to", ["out.mp4", "out.mov", "out.m4v"])
def test_the_last_picture_stands_as_long_as_there_is_sound(tmp_path: Path, to: str) -> None:
    recording = record(tmp_path / "in.mkv", Kind("aac", clicks=(0.5, 3.0)), extra=2.0)
    enhance(recording, tmp_path / to, rest=True)
    assert clicks(tmp_path / to) == pytest.approx([0.5, 3.0], abs=IN_TIME)
    with av.open(str(tmp_path / to)) as made:
        packets = [packet for packet in made.demux(video=0) if packet.size]
        last = packets[-1]
        assert len(packets) == 50 and last.pts == max(packet.pts or 0 for packet in packets)
        assert float((last.pts + last.duration) * last.time_base) == pytest.approx(4.0, abs=0.05)


@pytest.mark.parametrize("to", ["out.mkv", "out.ts", "out.avi", "out.flv"])
def test_the_last_picture_is_repeated_where_a_file_cannot_say_how_long_it_stands(tmp_path: Path, to: str) -> None:
    recording = record(tmp_path / "in.mkv", Kind("aac", clicks=(0.5, 3.0)), extra=2.0)
    enhance(recording, tmp_path / to, rest=True)
    assert clicks(tmp_path / to) == pytest.approx([0.5, 3.0], abs=0.05)
    times = [frame.time for frame in VideoFile(tmp_path / to)]
    assert len(times) <= 53 and times[-1] - times[0] == pytest.approx(4.0 - 1 / FPS, abs=0.06)


def test_a_cut_file_has_its_sound_and_its_pictures_to_the_same_place(tmp_path: Path) -> None:
    recording = record(tmp_path / "in.mkv", Kind("flac"), seconds=8)
    sink = VideoSink(tmp_path / "out.mkv", 64, 48, audio_from=recording)
    for number in range(150):
        sink.write(wall(48, 64), number / FPS)
    ends = {}
    with av.open(str(tmp_path / "out.partial.mkv")) as unfinished:
        for packet in unfinished.demux():
            if packet.pts is not None:
                ends[packet.stream.type] = max(ends.get(packet.stream.type, 0.0), float(packet.pts * packet.time_base))
    sink.abort()
    assert ends["video"] > 3.5 and ends["audio"] == pytest.approx(ends["video"], abs=0.5)


def test_copied_times_never_fall_back(tmp_path: Path) -> None:
    """Less than a tenth of a second is there twice, as where a recorder joined its parts badly."""
    with av.open(str(record(tmp_path / "whole.mkv", Kind("ac3")))) as whole:
        packets = [packet for packet in whole.demux(audio=0) if packet.size and packet.dts is not None]
        parts = [
            _sound_alone(packets, tmp_path / f"{first}.ts", first, last) for first, last in ((0.0, 1.3), (1.22, 2.0))
        ]
    recording = tmp_path / "in.ts"
    recording.write_bytes(b"".join(part.read_bytes() for part in parts))
    [track] = enhance(recording, tmp_path / "out.mov", start=1.4).audio
    assert (track.kept, track.why) == ("kept", "")
    with av.open(str(tmp_path / "out.mov")) as made:
        times = [packet.dts for packet in made.demux(audio=0) if packet.dts is not None]
    assert len(times) == pytest.approx(len(packets), abs=1)
    assert all(time > before for before, time in pairwise(times))


def _sound_alone(packets: list[av.Packet], to: Path, first: float, last: float) -> Path:
    """Write the packets of a time into a transport stream, which begins 1.4 seconds later."""
    with av.open(str(to), "w") as out:
        stream = out.add_stream_from_template(packets[0].stream, opaque=True)
        for packet in packets:
            assert packet.dts is not None
            if first <= packet.dts * packet.time_base < last:
                copy = av.Packet(bytes(packet))
                copy.pts, copy.dts, copy.time_base = packet.pts, packet.dts, packet.time_base
                copy.stream = stream
                out.mux(copy)
    return to


@pytest.mark.parametrize(("codec", "to"), [("libopus", "out.mov"), ("aac", "out.mp4"), ("aac", "out.mkv")])
def test_a_gap_of_minutes_keeps_the_sound_after_it_in_time(tmp_path: Path, codec: str, to: str) -> None:
    recording = tmp_path / "in.mkv"
    _with_a_gap(record(tmp_path / "whole.mkv", Kind(codec)), recording, after=1.0, gap=300.0)
    sink = VideoSink(tmp_path / to, 64, 48, audio_from=recording)
    for number in range(302):
        sink.write(wall(48, 64), float(number))
    sink.close()
    assert kept(sink) == ["kept" if codec == "aac" else "converted"]
    assert clicks(tmp_path / to) == pytest.approx([0.5, 301.5], abs=0.05)


def _with_a_gap(recording: Path, to: Path, after: float, gap: float) -> None:
    """Write a recording anew whose times leap forward after a moment."""
    with av.open(str(recording)) as whole, av.open(str(to), "w") as out:
        streams = {stream.index: out.add_stream_from_template(stream, opaque=True) for stream in whole.streams}
        for packet in whole.demux():
            if packet.size and packet.dts is not None and packet.pts is not None:
                leap = round(gap / packet.time_base) if packet.dts * packet.time_base >= after else 0
                packet.dts, packet.pts = packet.dts + leap, packet.pts + leap
                packet.stream = streams[packet.stream.index]
                out.mux(packet)


@pytest.mark.parametrize("to", ["out.mov", "out.mkv"])
def test_a_recording_that_begins_hours_late_stays_in_time(tmp_path: Path, to: str) -> None:
    with av.open(str(record(tmp_path / "whole.mp4", Kind("aac")))) as whole:
        late = {"output_ts_offset": "36000"}
        with av.open(str(tmp_path / "in.mkv"), "w", container_options=late) as out:
            streams = {stream.index: out.add_stream_from_template(stream, opaque=True) for stream in whole.streams}
            for packet in whole.demux():
                if packet.size:
                    packet.stream = streams[packet.stream.index]
                    out.mux(packet)
    source = VideoFile(tmp_path / "in.mkv")
    assert source.start == pytest.approx(36_000, abs=0.1)
    enhance(tmp_path / "in.mkv", tmp_path / to, start=source.start)
    assert clicks(tmp_path / to) == pytest.approx([0.5, 1.5], abs=IN_TIME)


def test_sound_goes_on_after_damage_in_the_middle(tmp_path: Path) -> None:
    whole = record(tmp_path / "whole.ts", Kind("aac", clicks=(0.5, 7.5)), seconds=8).read_bytes()
    middle = len(whole) // 2
    noise = bytes(np.random.default_rng(0).integers(0, 256, 3000, np.uint8))
    recording = tmp_path / "in.ts"
    recording.write_bytes(whole[:middle] + noise + whole[middle + len(noise) :])
    enhance(recording, tmp_path / "out.mkv", pictures=200, start=VideoFile(recording).start)
    assert clicks(tmp_path / "out.mkv") == pytest.approx([0.5, 7.5], abs=IN_TIME)


def test_damage_that_looks_like_another_stream_ends_nothing(tmp_path: Path) -> None:
    """An FLV names its streams only in its packets."""
    whole = bytearray(record(tmp_path / "whole.flv", Kind("aac", clicks=(0.5, 7.5)), seconds=8).read_bytes())
    at = whole.index(b"\x08", len(whole) // 2)  # the kind of a packet
    recording = tmp_path / "in.flv"
    for begin in range(at, at + 4000):
        if _is_sound_tag(whole, begin):
            whole[begin] = 0x12  # data
            break
    recording.write_bytes(whole)
    enhance(recording, tmp_path / "out.mkv", pictures=200, start=VideoFile(recording).start)
    assert clicks(tmp_path / "out.mkv") == pytest.approx([0.5, 7.5], abs=IN_TIME)


def _is_sound_tag(data: bytearray, at: int) -> bool:
    """Whether a packet of sound begins at a byte of an FLV. It ends with its size, and so does the one before."""
    size = int.from_bytes(data[at + 1 : at + 4], "big")
    end = at + 11 + size
    return data[at] == 8 and int.from_bytes(data[end : end + 4], "big") == 11 + size


def test_a_recording_cut_off_in_the_middle_keeps_the_sound_before(tmp_path: Path) -> None:
    """The index of an MP4 may come first, and name more than is there."""
    whole = record(tmp_path / "whole.mp4", Kind("aac"), seconds=8)
    recording = tmp_path / "in.mp4"
    with av.open(str(whole)) as opened, av.open(str(recording), "w", options={"movflags": "faststart"}) as out:
        streams = {stream.index: out.add_stream_from_template(stream, opaque=True) for stream in opened.streams}
        for packet in opened.demux():
            if packet.size:
                packet.stream = streams[packet.stream.index]
                out.mux(packet)
    recording.write_bytes(recording.read_bytes()[: recording.stat().st_size * 3 // 4])
    [track] = enhance(recording, tmp_path / "out.mp4", pictures=200).audio
    assert track.kept == "kept"
    assert clicks(tmp_path / "out.mp4") == pytest.approx([0.5, 1.5], abs=IN_TIME)


def test_a_recording_that_is_gone_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="its sound cannot be read"):
        VideoSink(tmp_path / "out.mp4", 64, 48, audio_from=tmp_path / "gone.mp4")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("to", ["out.mp4", "out.mov", "out.mkv"])
def test_a_picture_after_a_pause_is_not_shown_early(tmp_path: Path, to: str) -> None:
    """While the pictures stand, the sound ends a fragment of an MP4."""
    recording = record(tmp_path / "in.mkv", Kind("aac"), seconds=4, pictures_begin=1.04)
    sink = VideoSink(tmp_path / to, 320, 240, audio_from=recording, audio_start=1.04)
    wide = cv2.GaussianBlur(wall(240, 640), (0, 0), 2) * 4  # it moves by two columns a picture, so B-frames are used
    for number in range(50):
        sink.write(np.ascontiguousarray(wide[:, 2 * number : 2 * number + 320]), number / FPS)
    sink.close()
    with av.open(str(tmp_path / to)) as made:
        shown = [frame.time for frame in made.decode(video=0)]
    assert shown[1] == pytest.approx(1.08, abs=0.03)
    assert np.diff(shown[1:]) == pytest.approx(1 / FPS, abs=0.002)


def test_a_refused_packet_is_told_once(tmp_path: Path) -> None:
    recording = record(tmp_path / "call.mp4", Kind("aac"), Kind("aac"))
    with av.open(str(tmp_path / "out.mp4"), "w") as target:
        video = target.add_stream("libx264", rate=25)
        video.width, video.height = 64, 48
        carried = Carried(recording, 0.0, target)
        carried.refused = 1
        assert [track.why for track in carried.sounds] == ["1 damaged part was left out", ""]
        carried.close()


def test_the_name_of_a_stream_that_is_left_out_is_harmless(tmp_path: Path) -> None:
    path = tmp_path / "call.mkv"
    with av.open(str(path), "w") as out:
        video = out.add_stream("libx264", rate=25)
        video.width, video.height = 64, 48
        out.add_attachment("a.bin", "x/\x1b[2J", b"data")
        out.mux(video.encode(av.VideoFrame(64, 48, "yuv420p")))
        out.mux(video.encode(None))
    with av.open(str(path)) as made:
        assert left_out(made) == ["an attachment (x/\\x1b[2J)"]
