"""The files that people name: checked before the work begins, and named only when all of them is written."""

import contextlib
import io
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from app.media.paths import exists, is_folder, name_fits
from hime_core.errors import UsageError

LONGEST_ENDING = ".4194304.partial"  # the longest ending that a file's name has while it is being written


def check_writable(path: Path | None, suffix: str = "") -> None:
    """Raise UsageError unless a file of that name can be made. None is fine: nothing was asked for."""
    if path is None:
        return
    if suffix and path.suffix.lower() != suffix:
        raise UsageError(f"{path}: must end in {suffix}")
    if not name_fits(path.with_name(path.name + LONGEST_ENDING)):
        raise UsageError(f"{path}: the name is too long; choose a shorter one")
    if is_folder(path) or not is_folder(path.parent) or not os.access(path.parent, os.W_OK):
        raise UsageError(f"{path}: cannot be written; choose a file in a folder that exists and is writable")


def free_name(path: Path) -> Path:
    """The path, or, where there is such a file, the name with the lowest number that is free: "call 2.mp4"."""
    free, number = path, 1
    while exists(free):
        number += 1
        free = path.with_name(f"{path.stem} {number}{path.suffix}")
    return free


def ffmpeg_url(path: Path) -> str:
    """What FFmpeg opens as this file, whatever its name looks like: it takes a bare "10:30.mp4" for a protocol."""
    return f"file:{path}"


def reason(error: Exception) -> str:
    """What the system or FFmpeg says went wrong, without the name of the file."""
    return getattr(error, "strerror", None) or str(error)


class UnfinishedFile:
    """A file that is being written as "call.partial.mp4", beside the "call.mp4" that it becomes.

    Nothing is overwritten meanwhile: where the name is taken, as it is after a program was killed, the file is
    "call.partial 2.mp4". `partial` is the name to write to.
    """

    def __init__(self, path: Path):
        """path: the name that a person gave. Raises UsageError where no file of that name can be made."""
        check_writable(path)
        self.path = path
        self.partial = free_name(path.with_name(f"{path.stem}.partial{path.suffix}"))
        self._kept = False

    def finish(self) -> None:
        """Give the closed file its name. Raises UsageError and keeps the file where the system refuses that."""
        try:
            self.partial.replace(self.path)
        except OSError as error:
            raise self.kept(error) from error

    def kept(self, error: Exception) -> UsageError:
        """Keep what was written: `remove` leaves it alone from now on. Returns the error to raise."""
        self._kept = True
        return self._told(error, f"; what was written is kept as {self.partial}")

    def lost(self, error: Exception) -> UsageError:
        """Remove a closed file that holds nothing of use. Returns the error to raise."""
        self.remove()
        return self._told(error)

    def remove(self) -> None:
        """Remove the closed file, unless it is kept."""
        if not self._kept:
            with contextlib.suppress(OSError):  # a file that stays matters less than the reason to remove it
                self.partial.unlink(missing_ok=True)

    def _told(self, error: Exception, kept: str = "") -> UsageError:
        why = f"{self.path}: cannot be written ({reason(error)})"
        return UsageError(f"{why}{kept}; is the disk full, or the old file open elsewhere?")


def write_whole(path: Path, data: bytes) -> None:
    """Write a file that gets its name when all of it is written. Raises UsageError where it cannot be written."""
    unfinished = UnfinishedFile(path)
    try:
        unfinished.partial.write_bytes(data)
    except OSError as error:
        raise unfinished.lost(error) from error
    unfinished.finish()


def write_json(path: Path, value: dict[str, object]) -> None:
    """Write one JSON object, as `write_whole` does."""
    write_whole(path, (json.dumps(value, indent=2) + "\n").encode())


class _LenientText(io.TextIOWrapper):
    """A text file in which a failed write is noted, and everything after it ignored, instead of raised."""

    error: OSError | None = None

    def write(self, text: str) -> int:
        if self.error is None:
            try:
                return super().write(text)
            except OSError as error:
                self.error = error
        return len(text)


@contextlib.contextmanager
def text_file(path: Path | None) -> Iterator[TextIO | None]:
    """A text file that gets its name when the block ends, or None for no path.

    Where the block raises, the file is removed. A file that cannot be written, as on a full disk, does not end the
    block, which has better things to save: what was written is kept, and the UsageError at the end names it.
    """
    if path is None:
        yield None
        return
    unfinished = UnfinishedFile(path)
    try:
        file = _LenientText(unfinished.partial.open("wb"), encoding="utf-8")
    except OSError as error:
        raise unfinished.lost(error) from error
    try:
        yield file
    except BaseException:
        with contextlib.suppress(OSError):  # the block's own error goes on
            file.close()
        unfinished.remove()
        raise
    try:
        file.close()
    except OSError as error:
        raise unfinished.kept(file.error or error) from error
    if file.error:
        raise unfinished.kept(file.error) from file.error
    unfinished.finish()
