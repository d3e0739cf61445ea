"""A video that goes on from an unfinished file is the same as one that was never interrupted."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest

from app.output.sinks import VideoSink
from app.output.sinks.resumed import ResumedSink
from app.output.sinks.unfinished import Unfinished, parts_of, unfinished_of
from app.output.sinks.video import ENCODER_OPTIONS
from hime_core.errors import UsageError
from hime_core.geometry import Image
from tests.conftest import write_video

# The scene changes at these pictures, so that key frames are there.
CUTS = (50, 110)
PICTURES = 200
SIZE = 160, 96


def pictures() -> Iterator[tuple[Image, float]]:
    """Pictures whose scene changes twice, at times that are not quite regular."""
    y, x = np.mgrid[0 : SIZE[1], 0 : SIZE[0]]
    for number in range(PICTURES):
        scene = [x + y, 255 - x, 128 + 100 * np.sin(y / 9)][sum(number >= cut for cut in CUTS)]
        dot = 200 * (np.hypot(x - 20 - number // 2, y - 48) < 9)
        yield np.dstack([scene, np.maximum(scene, dot), scene]).clip(0, 255).astype(np.uint8), _time(number)


def _time(number: int) -> float:
    return number / 25 + 0.01 * (number % 3)


@pytest.fixture(autouse=True)
def _no_other_key_frames(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ENCODER_OPTIONS, "g", "250")


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("recording") / "call.mp4"
    return write_video(path, (image for image, _ in pictures()), sound=True)


def write(sink: VideoSink, copy_at: int = PICTURES, copied: Path | None = None) -> None:
    """Write all pictures. The unfinished file is copied before picture `copy_at`, as if the program were killed."""
    for number, (image, time) in enumerate(pictures()):
        if number == copy_at:
            [partial] = [path for path in Path(sink.name).parent.iterdir() if ".partial" in path.name]
            assert copied is not None
            shutil.copy(partial, copied)
        sink.write(image, time)
    sink.write_rest_of_sound()
    sink.close()


@pytest.fixture(params=["mp4", "mov", "mkv"])
def interrupted(request: pytest.FixtureRequest, recording: Path, tmp_path: Path) -> tuple[Path, Path]:
    """A whole file, and one that is still to be written, of which there is an unfinished file."""
    whole, out = tmp_path / f"whole.{request.param}", tmp_path / f"out.{request.param}"
    sink = VideoSink(whole, *SIZE, recording)
    write(sink, 195, tmp_path / f"out.partial.{request.param}")
    return whole, out


def left(out: Path) -> Unfinished:
    found = unfinished_of(out)
    assert found is not None
    return found


def streams(path: Path) -> tuple[list[tuple[float, Image]], list[int], list[int], bytes]:
    with av.open(str(path)) as container:
        shown = [(frame.time or 0.0, frame.to_ndarray(format="bgr24")) for frame in container.decode(video=0)]
    with av.open(str(path)) as container:
        packets = [packet for packet in container.demux(video=0) if packet.size]
    with av.open(str(path)) as container:
        sound = b"".join(frame.to_ndarray().tobytes() for frame in container.decode(audio=0))
    return shown, [p.pts or 0 for p in packets], [p.dts or 0 for p in packets], sound


def test_what_was_gone_on_with_equals_what_was_not_interrupted(interrupted: tuple[Path, Path], recording: Path) -> None:
    whole, out = interrupted
    old = left(out)
    assert len(old.times) == CUTS[1]  # up to the last key frame
    sink = ResumedSink(out, *SIZE, old, recording, 0.0)
    write(sink)
    assert not old.path.exists() and sorted(path.name for path in out.parent.iterdir()) == [out.name, whole.name]
    (expected, _, _, sound), (shown, shown_at, decoded_at, new_sound) = streams(whole), streams(out)
    assert len(shown) == len(expected) == PICTURES
    assert [time for time, _ in shown] == pytest.approx([time for time, _ in expected], abs=1e-4)
    differences = [np.abs(a.astype(int) - b).mean() for (_, a), (_, b) in zip(shown, expected, strict=True)]
    assert max(differences[: CUTS[1]]) == 0 and max(differences) < 1
    if out.suffix != ".mkv":  # Matroska does not say when pictures are decoded
        assert decoded_at == sorted(set(decoded_at))
        assert all(decoded <= at for decoded, at in zip(decoded_at, shown_at, strict=True))
    assert sound == new_sound and [track.why for track in sink.audio] == [""]


def test_another_size_or_encoder_or_recording_is_refused_and_the_file_stays(
    interrupted: tuple[Path, Path], recording: Path
) -> None:
    whole, out = interrupted
    old = left(out)
    with pytest.raises(UsageError, match="160x96 and not 320x192"):
        ResumedSink(out, 320, 192, old, recording, 0.0)
    with pytest.raises(UsageError, match="encoded with other settings"):
        ResumedSink(out, *SIZE, replace(old, parameters=frozenset()), recording, 0.0)
    sink = ResumedSink(out, *SIZE, replace(old, times=[*old.times[:-1], old.times[-1] + 0.02]), recording, 0.0)
    with pytest.raises(UsageError, match="its picture 110 is at another time"):
        write(sink)
    sink.abort()
    sink = ResumedSink(out, *SIZE, old, recording, 0.0)
    sink.write(*next(pictures()))
    with pytest.raises(UsageError, match="more pictures than the recording"):
        sink.close()
    sink.abort()
    assert sorted(path.name for path in out.parent.iterdir()) == [old.path.name, whole.name]


def test_another_recording_with_the_same_times_is_refused(interrupted: tuple[Path, Path], recording: Path) -> None:
    whole, out = interrupted
    old = left(out)
    sink = ResumedSink(out, *SIZE, old, recording, 0.0, compared_from=90)
    with pytest.raises(UsageError, match="shows another recording"):
        for image, time in pictures():
            image[40:56, 130:146] = 255 - image[40:56, 130:146]  # somebody sits there
            sink.write(image, time)
    sink.abort()
    assert sorted(path.name for path in out.parent.iterdir()) == [old.path.name, whole.name]
    shown = streams(out.with_name(old.path.name))[0]
    decoded = [frame.to_ndarray(format="bgr24") for frame in old.pictures(90)]
    assert [np.abs(a.astype(int) - b).max() for a, (_, b) in zip(decoded, shown[90:110], strict=True)] == [0] * 20


def test_the_file_with_the_most_pictures_is_taken(interrupted: tuple[Path, Path], tmp_path: Path) -> None:
    _, out = interrupted
    first = left(out)
    part = first.path.read_bytes()
    (tmp_path / f"out.partial 2{out.suffix}").write_bytes(part[: round(0.4 * len(part))])
    (tmp_path / f"out.partial 3{out.suffix}").write_text("no video")
    assert left(out) == first
    first.path.unlink()
    assert len(left(out).times) == CUTS[0]


def test_nothing_is_left_where_no_picture_counts(tmp_path: Path) -> None:
    assert unfinished_of(tmp_path / "out.mp4") is None
    (tmp_path / "out.partial.mp4").write_bytes(b"")
    assert unfinished_of(tmp_path / "out.mp4") is None
    assert unfinished_of(tmp_path / "nowhere" / "out.mp4") is None


def test_a_packet_that_is_not_whole_is_noticed() -> None:
    assert parts_of(b"\x00\x00\x00\x02ab\x00\x00\x00\x01c") == [b"ab", b"c"]
    for broken in (b"\x00\x00\x00\x02a", b"\x00\x00", b"\x00\x00\x00\x00"):
        with pytest.raises(ValueError, match="not whole"):
            parts_of(broken)
