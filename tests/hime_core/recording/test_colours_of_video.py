"""Frames of a video in BGR: the fast conversion is FFmpeg's, wherever the video's coarse colours lie."""

from pathlib import Path

import av
import cv2
import numpy as np
import pytest

from hime_core.geometry import Image
from hime_core.recording.to_bgr import ToBgr, to_bgr


def colourful(seed: int) -> Image:
    """A picture of soft, strong colours, 96×128."""
    noise = np.random.default_rng(seed).integers(0, 256, (96, 128, 3)).astype(np.uint8)
    return np.asarray(cv2.normalize(cv2.GaussianBlur(noise, (0, 0), 3), None, 0, 255, cv2.NORM_MINMAX), np.uint8)


def written(path: Path, codec: str, form: str, pictures: list[Image], **options: str) -> list[av.VideoFrame]:
    """The decoded frames of a video that a codec made of the pictures."""
    with av.open(str(path), "w") as out:
        stream = out.add_stream(codec, rate=25, options=options)
        stream.width, stream.height, stream.pix_fmt = 128, 96, form
        for picture in pictures:
            out.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="bgr24")))
        out.mux(stream.encode())
    with av.open(str(path)) as file:
        return list(file.decode(video=0))


CODECS = {
    "h264": ("x.mp4", "libx264", "yuv420p", {"qp": "8"}),
    "h264 in full range": ("x.mp4", "libx264", "yuvj420p", {"qp": "8"}),
    "h264 of another matrix": ("x.mp4", "libx264", "yuv420p", {"qp": "8", "x264-params": "colormatrix=bt709"}),
    "h264 with colours in the middle": ("x.mp4", "libx264", "yuv420p", {"qp": "8", "x264-params": "chromaloc=1"}),
    "h264 with colours at the top left": ("x.mp4", "libx264", "yuv420p", {"qp": "8", "x264-params": "chromaloc=2"}),
    "mpeg-1": ("x.mpg", "mpeg1video", "yuv420p", {"qmax": "2"}),
    "mpeg-2": ("x.mpg", "mpeg2video", "yuv420p", {"qmax": "2"}),
    "jpeg": ("x.avi", "mjpeg", "yuvj420p", {"qmax": "2"}),
    "jpeg with finer colours": ("x.avi", "mjpeg", "yuvj422p", {"qmax": "2"}),
    "ten bits": ("x.mp4", "libx264", "yuv420p10le", {"qp": "8"}),
}


@pytest.mark.parametrize("name", CODECS)
def test_every_frame_is_converted_as_ffmpeg_does(name: str, tmp_path: Path) -> None:
    file, codec, form, options = CODECS[name]
    frames = written(tmp_path / file, codec, form, [colourful(i) for i in range(4)], **options)
    convert = ToBgr()
    for frame in frames:
        apart = np.abs(convert(frame).astype(int) - to_bgr(frame))
        # colours in the wrong place would be 2.8 levels apart in the mean
        assert apart.mean() < 0.8
        assert np.percentile(apart, 99) <= 4


def test_a_video_that_changes_its_format_is_converted_as_each_part_needs(tmp_path: Path) -> None:
    parts = [CODECS[name] for name in ("mpeg-1", "h264 in full range", "jpeg with finer colours")]
    convert = ToBgr()
    for i, (file, codec, form, options) in enumerate(parts):
        for frame in written(tmp_path / f"{i}{file}", codec, form, [colourful(n) for n in range(3)], **options):
            assert np.abs(convert(frame).astype(int) - to_bgr(frame)).mean() < 0.8


def test_a_video_that_begins_in_grey_gets_its_colours_in_their_place(tmp_path: Path) -> None:
    grey = np.full((96, 128, 3), 90, np.uint8)
    pictures = [grey, grey, colourful(0), colourful(1)]
    frames = written(tmp_path / "x.mpg", "mpeg1video", "yuv420p", pictures, qmax="2")
    convert = ToBgr()
    apart = [np.abs(convert(frame).astype(int) - to_bgr(frame)).mean() for frame in frames]
    assert max(apart) < 0.8
