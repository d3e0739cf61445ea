"""Makes the undamaged recordings: a person who walks from near to far and speaks, in twelve formats."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import av
import cv2
import numpy as np

from app.capture.sources.sample_call import HEAD, portrait
from hime_core.geometry import Image

# A recording has this many pictures, and this many of them in a second.
PICTURES, RATE = 20, 20
# A picture has this many pixels, width and height. H.263 knows few sizes; this is one of them.
WIDTH, HEIGHT = 176, 144
# The photograph is scaled by the first factor when the person is near, and by the second one when the person is far.
NEAR, FAR = 0.6, 0.26
SOUND_RATE = 48_000
# x264, without the options that only cost time. With B-frames, packets have other times than their pictures.
X264 = {"preset": "ultrafast", "crf": "23", "bf": "2", "g": "10"}


@dataclass(frozen=True)
class Kind:
    """A format: its name, the ending of its files, and how video and sound are coded in it.

    container: the container's options. format: FFmpeg's name of it, if the ending does not say it.
    """

    name: str
    suffix: str
    video: str
    sound: str
    coding: Mapping[str, str] = field(default_factory=dict)
    container: Mapping[str, str] = field(default_factory=dict)
    format: str | None = None

    @property
    def file_name(self) -> str:
        """The name of the undamaged recording."""
        return self.name.replace(", ", "_") + self.suffix


KINDS = (
    Kind("mp4", ".mp4", "libx264", "aac", X264),
    Kind("fragments", ".mp4", "libx264", "aac", X264, {"movflags": "frag_keyframe+empty_moov+default_base_moof"}),
    Kind("mov", ".mov", "libx265", "aac", {"preset": "ultrafast", "x265-params": "log-level=none:keyint=10:pools=1"}),
    Kind("mkv", ".mkv", "libvpx-vp9", "libopus", {"deadline": "realtime", "cpu-used": "8", "g": "10"}),
    Kind(
        *("webm", ".webm", "libvpx", "libopus", {"deadline": "realtime", "cpu-used": "8", "g": "10"}),
        {"live": "1", "cluster_time_limit": "200"},
    ),
    Kind("avi, jpeg", ".avi", "mjpeg", "pcm_s16le"),
    Kind("avi, mpeg4", ".avi", "mpeg4", "libmp3lame", {"g": "10"}),
    Kind("ts", ".ts", "libx264", "aac", X264),
    Kind("mpg", ".mpg", "mpeg2video", "mp2", {"g": "10"}),
    Kind("flv", ".flv", "libx264", "aac", X264),
    Kind("3gp", ".3gp", "h263", "aac", {"g": "10"}),
    Kind("wmv", ".wmv", "wmv2", "wmav2", {"g": "10"}, format="asf"),
)


@dataclass(frozen=True)
class Seed:
    """An undamaged recording."""

    kind: Kind
    path: Path


def pictures(count: int) -> Iterator[Image]:
    """The pictures of a walk, BGR. count: how many of them."""
    photo = portrait()[:, :, ::-1]
    backdrop = cv2.GaussianBlur(cv2.resize(photo, (WIDTH, HEIGHT)), (0, 0), 9)
    for index in range(count):
        away = np.clip((index / count - 0.4) / 0.3, 0, 1)
        size = NEAR * (FAR / NEAR) ** away
        x, y = WIDTH / 2 + 3 * np.sin(index), 0.45 * HEIGHT
        matrix = np.array([[size, 0, x - size * HEAD[0]], [0, size, y - size * HEAD[1]]])
        yield cv2.warpAffine(
            photo, matrix, (WIDTH, HEIGHT), backdrop.copy(), cv2.INTER_AREA, borderMode=cv2.BORDER_TRANSPARENT
        )


def make_seed(kind: Kind, folder: Path, count: int = PICTURES) -> Seed:
    """Write the recording of a format into a folder. count: how many pictures it has."""
    path = folder / kind.file_name
    with av.open(str(path), "w", format=kind.format, container_options=dict(kind.container)) as out:
        video = out.add_stream(kind.video, rate=RATE, options=dict(kind.coding))
        video.width, video.height = WIDTH, HEIGHT
        video.pix_fmt = "yuvj420p" if kind.video == "mjpeg" else "yuv420p"
        video.codec_context.thread_count = 1
        sound = out.add_stream(kind.sound, rate=SOUND_RATE)
        sound.layout, sound.bit_rate = "mono", 64_000  # WMA refuses the default rate
        tone = (8_000 * np.sin(2 * np.pi * 440 * np.arange(SOUND_RATE // RATE) / SOUND_RATE)).astype(np.int16)
        for index, picture in enumerate(pictures(count)):
            frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format="bgr24")
            frame.pts = index
            out.mux(video.encode(frame))
            samples = av.AudioFrame.from_ndarray(tone[None], format="s16", layout="mono")
            samples.sample_rate, samples.pts = SOUND_RATE, index * len(tone)
            out.mux(sound.encode(samples))
        out.mux(video.encode())
        out.mux(sound.encode())
    return Seed(kind, path)


def make_seeds(folder: Path) -> list[Seed]:
    """Write the recordings of all formats into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    return [make_seed(kind, folder) for kind in KINDS]
