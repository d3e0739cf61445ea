"""Writes a raw video file of constant rate, which Chromium can play as a webcam (`--use-file-for-fake-video-capture`).

Pictures are in BT.601, limited range, with chroma at the centre of four pixels. The header of the file names no matrix,
and Chromium, FFmpeg and OpenCV then assume this one. HIME does not write raw JPEG pictures. Chromium would accept them
too, but it takes their full range for limited range and always shows them at 30 fps.
"""

import contextlib
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import numpy as np

from app.media.colours import to_i420
from app.media.files import UnfinishedFile, reason
from hime_core.errors import UsageError
from hime_core.geometry import Image

# After a gap, one call of `write` repeats a picture at most this many times.
MOST_REPEATED = 10


class Y4mSink:
    """Writes pictures into a file without sound. `close` gives the finished file its name, and `abort` removes it.

    The file has a constant rate, so a picture is repeated if the next one does not come in time. No picture is left
    out. After a long gap, one call of `write` repeats at most MOST_REPEATED pictures, so that it takes only a moment.
    The next calls repeat more, until the file is as long as the call has lasted. At 30 fps, seven seconds make up for a
    gap of one minute. If the file ends earlier, it is too short by the rest of the gap.

    An unfinished "call.y4m" is called "call.partial.y4m" (see UnfinishedFile). It stays on the disk if the program is
    killed. It also stays if the disk is full or the name is refused after the first picture; the error then names it.

    width, height: pixels, even. fps: pictures per second. Raises UsageError if the path cannot be written.
    """

    def __init__(self, path: Path, width: int, height: int, fps: float):
        self.name = str(path)
        self._path = path
        self._unfinished = UnfinishedFile(path)
        self._fps = fps
        self._pixels = np.empty((height * 3 // 2, width), np.uint8)
        self._written = 0
        rate = Fraction(fps).limit_denominator(1001)
        header = f"YUV4MPEG2 W{width} H{height} F{rate.numerator}:{rate.denominator} Ip A1:1 C420jpeg"
        try:
            self._file = self._unfinished.partial.open("wb")
        except OSError as error:
            self._unfinished.remove()
            raise UsageError(f"{path}: cannot be written ({reason(error)})") from error
        self._file.write(f"{header} XCOLORRANGE=LIMITED\n".encode())

    def write(self, image: Image, time: float) -> None:
        """Write one picture at its time in seconds since the start, rounded to the nearest picture of the file."""
        missed = round(time * self._fps) - self._written if self._written else 0
        with self._raising_usage_errors():
            for _ in range(min(missed, MOST_REPEATED)):
                self._append()
            to_i420(image, self._pixels)
            self._append()

    def close(self) -> None:
        """Finish the file and give it its name. Raises UsageError if nothing was written or the disk is full."""
        if not self._written:
            self.abort()
            raise UsageError(f"{self._path}: not written; stopped before the first picture")
        with self._raising_usage_errors():
            self._file.close()
        self._unfinished.finish()

    def abort(self) -> None:
        """Remove the unfinished file, unless an error has named it as kept."""
        self._close_file()
        self._unfinished.remove()

    def _close_file(self) -> None:
        with contextlib.suppress(OSError):  # the error that led here is raised and says enough
            self._file.close()

    def _append(self) -> None:
        self._file.write(b"FRAME\n")
        self._file.write(self._pixels.data)
        self._written += 1

    @contextlib.contextmanager
    def _raising_usage_errors(self) -> Iterator[None]:
        """Close the file and raise UsageError if the block cannot write. The file is kept if it has a picture."""
        try:
            yield
        except OSError as error:
            self._close_file()
            give_up = self._unfinished.kept if self._written else self._unfinished.lost
            raise give_up(error) from error
