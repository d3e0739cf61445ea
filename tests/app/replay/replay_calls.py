"""Makes short calls for the tests of replay."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from hime_core.geometry import Image, Square
from tests.conftest import place, wall

WIDTH, HEIGHT, FRAMES, FPS = 320, 240, 16, 10


def near(photo: Image, square: Square, frames: int = FRAMES, side: float = 140, sway: float = 6) -> list[Image]:
    """Somebody sits in front of a wall and sways, in a light that changes."""
    pictures = []
    for i in range(frames):
        x, y = WIDTH / 2 + sway * np.sin(i / 3), HEIGHT / 2 + sway / 2 * np.cos(i / 2)
        picture = place(photo, square, side + i % 5, x, y, wall(HEIGHT, WIDTH))
        pictures.append(np.clip(picture * (1 + 0.02 * np.sin(i)), 0, 255).astype(np.uint8))
    return pictures


def write_call(path: Path, pictures: Sequence[Image], times: Sequence[float] | None = None) -> Path:
    """Write a recording with a picture at each of these times, in seconds. Little is lost but half of the colours."""
    times = times or [i / FPS for i in range(len(pictures))]
    with av.open(str(path), "w") as out:
        video = out.add_stream("libx264", rate=FPS, options={"crf": "4", "preset": "ultrafast"})
        video.height, video.width = pictures[0].shape[:2]
        video.pix_fmt, video.time_base = "yuv420p", Fraction(1, 1000)
        video.codec_context.time_base = Fraction(1, 1000)
        for picture, time in zip(pictures, times, strict=True):
            frame = av.VideoFrame.from_ndarray(picture, format="bgr24")
            frame.pts, frame.time_base = round(1000 * time), Fraction(1, 1000)
            for packet in video.encode(frame):
                out.mux(packet)
        for packet in video.encode():
            out.mux(packet)
    return path
