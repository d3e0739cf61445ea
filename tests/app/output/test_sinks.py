from pathlib import Path

import av
import numpy as np
import pytest
import pyvirtualcam

from app.capture.sources import VideoFile
from app.output.sinks import NoSink, VideoSink, open_sink
from hime_core.errors import UsageError
from hime_core.geometry import Image
from tests.conftest import wall, write_video

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


def test_no_audio_in_no_audio_out(tmp_path: Path) -> None:
    source = write_video(tmp_path / "in.mp4", [wall(64, 128)] * 5)
    sink = VideoSink(tmp_path / "out.mp4", 128, 64, audio_from=source)
    assert not sink.audio_kept
    sink.abort()


@pytest.mark.parametrize("name", ["none/out.mp4", "none/out.y4m", "out.nonsense", "out", ".", "out.webm", "out.wav"])
def test_what_cannot_be_written_is_told_and_leaves_nothing(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError) as error:
        open_sink(str(tmp_path / name), 128, 64, 30)
    assert "\n" not in str(error.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_under_a_raw_file_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "out.y4m"
    (tmp_path / ".out.partial.y4m").symlink_to("/dev/full")
    sink, _ = open_sink(str(path), 128, 64, 30)
    with pytest.raises(UsageError, match="disk full"):
        sink.write(colour_bars(), 0.0)
    assert list(tmp_path.iterdir()) == []


def _audio_packets(path: Path) -> list[bytes]:
    with av.open(str(path)) as container:
        return [bytes(p) for p in container.demux(audio=0) if p.size]
