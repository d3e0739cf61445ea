"""A raw video file of constant rate, which Chromium takes for a webcam (`--use-file-for-fake-video-capture`).

BT.601, limited range, chroma at the centre of four pixels: what Chromium, FFmpeg and OpenCV assume of such a file,
whose header names no matrix. Raw JPEG pictures, Chromium's other choice, it shows with the wrong range (it takes
their full range for limited) and always at 30 fps, so HIME does not write those.
"""

import contextlib
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import numpy as np

from app.media.colours import to_i420
from app.media.files import check_writable
from hime_core.errors import UsageError
from hime_core.geometry import Image


class Y4mSink:
    """Pictures -> PATH, with no sound. The name appears when `close` has written everything; `abort` leaves no file.

    width, height: even. fps: where no picture came in time, the one before is written again; none is left out.
    Raises UsageError where the path cannot be written.
    """

    def __init__(self, path: Path, width: int, height: int, fps: float):
        check_writable(path)
        self.name = str(path)
        self._path = path
        self._partial = path.with_name(f".{path.stem}.partial{path.suffix}")
        self._fps = fps
        self._pixels = np.empty((height * 3 // 2, width), np.uint8)
        self._written = 0
        rate = Fraction(fps).limit_denominator(1001)
        header = f"YUV4MPEG2 W{width} H{height} F{rate.numerator}:{rate.denominator} Ip A1:1 C420jpeg"
        try:
            self._file = self._partial.open("wb")
        except OSError as error:
            raise UsageError(f"{path}: cannot be written ({error.strerror})") from error
        self._file.write(f"{header} XCOLORRANGE=LIMITED\n".encode())

    def write(self, image: Image, time: float) -> None:
        """Write one picture at its time in seconds since the start, to the nearest tick."""
        missed = round(time * self._fps) - self._written if self._written else 0
        with self._told():
            for _ in range(missed):
                self._append()
            to_i420(image, self._pixels)
            self._append()

    def close(self) -> None:
        """Finish the file and give it its name. Raises UsageError where nothing was written or the disk is full."""
        if not self._written:
            self.abort()
            raise UsageError(f"{self._path}: not written; stopped before the first picture")
        with self._told():
            self._file.close()
            self._partial.replace(self._path)

    def abort(self) -> None:
        with contextlib.suppress(OSError):  # the reason to abort has been told already
            self._file.close()
        self._partial.unlink(missing_ok=True)

    def _append(self) -> None:
        self._file.write(b"FRAME\n")
        self._file.write(self._pixels.data)
        self._written += 1

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            self.abort()
            raise UsageError(f"{self._path}: cannot be written ({error}); is the disk full?") from error
