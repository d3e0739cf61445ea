"""Checks and writes the files that people name. A file gets its name only when all of it is written."""

import contextlib
import errno
import io
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from app.media.paths import exists, is_file, is_folder, is_taken, name_fits
from hime_core.errors import UsageError

# With these numbers the system says that the disk is full, or that one person's share of it is.
DISK_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
# While a file is being written, its name is longer than its final name by at most the length of this ending.
LONGEST_ENDING = ".4194304.partial"


def check_writable(path: Path | None, suffix: str = "") -> None:
    """Raise UsageError unless a file of that name can be made. None means that no file was asked for, which is fine."""
    if path is None:
        return
    if suffix and path.suffix.lower() != suffix:
        raise UsageError(f"{path}: must end in {suffix}")
    if exists(path) and not is_file(path) and not is_folder(path):
        raise UsageError(f"{path}: is a pipe or a device, which a file cannot replace; choose a file")
    if not name_fits(path.with_name(path.name + LONGEST_ENDING)):
        raise UsageError(f"{path}: the name is too long; choose a shorter one")
    if is_folder(path) or not is_folder(path.parent) or not os.access(path.parent, os.W_OK):
        raise UsageError(f"{path}: cannot be written; choose a file in a folder that exists and is writable")


def free_name(path: Path) -> Path:
    """Return the path if it is free, or else the path with the lowest free number, such as "call 2.mp4"."""
    free, number = path, 1
    while is_taken(free):
        number += 1
        free = path.with_name(f"{path.stem} {number}{path.suffix}")
    return free


def _new_file(path: Path) -> Path:
    """Make an empty file of a free name, and return its path. Raises OSError if no file can be made."""
    while True:
        free = free_name(path)
        with contextlib.suppress(FileExistsError):  # another program took the name at this moment
            free.touch(exist_ok=False)
            return free


def reason(error: Exception) -> str:
    """Return what went wrong in the words of the system or of FFmpeg, without the name of the file."""
    return getattr(error, "strerror", None) or str(error)


def _refusal(error: Exception) -> str:
    """Return why a file cannot be written, and what to do. Only the disk's own errors are told as the disk's."""
    number = error.errno if isinstance(error, OSError) else None
    if number in DISK_FULL:
        return "cannot be written (the disk is full)"
    if number == errno.EFBIG:
        return "cannot be written (the disk takes no file as large as this)"
    if number is None:
        return f"could not be made ({reason(error)})"
    return f"cannot be written ({reason(error)})"


class UnfinishedFile:
    """A file that is written as "call.partial.mp4" and renamed to "call.mp4" when it is finished.

    Until then nothing is overwritten. If there is a "call.partial.mp4" already, perhaps because the program was killed
    earlier, this file is "call.partial 2.mp4". `partial` is the name to write to. An empty file has this name already,
    so that no other program gets it.
    """

    def __init__(self, path: Path):
        """path: the name that a person gave. Raises UsageError if no file of that name can be made."""
        check_writable(path)
        self.path = path
        self._kept = False
        try:
            self.partial = _new_file(path.with_name(f"{path.stem}.partial{path.suffix}"))
        except OSError as error:
            raise self._write_error(error) from error

    def finish(self) -> None:
        """Give the closed file its name. If the system refuses that, the file is kept and UsageError is raised."""
        try:
            self.partial.replace(self.path)
        except PermissionError as error:
            raise UsageError(f"{self.kept(error)}; is the old file open in another program?") from error
        except OSError as error:
            raise self.kept(error) from error

    def kept(self, error: Exception) -> UsageError:
        """Keep what was written, so that `remove` no longer deletes it. Returns the error to raise."""
        self._kept = True
        return self._write_error(error, f"; what was written is kept as {self.partial}")

    def lost(self, error: Exception) -> UsageError:
        """Remove a closed file that holds nothing of use. Returns the error to raise."""
        self.remove()
        return self._write_error(error)

    def remove(self) -> None:
        """Remove the closed file, unless it is kept."""
        if not self._kept:
            with contextlib.suppress(OSError):  # the caller must learn why it is removed, even if removing fails
                self.partial.unlink(missing_ok=True)

    def _write_error(self, error: Exception, kept: str = "") -> UsageError:
        """Return the error to raise. kept: the part of its text that says where the written part is kept."""
        return UsageError(f"{self.path}: {_refusal(error)}{kept}")


def write_whole(path: Path, data: bytes) -> None:
    """Write a file, which gets its name when all of it is written. Raises UsageError if it cannot be written."""
    unfinished = UnfinishedFile(path)
    try:
        unfinished.partial.write_bytes(data)
    except OSError as error:
        raise unfinished.lost(error) from error
    unfinished.finish()


def write_json(path: Path, value: dict[str, object]) -> None:
    """Write one JSON object into a file, which `write_whole` makes."""
    write_whole(path, (json.dumps(value, indent=2) + "\n").encode())


class _LenientText(io.TextIOWrapper):
    """A text file whose failed write raises nothing. `error` keeps the error, and all later writes are ignored."""

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
    """Open a text file, which gets its name when the block ends. Gives None if path is None.

    If the block raises, the file is removed. If the file cannot be written, perhaps because the disk is full, the block
    still runs to its end, because its other results matter more than this file. The written part is then kept, and a
    UsageError at the end of the block names it.
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
        with contextlib.suppress(OSError):  # the block's error is raised below and matters more
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
