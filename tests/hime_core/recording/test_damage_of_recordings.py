"""Damage of recordings: how long it counts, and that it takes nothing else away."""

import struct
import zlib
from contextlib import closing
from fractions import Fraction
from pathlib import Path

import av
import pytest

from hime_core.errors import UsageError
from hime_core.recording import Recording
from tests.conftest import wall, write_video
from tests.hime_core.recording.test_recording import FPS, damaged, read, scene, written

# The packets of an FLV begin with their kind, of which these are two, and the size of what follows the header.
FLV_SOUND, FLV_DATA = 8, 18
# The bytes before the first packet of an FLV, of the header of each packet, and after each packet.
FLV_BEGIN, FLV_HEADER, FLV_BETWEEN = 13, 11, 4


def test_damage_without_a_key_frame_counts_for_five_seconds(tmp_path: Path) -> None:
    """Recorders of screens and of calls write a key frame once in many seconds."""
    few_keys = {"bf": "0", "g": "1000", "x264-params": "scenecut=0"}
    whole = written(tmp_path / "a.mkv", [scene(i % 30) for i in range(180)], **few_keys)
    made = read(damaged(whole, tmp_path / "b.mkv", {13}, b"\xff" * 60))
    spoilt = [picture.time for picture in made if not picture.faithful]
    assert min(spoilt) == pytest.approx(0.5, abs=0.1)
    assert max(spoilt) == pytest.approx(5.5, abs=0.1)
    assert made[-1].faithful


def test_damage_at_the_end_takes_no_good_pictures_along(tmp_path: Path) -> None:
    """FFmpeg decodes several frames at once. If the last packets are damaged, some good ones are still in its hands."""
    whole = written(tmp_path / "a.mp4", [scene(i) for i in range(30)], bf="2")
    made = read(damaged(whole, tmp_path / "b.mp4", {28}, b"\xff" * 60))
    assert len(made) == 29
    assert len({round(picture.time * FPS) for picture in made}) == 29


def gigantic_png() -> bytes:
    """A black picture of 16,000×16,000 pixels of one bit each, in a few KB."""
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", 16_000, 16_000, 1, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(bytes((16_000 // 8 + 1) * 16_000), 1)),
        (b"IEND", b""),
    ]
    chunks = [struct.pack(">I", len(b)) + a + b + struct.pack(">I", zlib.crc32(a + b)) for a, b in parts]
    return b"".join([b"\x89PNG\r\n\x1a\n", *chunks])


def with_gigantic_pictures(path: Path, which: set[int]) -> Path:
    """Write a recording of ten pictures in PNG, of which some, by number, say that they are gigantic."""
    with av.open(str(path), "w") as out:
        stream = out.add_stream("png", rate=FPS)
        stream.width, stream.height, stream.pix_fmt = 128, 96, "rgb24"
        for number in range(10):
            frame = av.VideoFrame.from_ndarray(scene(number)[..., ::-1].copy(), format="rgb24")
            [packet] = stream.encode(frame)
            made = av.Packet(gigantic_png()) if number in which else packet
            made.stream, made.is_keyframe, made.duration = stream, True, 1
            made.pts, made.dts, made.time_base = number, number, Fraction(1, FPS)
            out.mux(made)
    return path


def test_a_picture_of_an_impossible_size_is_left_out(tmp_path: Path) -> None:
    """Of 256 million pixels, which no camera makes. They would take a GB for each of several steps."""
    with closing(Recording(with_gigantic_pictures(tmp_path / "a.mov", {5}))) as recording:
        made = list(recording)
        assert (recording.width, recording.height, recording.damaged) == (128, 96, 1)
    assert [round(picture.time * FPS) for picture in made] == [0, 1, 2, 3, 4, 6, 7, 8, 9]


def test_a_recording_of_an_impossible_size_is_refused(tmp_path: Path) -> None:
    path = with_gigantic_pictures(tmp_path / "a.mov", set(range(10)))
    with pytest.raises(UsageError, match="has no frames that can be decoded"):
        Recording(path)


def test_a_later_size_that_no_camera_makes_does_not_count(tmp_path: Path) -> None:
    """Otherwise every picture would be fitted into it."""
    parts = [written(tmp_path / f"{w}.ts", [scene(0, 96, w)] * 10, bf="0") for w in (128, 5000, 128)]
    path = tmp_path / "a.ts"
    path.write_bytes(b"".join(part.read_bytes() for part in parts))
    assert {picture.image.shape for picture in read(path)} == {(96, 128, 3)}


def test_damage_that_looks_like_another_stream_ends_nothing_in_an_flv(tmp_path: Path) -> None:
    """An FLV names its streams only in its packets. In the middle, a packet of sound becomes one of data."""
    path = write_video(tmp_path / "a.flv", [wall(48, 64)] * 100, sound=True)
    data, at = bytearray(path.read_bytes()), FLV_BEGIN
    while at < len(data) // 2 or data[at] != FLV_SOUND:
        at += FLV_HEADER + int.from_bytes(data[at + 1 : at + 4], "big") + FLV_BETWEEN
    data[at] = FLV_DATA
    path.write_bytes(data)
    assert len(read(path)) == 100
