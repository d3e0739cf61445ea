"""A raw video file of constant rate, which Chromium takes for a webcam (`--use-file-for-fake-video-capture`).

Pictures are in BT.601, limited range, with chroma at the centre of four pixels. Chromium, FFmpeg and OpenCV assume this
of such a file, whose header names no matrix. Chromium would also take raw JPEG pictures, but it shows them with the
wrong range (it takes their full range for limited) and always at 30 fps, so HIME does not write those.
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

# One call of `write` repeats at most this many pictures to catch up.
MOST_REPEATED = 10


class Y4mSink:
    """Pictures -> PATH, with no sound. The name appears when `close` has written everything; `abort` leaves no file.

    The file has a constant rate, so a picture is repeated where the next one did not come in time; none is left out.
    After a long gap, one call repeats no more than MOST_REPEATED pictures, so that it takes no longer than a moment:
    the calls after it repeat the rest, until the clock of the file is right again. A gap of a minute is caught up
    within seven seconds at 30 fps. A file that ends before that is shorter by what is missing.

    Until `close`, the file is "call.partial.y4m", beside "call.y4m" (see UnfinishedFile). It stays where the program is
    killed, and where the disk is full or the name is refused after the first picture; the error then names it.

    width, height: pixels, even. fps: pictures per second. Raises UsageError where the path cannot be written.
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
            raise UsageError(f"{path}: cannot be written ({reason(error)})") from error
        self._file.write(f"{header} XCOLORRANGE=LIMITED\n".encode())

    def write(self, image: Image, time: float) -> None:
        """Write one picture at its time in seconds since the start, to the nearest tick."""
        missed = round(time * self._fps) - self._written if self._written else 0
        with self._faults_told():
            for _ in range(min(missed, MOST_REPEATED)):
                self._append()
            to_i420(image, self._pixels)
            self._append()

    def close(self) -> None:
        """Finish the file and give it its name. Raises UsageError where nothing was written or the disk is full."""
        if not self._written:
            self.abort()
            raise UsageError(f"{self._path}: not written; stopped before the first picture")
        with self._faults_told():
            self._file.close()
        self._unfinished.finish()

    def abort(self) -> None:
        """Remove the unfinished file, unless an error has named it as kept."""
        self._close_file()
        self._unfinished.remove()

    def _close_file(self) -> None:
        with contextlib.suppress(OSError):  # the reason to close it has been told already
            self._file.close()

    def _append(self) -> None:
        self._file.write(b"FRAME\n")
        self._file.write(self._pixels.data)
        self._written += 1

    @contextlib.contextmanager
    def _faults_told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            self._close_file()
            told = self._unfinished.kept if self._written else self._unfinished.lost
            raise told(error) from error
