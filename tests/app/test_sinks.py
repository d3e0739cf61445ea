from pathlib import Path

import av
import numpy as np
import pytest
import pyvirtualcam

from app.sinks import NoSink, VideoSink, VirtualCamera, open_sink
from app.sources import VideoFile
from hime_core.errors import UsageError
from hime_core.geometry import Image
from tests.conftest import wall, write_video

BARS = [(255, 255, 255), (0, 255, 255), (255, 255, 0), (0, 255, 0), (255, 0, 255), (0, 0, 255), (255, 0, 0), (0, 0, 0)]


def colour_bars(height: int = 64, width: int = 128) -> Image:
    image = np.zeros((height, width, 3), np.uint8)
    for i, bar in enumerate(BARS):
        image[:, i * width // 8 : (i + 1) * width // 8] = bar
    return image


class LoopbackDevice:
    """A virtual camera without a kernel module: pyvirtualcam's own extension point, at the outermost edge."""

    def __init__(self, frames: list[Image]):
        self._frames = frames

    def __call__(self, **_: object) -> "LoopbackDevice":
        return self

    def device(self) -> str:
        return "loopback0"

    def native_fourcc(self) -> None:
        return None

    def send(self, frame: Image) -> None:
        self._frames.append(frame.copy())

    def close(self) -> None: ...


def test_virtual_camera_gets_the_pixels_unmirrored(monkeypatch: pytest.MonkeyPatch) -> None:
    frames: list[Image] = []
    monkeypatch.setattr(pyvirtualcam.camera, "BACKENDS", {"loopback": LoopbackDevice(frames)})
    camera = VirtualCamera(128, 64, 30)
    camera.write(colour_bars(), 0.0)
    camera.close()
    assert camera.name == "loopback0"
    np.testing.assert_array_equal(frames[0].reshape(64, 128, 3), colour_bars())


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


def test_the_name_appears_only_when_the_file_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "out.mp4"
    sink = VideoSink(path, 128, 64)
    sink.write(colour_bars(), 0.0)
    assert not path.exists()
    sink.close()
    assert [p.name for p in tmp_path.iterdir()] == ["out.mp4"]


def test_abort_leaves_nothing_and_keeps_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "out.mp4"
    path.write_bytes(b"before")
    sink = VideoSink(path, 128, 64)
    sink.write(colour_bars(), 0.0)
    sink.abort()
    assert [p.name for p in tmp_path.iterdir()] == ["out.mp4"]
    assert path.read_bytes() == b"before"


def test_closing_without_a_picture_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="before the first picture"):
        VideoSink(tmp_path / "out.mp4", 128, 64).close()
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


@pytest.mark.parametrize("name", ["none/out.mp4", "out.nonsense", "out", ".", "out.webm", "out.wav"])
def test_what_cannot_be_written_is_told_and_leaves_nothing(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError) as error:
        VideoSink(tmp_path / name, 128, 64)
    assert "\n" not in str(error.value)
    assert list(tmp_path.iterdir()) == []


def _audio_packets(path: Path) -> list[bytes]:
    with av.open(str(path)) as container:
        return [bytes(p) for p in container.demux(audio=0) if p.size]
