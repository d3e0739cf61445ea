from pathlib import Path

import cv2
import numpy as np
import pytest

from app.capture.sources import SampleCall, VideoFile, open_source
from app.settings import CameraSettings
from hime_core.detector import FaceDetector
from hime_core.errors import UsageError
from hime_core.geometry import headshot_square
from tests.conftest import wall, write_video


def test_video_frames_in_order_with_times(tmp_path: Path) -> None:
    pictures = [np.full((48, 64, 3), 20 * i, np.uint8) for i in range(10)]
    source = VideoFile(write_video(tmp_path / "a.mp4", pictures, fps=20))
    frames = list(source)
    source.close()
    assert (source.width, source.height, source.fps, source.frames) == (64, 48, 20, 10)
    assert source.length == pytest.approx(0.5, abs=0.01)
    assert [f.index for f in frames] == list(range(10))
    np.testing.assert_allclose([f.time for f in frames], np.arange(10) / 20, atol=1e-3)
    np.testing.assert_allclose([f.image.mean() for f in frames], 20 * np.arange(10), atol=2)


def test_the_first_frame_is_number_zero_at_time_zero(tmp_path: Path) -> None:
    source = VideoFile(write_video(tmp_path / "a.mp4", [wall(48, 64)] * 3))
    first = next(iter(source))
    source.close()
    assert first.index == 0 and first.time == 0


@pytest.mark.parametrize("name", ["empty.mp4", "text.mp4", "cut.mp4", "picture.png", "picture.jpg", "sound.mp4"])
def test_what_is_no_video_is_told_in_one_line(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name.startswith("picture"):
        cv2.imwrite(str(path), wall(48, 64))
    elif name == "cut.mp4":
        whole = write_video(tmp_path / "whole.mp4", [wall(48, 64)] * 20).read_bytes()
        path.write_bytes(whole[: len(whole) // 3])
    elif name == "sound.mp4":
        _write_sound(path)
    else:
        path.write_bytes(b"" if name == "empty.mp4" else b"not a video\n" * 100)
    with pytest.raises(UsageError) as error:
        VideoFile(path)
    assert str(path) in str(error.value) and "\n" not in str(error.value)


def test_frames_that_were_enlarged_are_marked(tmp_path: Path) -> None:
    parts = [write_video(tmp_path / f"{n}.ts", [wall(*size)] * 5) for n, size in enumerate([(96, 128), (144, 192)])]
    joined = tmp_path / "joined.ts"
    joined.write_bytes(b"".join(p.read_bytes() for p in parts))
    source = VideoFile(joined)
    frames = list(source)
    source.close()
    assert (source.width, source.height, source.damaged) == (192, 144, 0)
    assert [frame.faithful for frame in frames] == [False] * 5 + [True] * 5


def test_open_source_rejects_what_is_not_there() -> None:
    with pytest.raises(UsageError, match="no such file"):
        open_source("nowhere.mp4", CameraSettings())
    with pytest.raises(UsageError, match="no camera '97'"):
        open_source("97", CameraSettings())


def test_sample_call_goes_from_near_to_far_and_back(detector: FaceDetector) -> None:
    call = SampleCall(seconds=4)
    frames = list(call)
    assert len(frames) == 120
    assert frames[0].image.shape == (720, 1280, 3)
    sides = []
    for index in (5, 75, 119):
        image = frames[index].image
        faces = detector.detect(image[250:360, 670:780]) if index == 75 else detector.detect(image)
        sides.append(headshot_square(faces[0]).side)
    assert sides[0] > 250 and sides[2] > 250 and sides[1] < 80


def test_sample_call_is_the_same_every_time() -> None:
    once, again = (next(iter(SampleCall(seconds=1))).image for _ in range(2))
    np.testing.assert_array_equal(once, again)


def _write_sound(path: Path) -> None:
    import av

    with av.open(str(path), "w") as out:
        stream = out.add_stream("aac", rate=48_000)
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), format="fltp", layout="mono")
        frame.sample_rate = 48_000
        for packet in [*stream.encode(frame), *stream.encode()]:
            out.mux(packet)
