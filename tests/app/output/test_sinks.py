import contextlib
import subprocess
import sys
from pathlib import Path

import av
import numpy as np
import pytest
import pyvirtualcam

from app.capture.sources import VideoFile
from app.output.sinks import NoSink, VideoSink, open_sink
from hime_core.errors import UsageError
from hime_core.geometry import Image
from tests.app.full_disk import full_disk, needs_full_disk
from tests.conftest import wall, write_video
from tests.waves import moved_right, waves

BARS = [(255, 255, 255), (0, 255, 255), (255, 255, 0), (0, 255, 0), (255, 0, 255), (0, 0, 255), (255, 0, 0), (0, 0, 0)]


def colour_bars(height: int = 64, width: int = 128) -> Image:
    image = np.zeros((height, width, 3), np.uint8)
    for i, bar in enumerate(BARS):
        image[:, i * width // 8 : (i + 1) * width // 8] = bar
    return image


def test_no_virtual_camera_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(pyvirtualcam.camera, "BACKENDS", {})
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match="install"):
        open_sink("virtual", 128, 64, 30)
    sink, note = open_sink("auto", 128, 64, 30)
    assert note is not None and "install" in note and "out/hime.mp4" in note and "\n" not in note
    sink.write(colour_bars(), 0.0)
    sink.close()
    assert VideoFile(Path("out/hime.mp4")).width == 128


def test_a_name_with_a_colon_is_a_file_s(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    sink = VideoSink(Path("10:30.mp4"), 128, 64)
    sink.write(colour_bars(), 0.0)
    sink.close()
    assert VideoFile(Path("10:30.mp4")).width == 128


def test_none_takes_anything() -> None:
    sink, note = open_sink("none", 4, 4, 30)
    assert isinstance(sink, NoSink) and note is None
    sink.write(wall(4, 4), 0.0)
    sink.close()


def test_a_file_keeps_colours_and_times(tmp_path: Path) -> None:
    path = tmp_path / "out.mp4"
    sink = VideoSink(path, 128, 64)
    times = [0.0, 0.04, 0.08, 0.2, 0.24]  # a gap, as in a call of variable rate
    for time in times:
        sink.write(colour_bars(), time)
    sink.close()
    frames = list(VideoFile(path))
    np.testing.assert_allclose([f.time for f in frames], times, atol=1e-3)
    for i, bar in enumerate(BARS):
        np.testing.assert_allclose(frames[2].image[32, i * 16 + 8], bar, atol=3)


@pytest.mark.parametrize("name", ["out.mp4", "out.mkv", "out.avi"])
def test_a_file_keeps_colours_in_their_place(tmp_path: Path, name: str) -> None:
    sink = VideoSink(tmp_path / name, 128, 64)
    sink.write(waves(), 0.0)
    sink.close()
    (frame,) = VideoFile(tmp_path / name)
    assert moved_right(frame.image) == pytest.approx(0, abs=0.05)


def test_a_raw_file_keeps_colours_and_holds_its_rate(tmp_path: Path) -> None:
    path = tmp_path / "out.y4m"
    sink, _ = open_sink(str(path), 128, 64, 12.5)
    for tick in (0, 1, 4):  # two pictures did not come in time
        sink.write(np.full_like(colour_bars(), 40 * tick) if tick else colour_bars(), tick / 12.5)
    sink.close()
    video = VideoFile(path)
    frames = list(video)
    assert video.fps == 12.5 and len(frames) == 5
    np.testing.assert_allclose([f.time for f in frames], np.arange(5) / 12.5, atol=1e-3)
    for i, bar in enumerate(BARS):
        np.testing.assert_allclose(frames[0].image[32, i * 16 + 8], bar, atol=3)
    np.testing.assert_allclose([f.image[32, 64, 0] for f in frames[1:]], [40, 40, 40, 160], atol=2)


@pytest.mark.parametrize("name", ["out.mp4", "out.y4m"])
def test_the_name_appears_only_when_the_file_is_whole(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    sink, _ = open_sink(str(path), 128, 64, 30)
    sink.write(colour_bars(), 0.0)
    assert not path.exists()
    sink.close()
    assert [p.name for p in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("name", ["out.mp4", "out.y4m"])
def test_abort_leaves_nothing_and_keeps_what_was_there(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"before")
    sink, _ = open_sink(str(path), 128, 64, 30)
    sink.write(colour_bars(), 0.0)
    sink.abort()
    assert [p.name for p in tmp_path.iterdir()] == [name]
    assert path.read_bytes() == b"before"


@pytest.mark.parametrize("name", ["out.mp4", "out.y4m"])
def test_closing_without_a_picture_is_told_and_leaves_nothing(tmp_path: Path, name: str) -> None:
    sink, _ = open_sink(str(tmp_path / name), 128, 64, 30)
    with pytest.raises(UsageError, match="before the first picture"):
        sink.close()
    assert list(tmp_path.iterdir()) == []


def test_audio_is_copied_packet_by_packet(tmp_path: Path) -> None:
    source = write_video(tmp_path / "in.mp4", [wall(64, 128)] * 50, fps=25, sound=True)
    path = tmp_path / "out.mp4"
    sink = VideoSink(path, 128, 64, audio_from=source)
    for i in range(50):
        sink.write(colour_bars(), i / 25)
    sink.close()
    assert sink.audio_kept
    assert _audio_packets(path) == _audio_packets(source)


@pytest.mark.parametrize("name", ["none/out.mp4", "none/out.y4m", "out.nonsense", "out", ".", "out.webm", "out.wav"])
def test_what_cannot_be_written_is_told_and_leaves_nothing(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError) as error:
        open_sink(str(tmp_path / name), 128, 64, 30)
    assert "\n" not in str(error.value)
    assert list(tmp_path.iterdir()) == []


@needs_full_disk
def test_a_full_disk_under_a_raw_file_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "out.y4m"
    sink, _ = open_sink(str(path), 128, 64, 30)
    with full_disk(), pytest.raises(UsageError, match="takes no file as large"):
        sink.write(colour_bars(), 0.0)
    assert list(tmp_path.iterdir()) == []


@needs_full_disk
@pytest.mark.parametrize("name", ["out.mp4", "out.mov", "out.mkv", "out.y4m"])
def test_a_disk_that_gets_full_leaves_what_was_recorded(tmp_path: Path, name: str) -> None:
    sink, _ = open_sink(str(tmp_path / name), 128, 64, 30)
    noise = np.random.default_rng(0).integers(0, 256, (64, 128, 3), np.uint8)
    with full_disk(1_000_000), pytest.raises(UsageError, match="takes no file as large") as error:
        for i in range(10_000):
            sink.write(np.roll(noise, i, axis=1), i / 30)
    sink.abort()  # as who sends does after any error
    [kept] = tmp_path.iterdir()
    assert str(kept) in str(error.value) and "\n" not in str(error.value)
    assert _countable(kept) > 60


@pytest.mark.parametrize("name", ["out.mp4", "out.y4m"])
def test_a_recording_whose_name_is_refused_is_kept(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    sink, _ = open_sink(str(path), 128, 64, 30)
    for i in range(30):
        sink.write(colour_bars(), i / 30)
    path.mkdir()  # a file cannot replace a folder, as on Windows it cannot replace an open file
    with pytest.raises(UsageError) as error:
        sink.close()
    sink.abort()
    kept = path.with_name(f"out.partial{path.suffix}")
    assert str(kept) in str(error.value) and "\n" not in str(error.value)
    assert len(list(VideoFile(kept))) == 30


RECORD = """
import sys, time
from pathlib import Path
import numpy as np
from app.output.sinks import open_sink

sink, _ = open_sink(sys.argv[1], 128, 64, 30)
noise = np.random.default_rng(0).integers(0, 256, (64, 128, 3), np.uint8)
for i in range(150):
    sink.write(np.roll(noise, i, axis=1), i / 30)
print("recorded", flush=True)
time.sleep(600)
"""


@pytest.mark.parametrize("name", ["out.mp4", "out.mov", "out.mkv"])
def test_what_a_killed_program_recorded_plays(tmp_path: Path, name: str) -> None:
    arguments = [sys.executable, "-c", RECORD, str(tmp_path / name)]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[3]) as program:
        assert program.stdout is not None and program.stdout.readline() == "recorded\n"
        program.kill()
    [left] = tmp_path.iterdir()
    assert left.name == f"out.partial{left.suffix}"
    assert _countable(left) >= 90  # of five seconds, at most two are lost
    again, _ = open_sink(str(tmp_path / name), 128, 64, 30)  # the next recording leaves it alone
    again.write(colour_bars(), 0.0)
    again.close()
    assert _countable(left) >= 90 and _countable(tmp_path / name) == 1


def test_a_finished_file_is_an_ordinary_mp4(tmp_path: Path) -> None:
    path = tmp_path / "out.mp4"
    sink = VideoSink(path, 128, 64)
    for i in range(300):
        sink.write(colour_bars(), i / 30)
    sink.close()
    assert _boxes(path) == ["ftyp", "mdat", "moov"], "one index for all of it, and no fragments"
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        assert container.duration is not None and stream.frames == 300
        assert container.duration / av.time_base == pytest.approx(10, abs=0.05)
        container.seek(round(9 * av.time_base))
        found = next(container.decode(stream)).time
    assert found is not None and 0 < found <= 9, "found by its index, not read from the start"


def test_a_long_gap_in_a_raw_file_is_caught_up_step_by_step(tmp_path: Path) -> None:
    path = tmp_path / "out.y4m"
    sink, _ = open_sink(str(path), 32, 16, 30)
    sizes = []
    times = [0.0, *(60 + i / 30 for i in range(240))]
    for time in times:
        sink.write(wall(16, 32), time)
        sizes.append(sink._written)
    sink.close()
    assert max(np.diff(sizes)) <= 11
    assert sizes[-1] == round(times[-1] * 30) + 1
    assert len(list(VideoFile(path))) == sizes[-1]


def _countable(path: Path) -> int:
    """The pictures that can be read of a file that may end anywhere."""
    count = 0
    with contextlib.suppress(UsageError):
        for _ in VideoFile(path):
            count += 1
    return count


def _boxes(path: Path) -> list[str]:
    """The boxes of an MP4, without those that only fill space."""
    data, at, boxes = path.read_bytes(), 0, []
    while at < len(data):
        size, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8].decode()
        if size == 1:
            size = int.from_bytes(data[at + 8 : at + 16], "big")
        boxes.append(name)
        at += size
    return [name for name in boxes if name not in ("free", "wide")]


def _audio_packets(path: Path) -> list[bytes]:
    with av.open(str(path)) as container:
        return [bytes(p) for p in container.demux(audio=0) if p.size]


@pytest.mark.parametrize(("fps", "apart"), [(15.0, 30), (None, 60)])
def test_a_key_frame_comes_at_least_every_two_seconds(tmp_path: Path, fps: float | None, apart: int) -> None:
    """An interrupted run goes on from the last one."""
    path = tmp_path / "out.mp4"
    sink = VideoSink(path, 64, 48, fps=fps)
    for number in range(130):
        sink.write(np.full((48, 64, 3), 128, np.uint8), number / 15)
    sink.close()
    with av.open(str(path)) as made:
        keys = [number for number, packet in enumerate(made.demux(video=0)) if packet.is_keyframe]
    assert keys[:3] == [0, apart, 2 * apart]
