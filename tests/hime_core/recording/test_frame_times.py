"""When frames are shown whose file says it badly."""

from contextlib import closing
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from hime_core.recording import Recording
from hime_core.recording.frame_times import FrameTimes
from tests.conftest import wall

FPS = 25


@pytest.mark.parametrize("codec", ["libx264", "mpeg4"])
def test_pictures_of_an_avi_are_evenly_apart(tmp_path: Path, codec: str) -> None:
    """An AVI with B-frames has no times of showing."""
    with av.open(str(tmp_path / "a.avi"), "w") as out:
        stream = out.add_stream(codec, rate=FPS, options={"bf": "2", "b_strategy": "0"})
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for number in range(40):
            frame = av.VideoFrame.from_ndarray(np.roll(wall(48, 64), number, 1), format="bgr24")
            frame.pts, frame.time_base = number, Fraction(1, FPS)
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    with closing(Recording(tmp_path / "a.avi")) as recording:
        times = [picture.time for picture in recording]
    assert len(times) == 40
    assert np.diff(times) == pytest.approx(1 / FPS, abs=0.002)


def settled(form: str, stamps: list[tuple[int | None, int | None]]) -> list[int | None]:
    times, made = FrameTimes(form), []
    for pts, dts in stamps:
        frame = av.VideoFrame(16, 16)
        frame.pts, frame.dts = pts, dts
        times.settle(frame)
        made.append(frame.pts)
    return made


def test_times_of_showing_count_as_long_as_they_rise() -> None:
    assert settled("mp4", [(2, 0), (3, 1), (4, 1), (6, 3)]) == [2, 3, 4, 6]
    assert settled("mp4", [(2, None), (None, 1), (None, None)]) == [2, 1, None]


def test_times_of_decoding_count_where_those_of_showing_fall_more_often() -> None:
    assert settled("mkv", [(4, 0), (3, 1), (5, 2), (4, 3)]) == [4, 1, 2, 3]
