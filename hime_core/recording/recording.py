"""Reads the pictures of a recording as a player shows them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import av
from av.container import InputContainer
from av.video.stream import VideoStream

from hime_core.errors import UsageError
from hime_core.geometry import Image
from hime_core.recording.decode import Decoder
from hime_core.recording.fitting import letterboxed
from hime_core.recording.graphs import progressive
from hime_core.recording.ordinary import OrdinaryPictures
from hime_core.recording.packets import open_recording
from hime_core.recording.sizes import largest_size, shown_size
from hime_core.recording.streams import pictures

# The times of two pictures differ by at least this many seconds.
SMALLEST_STEP = 1e-3
# A rate outside these bounds, in frames per second, is not a camera's. Then the usual rate is assumed.
LOWEST_RATE, HIGHEST_RATE, USUAL_RATE = 0.1, 1000.0, 30.0
# A file may say that it lasts this many seconds longer than its streams, because lengths are not exact.
INEXACT = 1.0
# A file is a picture and no video if the name of its FFmpeg format contains one of these texts.
PICTURE_FORMATS = ("image2", "_pipe", "gif", "webp", "ico")


@dataclass(frozen=True)
class Picture:
    """A picture of a recording.

    image: uint8 H×W×3 BGR, always of the recording's size. time: seconds since the first picture, later than the time
    of the picture before. faithful: False if damage may show in it, or if it was enlarged because the recording has
    larger pictures elsewhere. No exemplar is taken from such a picture, and no headshot is scored.
    """

    image: Image
    time: float
    faithful: bool


class Recording:
    """Gives the pictures of a recording in order: upright, with square pixels, progressive, in the colours of BT.709.

    Frames that cannot be decoded are left out. Where damage would be ugly, the last good picture is given again. If the
    size changes, every picture is fitted into the largest size.

    start: the time of the first picture on the clock that `RecordingClock` gives, in seconds. frames, length: the
    number of frames and how many seconds the file lasts, each None if the file does not say it. shrunk: the number of
    pictures so far that were made smaller, because such large ones are too rare in the recording to be found first.
    """

    def __init__(self, path: Path):
        """Open a recording. Raises UsageError if the file is no video, or if nothing of it can be decoded."""
        self.path = path
        self._container = _opened(path)
        try:
            self._stream = _chosen(path, self._container)
            self._decoder = Decoder(self._container, self._stream)
            self._frames = progressive(iter(self._decoder))
            self._first = next(self._frames, None)
            if self._first is None:
                raise UsageError(f"{path}: has no frames that can be decoded; it is damaged, or no video")
            frame, shape = self._first.frame, self._first.shape
            self.start = frame.time or 0.0
            with _opened(path) as other:
                self.width, self.height = largest_size(other, shown_size(frame, shape))
        except BaseException:
            self.close()
            raise
        self.shrunk = 0  # pictures so far that were larger than the recording's size
        self._refused = 0  # frames that FFmpeg could decode, but not convert
        self._read = False  # whether all pictures were read
        rates = [float(rate or 0) for rate in (self._stream.average_rate, self._stream.guessed_rate)]
        self.fps = next((rate for rate in rates if LOWEST_RATE <= rate <= HIGHEST_RATE), USUAL_RATE)
        self.frames = self._stream.frames or None
        self.length = self._container.duration / av.time_base if self._container.duration else None

    @property
    def damaged(self) -> int:
        """How many frames so far could not be decoded, or show damage."""
        return self._decoder.damaged + self._refused

    @property
    def missing(self) -> float:
        """How many seconds of the file's end could not be read. 0 if nothing is missing, or not all was read yet."""
        if not self._read:
            return 0.0
        # The count of an AVI includes frames that were dropped, but its length does not say more than is there.
        stated = float((self._stream.duration or 0) * (self._stream.time_base or 0)) * self.fps
        frames = ((self.frames or 0) - max(self._decoder.packets, stated)) / self.fps
        begin = (self._container.start_time or 0) / av.time_base
        end = self._decoder.end
        seconds = 0.0 if self.length is None or end is None else self.length - (end - begin)
        missing = max(frames, seconds)
        return missing if missing > INEXACT else 0.0

    def __iter__(self) -> Iterator[Picture]:
        ordinary, step = OrdinaryPictures(), 1 / self.fps
        before, image, enlarged = -step, None, False
        decoded = self._first
        while decoded is not None:
            frame = decoded.frame
            time = before + step if frame.time is None else frame.time - self.start
            spoilt = decoded.spoilt
            if image is None or not decoded.unsightly:  # otherwise the last good picture is shown again
                try:
                    image, enlarged = self._fitted(ordinary.make(frame, decoded.shape))
                except av.FFmpegError:
                    self._refused += 1
                    spoilt = True
            if image is not None:
                before = max(time, before + SMALLEST_STEP)
                yield Picture(image, before, not enlarged and not spoilt)
            decoded = next(self._frames, None)
        self._read = True

    def close(self) -> None:
        """Close the file."""
        self._container.close()

    def _fitted(self, image: Image) -> tuple[Image, bool]:
        """Return an image in the size of the recording, and whether it was enlarged for that."""
        height, width = image.shape[:2]
        self.shrunk += width > self.width or height > self.height
        return letterboxed(image, self.width, self.height), width < self.width and height < self.height


def _opened(path: Path) -> InputContainer:
    try:
        return open_recording(path)
    except (av.FFmpegError, OSError) as error:
        why = error.strerror or str(error)
        raise UsageError(f"{path}: cannot be read as a video ({why}); it is damaged, or no video") from error


def _chosen(path: Path, container: InputContainer) -> VideoStream:
    """Return the stream of pictures. Raises UsageError if there is none, or if it cannot be decoded."""
    if any(name in container.format.name for name in PICTURE_FORMATS):
        raise UsageError(f"{path}: is a picture, not a video; give a file such as .mp4")
    stream = pictures(container)
    if stream is None:
        cover = " but a cover" if container.streams.video else ""
        raise UsageError(f"{path}: has no video stream{cover}")
    if stream.codec_context is None:
        raise UsageError(f"{path}: its video is of a codec that FFmpeg does not know")
    return stream
