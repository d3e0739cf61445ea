"""Recordings with odd names, subtitles that last longer, and interlaced parts of several sizes."""

import sys
from contextlib import closing
from pathlib import Path

import av
import numpy as np
import pytest

from hime_core.geometry import Image
from hime_core.recording import Recording
from tests.hime_core.recording.test_recording import FPS, combed, read, scene, written

# Options that make libx264 write interlaced frames, the upper field first.
INTERLACED = {"x264-params": "tff=1", "crf": "4"}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
@pytest.mark.parametrize("name", ["10:30.mp4", "call:10:30.mkv"])
def test_a_name_may_look_like_a_protocol(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path / name, [scene(i) for i in range(5)])
    assert len(read(Path(name))) == 5


def test_subtitles_may_last_longer_than_the_pictures(tmp_path: Path) -> None:
    """Nothing of the pictures is missing then. The pictures last 2 s and the subtitles 6 s."""
    (tmp_path / "a.srt").write_text("1\n00:00:00,500 --> 00:00:06,000\nGood morning\n")
    film = written(tmp_path / "film.mkv", [scene(i) for i in range(2 * FPS)])
    path = tmp_path / "a.mkv"
    with av.open(str(film)) as pictures, av.open(str(tmp_path / "a.srt")) as texts, av.open(str(path), "w") as out:
        streams = [(made, out.add_stream_from_template(made.streams[0])) for made in (pictures, texts)]
        for made, stream in streams:
            for packet in (p for p in made.demux() if p.size):
                packet.stream = stream
                out.mux(packet)
    with closing(Recording(path)) as recording:
        assert recording.length == pytest.approx(6, abs=0.1)
        assert len(list(recording)) == 2 * FPS
        assert recording.missing == 0


def interlaced(path: Path, height: int, width: int) -> Path:
    """Write ten frames, each woven of two moments between which the lights move."""
    moments = [scene(6 * i * height // 192, height, width) for i in range(20)]
    return written(path, [woven(a, b) for a, b in zip(moments[::2], moments[1::2], strict=True)], **INTERLACED)


def woven(a: Image, b: Image) -> Image:
    """A frame that has its even rows from one picture and its odd rows from another."""
    even = np.arange(a.shape[0])[:, None, None] % 2 == 0
    return np.where(even, a, b).astype(np.uint8)


def test_interlaced_parts_of_two_sizes_become_progressive(tmp_path: Path) -> None:
    """Joined, as by a recorder that adapts its size. No picture is lost at the joint."""
    large, small = interlaced(tmp_path / "large.ts", 192, 256), interlaced(tmp_path / "small.ts", 96, 128)
    path = tmp_path / "a.ts"
    path.write_bytes(large.read_bytes() + small.read_bytes())
    made = read(path)
    assert {picture.image.shape for picture in made} == {(192, 256, 3)}
    assert [round(picture.time * FPS) for picture in made] == list(range(20))
    assert [picture.faithful for picture in made] == [True] * 10 + [False] * 10
    assert max(combed(picture.image) for picture in made) < combed(woven(scene(0, 192, 256), scene(6, 192, 256))) / 3
