"""Reads a recorded call with PyAV."""

from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np

from app.capture.frame import Frame
from app.media.colours import ToBgr
from app.media.files import ffmpeg_url, reason
from hime_core.errors import UsageError

# The times of two frames differ by at least this many seconds.
SMALLEST_STEP = 1e-3
# A file is a picture and no video if the name of its FFmpeg format contains one of these texts.
PICTURE_FORMATS = ("image2", "_pipe", "gif", "webp", "ico")


class VideoFile:
    """Gives the frames of a video file, each later than the one before. Frames are turned upright if the file says so.

    start: the time of the first frame on the file's own clock, in seconds. frames, length: the number of frames and how
    many seconds the file lasts, each None if the file does not say it. Creating a VideoFile raises UsageError if the
    file is no video. Reading raises UsageError if a frame cannot be decoded or if the size of the picture changes.
    """

    live = False

    def __init__(self, path: Path):
        self.path = path
        self.name = str(path)
        try:
            self._container = av.open(ffmpeg_url(path))
        except (av.FFmpegError, OSError) as error:
            raise UsageError(
                f"{path}: cannot be read as a video ({reason(error)}); it is damaged, or no video"
            ) from error
        if any(name in self._container.format.name for name in PICTURE_FORMATS):
            self._container.close()
            raise UsageError(f"{path}: is a picture, not a video; give a file such as .mp4")
        if not self._container.streams.video:
            self._container.close()
            raise UsageError(f"{path}: has no video stream")
        self._stream = self._container.streams.video[0]
        self._stream.thread_type = "AUTO"
        self._decoder = self._container.decode(self._stream)
        try:
            self._first = next(self._decoder, None)
        except av.FFmpegError as error:
            self._container.close()
            raise UsageError(f"{path}: cannot be decoded ({reason(error)})") from error
        if self._first is None:
            self._container.close()
            raise UsageError(f"{path}: has no frames")
        self.start = self._first.time or 0.0
        self._to_bgr = ToBgr()
        image = self._upright(self._first)
        self.height, self.width = image.shape[:2]
        self.fps = float(self._stream.average_rate or self._stream.guessed_rate or 30)
        self.frames = self._stream.frames or None
        self.length = self._container.duration / av.time_base if self._container.duration else None

    def __iter__(self) -> Iterator[Frame]:
        index, shift, step = 0, -self.start, 1 / self.fps
        before = -step
        frame = self._first
        while frame is not None:
            image = self._upright(frame)
            if image.shape[:2] != (self.height, self.width):
                h, w = image.shape[:2]
                raise UsageError(
                    f"{self.path}: the picture changes from {self.width}x{self.height} to {w}x{h} at frame {index}; "
                    "split the recording there"
                )
            time = before + step if frame.time is None else frame.time + shift
            if time < before - step:  # two recordings were joined here, and the second one's clock starts anew
                shift += before + step - time
                time = before + step
            before = max(time, before + SMALLEST_STEP)
            yield Frame(image, before, index)
            index += 1
            try:
                frame = next(self._decoder, None)
            except av.FFmpegError as error:
                raise UsageError(f"{self.path}: cannot be decoded past frame {index} ({reason(error)})") from error

    def close(self) -> None:
        self._container.close()

    def _upright(self, frame: av.VideoFrame) -> np.ndarray:
        image = self._to_bgr(frame)
        turns = round(frame.rotation / 90) % 4  # the rotation is counter-clockwise, in degrees
        return np.ascontiguousarray(np.rot90(image, turns)) if turns else image
