"""The subtitles, chapters and names of a recording in a new file, and what is told of the streams that are left out."""

import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import av
import pytest
from av.subtitles.stream import SubtitleStream

from app.output.sinks import VideoSink
from app.output.sinks.subtitles import SubtitleTrack
from tests.app.output.recordings import FPS, Kind, enhance, record
from tests.conftest import wall

# FFmpeg's encoders of text want a header, which names the fields of a line.
HEADER = b"""[Script Info]
ScriptType: v4.00+

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, Bold, Italic, Underline, Alignment
Style: Default,Arial,16,&Hffffff,0,0,0,2

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""
# Each line: when it begins and ends, in seconds, and its text.
LINES = [(0.2, 0.6, "Hallo"), (1.0, 1.5, "Wie geht's?\nGut.")]
# This is how the codecs write a line.
PAYLOADS = {
    "subrip": str.encode,
    "webvtt": str.encode,
    "mov_text": lambda text: len(text).to_bytes(2, "big") + text.encode(),
    "ass": lambda text: f"0,0,Default,,0,0,0,,{text}".replace("\n", r"\N").encode(),
}


def with_subtitles(recording: Path, to: Path, *codecs: str, later: float = 0.0) -> Path:
    """Write a recording anew with a track of LINES in each of some codecs. later: how much later they begin."""
    with av.open(str(recording)) as whole, av.open(str(to), "w") as out:
        streams = {stream.index: out.add_stream_from_template(stream, opaque=True) for stream in whole.streams}
        tracks = []
        for codec in codecs:
            track = out.add_stream(codec)
            assert isinstance(track, SubtitleStream)
            track.codec_context.subtitle_header = HEADER
            track.time_base = Fraction(1, 1000)
            track.metadata["language"] = "ger"
            track.metadata["handler_name" if to.suffix == ".mp4" else "title"] = "Gesprochen"
            track.disposition = 1
            tracks.append((track, codec))
        out.metadata["title"], out.metadata["creation_time"] = "Besprechung", "2024-05-06T07:08:09.000000Z"
        out.set_chapters(
            [
                {"id": 1, "start": 0, "end": 1000, "time_base": Fraction(1, 1000), "metadata": {"title": "Anfang"}},
                {"id": 2, "start": 1000, "end": 2000, "time_base": Fraction(1, 1000), "metadata": {"title": "Ende"}},
            ]
        )
        packets = [packet for packet in whole.demux() if packet.size]
        for packet in packets:
            packet.stream = streams[packet.stream.index]
        for track, codec in tracks:
            for begin, end, text in LINES:
                packet = av.Packet(PAYLOADS[codec](text))
                packet.time_base = Fraction(1, 1000)
                packet.pts = packet.dts = round(1000 * (begin + later))
                packet.duration = round(1000 * (end - begin))
                packet.stream = track
                packets.append(packet)
        out.mux(sorted(packets, key=lambda packet: float((packet.dts or 0) * packet.time_base)))
    return to


def lines(path: Path, track: int = 0) -> list[tuple[float, float, str]]:
    """The lines of a track, without the empty ones of an MP4, each with its begin and its end."""
    found = []
    with av.open(str(path)) as opened:
        for packet in opened.demux(opened.streams.subtitles[track]):
            for line in packet.decode() if packet.size else []:
                begin = float(packet.pts * packet.time_base)
                text = line.dialogue.decode().strip()
                if text:
                    found.append((begin, begin + float(packet.duration * packet.time_base), text))
    return found


@pytest.mark.parametrize(
    ("recorded", "codec", "to", "what"),
    [
        ("in.mkv", "subrip", "out.mkv", "kept"),
        ("in.mkv", "ass", "out.mkv", "kept"),
        ("in.mkv", "webvtt", "out.mkv", "kept"),
        ("in.mp4", "mov_text", "out.mp4", "kept"),
        ("in.mp4", "mov_text", "out.mov", "kept"),
        ("in.mkv", "subrip", "out.mp4", "converted"),
        ("in.mkv", "ass", "out.mov", "converted"),
        ("in.mkv", "webvtt", "out.m4v", "converted"),
        ("in.mp4", "mov_text", "out.mkv", "converted"),
    ],
)
def test_subtitles_are_kept_with_their_times_and_names(
    tmp_path: Path, recorded: str, codec: str, to: str, what: str
) -> None:
    whole = record(tmp_path / "whole.mkv", Kind("aac"))
    sink = enhance(with_subtitles(whole, tmp_path / recorded, codec), tmp_path / to)
    [track] = sink.subtitles
    assert (track.track, track.codec, track.kept, bool(track.why)) == (1, codec, what, what == "converted")
    made = lines(tmp_path / to)
    assert [text for _, _, text in made] == [
        "Hallo",
        "Wie geht's?\nGut." if "\n" in made[1][2] else r"Wie geht's?\NGut.",
    ]
    for (begin, end, _), (begins, ends, _) in zip(made, LINES, strict=True):
        assert (begin, end) == pytest.approx((begins, ends), abs=0.03)
    with av.open(str(tmp_path / to)) as opened:
        [stream] = opened.streams.subtitles
        assert stream.language == "ger" and stream.disposition == 1
        assert "Gesprochen" in stream.metadata.values()  # MP4 calls it the name of a handler


def test_every_track_of_subtitles_is_kept_beside_every_sound(tmp_path: Path) -> None:
    whole = record(tmp_path / "whole.mkv", Kind("aac"), Kind("libopus"))
    sink = enhance(with_subtitles(whole, tmp_path / "in.mkv", "subrip", "ass"), tmp_path / "out.mp4")
    assert [track.kept for track in sink.audio] == ["kept", "kept"]
    assert [(track.track, track.kept) for track in sink.subtitles] == [(1, "converted"), (2, "converted")]
    assert [len(lines(tmp_path / "out.mp4", track)) for track in (0, 1)] == [2, 2]


def test_subtitles_that_a_format_cannot_take_are_told(tmp_path: Path) -> None:
    whole = record(tmp_path / "whole.mkv", Kind("aac"))
    sink = enhance(with_subtitles(whole, tmp_path / "in.mkv", "subrip"), tmp_path / "out.ts")
    assert sink.subtitles == [SubtitleTrack(1, "subrip", "dropped", "a .ts file takes no subtitles of text")]
    with av.open(str(tmp_path / "out.ts")) as made:
        assert not made.streams.subtitles


def test_subtitles_that_are_pictures_are_copied_or_told(tmp_path: Path) -> None:
    with av.open(str(tmp_path / "in.mkv"), "w") as out:
        video = out.add_stream("libx264", rate=FPS)
        video.width, video.height, video.pix_fmt = 64, 48, "yuv420p"
        track = out.add_stream("dvdsub")
        track.time_base = Fraction(1, 1000)
        frame = av.VideoFrame.from_ndarray(wall(48, 64), format="bgr24")
        frame.pts, frame.time_base = 0, Fraction(1, FPS)
        packet = av.Packet(b"the bits of a picture")
        packet.pts, packet.dts, packet.duration, packet.time_base = 0, 0, 500, Fraction(1, 1000)
        packet.stream = track
        out.mux([*video.encode(frame), *video.encode(None), packet])
    sink = enhance(tmp_path / "in.mkv", tmp_path / "out.mkv")
    assert sink.subtitles == [SubtitleTrack(1, "dvd_subtitle", "kept", "")]
    with av.open(str(tmp_path / "out.mkv")) as made:
        assert [bytes(p) for p in made.demux(subtitles=0) if p.size] == [b"the bits of a picture"]
    sink = enhance(tmp_path / "in.mkv", tmp_path / "out.mp4")
    why = "a .mp4 file takes no dvd_subtitle subtitles"
    assert sink.subtitles == [SubtitleTrack(1, "dvd_subtitle", "dropped", why)]


def test_subtitles_and_chapters_move_with_the_pictures(tmp_path: Path) -> None:
    whole = record(tmp_path / "whole.mkv", Kind("aac", begins=0.8), pictures_begin=0.8)
    enhance(with_subtitles(whole, tmp_path / "in.mkv", "subrip"), tmp_path / "out.mp4", pictures=30, start=0.8)
    [(begin, end, text)] = lines(tmp_path / "out.mp4")  # the first line is over before the file begins
    assert (begin, end) == pytest.approx((0.2, 0.7), abs=0.03) and text.startswith("Wie")
    with av.open(str(tmp_path / "out.mp4")) as made:
        times = [(float(c["start"] * c["time_base"]), float(c["end"] * c["time_base"])) for c in made.chapters()]
    assert times == [pytest.approx((0.0, 0.2), abs=0.03), pytest.approx((0.2, 1.2), abs=0.03)]


@pytest.mark.parametrize("to", ["out.mp4", "out.mov", "out.mkv"])
def test_chapters_title_and_time_of_the_recording_are_kept(tmp_path: Path, to: str) -> None:
    whole = record(tmp_path / "whole.mkv", Kind("aac"))
    enhance(with_subtitles(whole, tmp_path / "in.mkv", "subrip"), tmp_path / to)
    with av.open(str(tmp_path / to)) as made:
        chapters = made.chapters()
        assert [chapter["metadata"]["title"] for chapter in chapters] == ["Anfang", "Ende"]
        assert float(chapters[1]["start"] * chapters[1]["time_base"]) == pytest.approx(1.0, abs=0.03)
        assert made.metadata["title"] == "Besprechung"
        assert made.metadata["creation_time"].startswith("2024-05-06T07:08:09")


@pytest.mark.parametrize("to", ["out.mp4", "out.mov", "out.mkv"])
def test_late_subtitles_hold_nothing_back(tmp_path: Path, to: str) -> None:
    """FFmpeg would keep the film in memory until the first subtitle comes. A killed program would leave nothing."""
    whole = record(tmp_path / "whole.mkv", Kind("aac"), Kind("libopus", begins=9.0), seconds=20)
    recording = with_subtitles(whole, tmp_path / "in.mkv", "subrip", later=18.0)
    sink = VideoSink(tmp_path / to, 64, 48, audio_from=recording)
    for number in range(8 * FPS):
        sink.write(wall(48, 64), number / FPS)
    with av.open(str(sink._unfinished.partial)) as unfinished:
        reached = [
            float(packet.pts * packet.time_base) for packet in unfinished.demux(video=0) if packet.pts is not None
        ]
    assert max(reached) > 5.0
    for number in range(8 * FPS, 20 * FPS):
        sink.write(wall(48, 64), number / FPS)
    sink.close()
    assert [track.kept for track in sink.audio] == ["kept", "kept" if to == "out.mkv" else "converted"]
    assert [round(begin, 1) for begin, _, _ in lines(tmp_path / to)] == [18.2, 19.0]


RECORD = """
import sys, time
from pathlib import Path
from app.output.sinks import VideoSink
from tests.conftest import wall

sink = VideoSink(Path(sys.argv[2]), 64, 48, audio_from=Path(sys.argv[1]))
for number in range(200):
    sink.write(wall(48, 64), number / 25)
print("written", flush=True)
time.sleep(600)
"""


@pytest.mark.parametrize("name", ["out.mp4", "out.mov", "out.mkv"])
def test_a_killed_program_leaves_pictures_sounds_and_subtitles(tmp_path: Path, name: str) -> None:
    whole = record(tmp_path / "whole.mkv", Kind("aac"), Kind("pcm_s16le"), seconds=20)
    recording = with_subtitles(whole, tmp_path / "in.mkv", "subrip")
    arguments = [sys.executable, "-c", RECORD, str(recording), str(tmp_path / name)]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[3]) as program:
        assert program.stdout is not None and program.stdout.readline() == "written\n"
        program.kill()
    left = tmp_path / f"out.partial{Path(name).suffix}"
    with av.open(str(left)) as opened:
        ends: dict[int, float] = {}
        for packet in opened.demux():
            if packet.size and packet.pts is not None:
                ends[packet.stream_index] = float(packet.pts * packet.time_base)
    assert all(ends[index] > 5.0 for index in (0, 1, 2)), "of eight seconds, at most three are lost"
    assert "Hallo" in [text for _, _, text in lines(left)]


def test_streams_that_cannot_be_kept_are_named(tmp_path: Path) -> None:
    with av.open(str(tmp_path / "in.mkv"), "w") as out:
        for _ in range(2):
            video = out.add_stream("libx264", rate=FPS)
            video.width, video.height, video.pix_fmt = 64, 48, "yuv420p"
        out.add_attachment("font.ttf", "font/ttf", b"no real font")
        for stream in out.streams.video:
            frame = av.VideoFrame.from_ndarray(wall(48, 64), format="bgr24")
            frame.pts, frame.time_base = 0, Fraction(1, FPS)
            out.mux(stream.encode(frame))
            out.mux(stream.encode(None))
    sink = enhance(tmp_path / "in.mkv", tmp_path / "out.mp4", pictures=1)
    assert sink.left_out == ["another video (track 2)", "an attachment (font/ttf)"]


def test_data_beside_the_pictures_is_named(tmp_path: Path) -> None:
    with av.open(str(tmp_path / "in.ts"), "w") as out:
        video = out.add_stream("libx264", rate=FPS)
        video.width, video.height, video.pix_fmt = 64, 48, "yuv420p"
        data = out.add_data_stream("klv")
        frame = av.VideoFrame.from_ndarray(wall(48, 64), format="bgr24")
        frame.pts, frame.time_base = 0, Fraction(1, FPS)
        out.mux([*video.encode(frame), *video.encode(None)])
        packet = av.Packet(b"where it was filmed")
        packet.pts = packet.dts = 0
        packet.time_base, packet.stream = Fraction(1, FPS), data
        out.mux(packet)
    sink = enhance(tmp_path / "in.ts", tmp_path / "out.mp4", pictures=1)
    assert sink.left_out == ["data track 2 (klv)"]
