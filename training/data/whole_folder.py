"""Writes a folder whole or not at all."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hime_core.errors import UsageError


@contextmanager
def whole_folder(out: Path) -> Iterator[Path]:
    """An empty folder beside OUT, which becomes OUT at the end, or is removed if the work does not come to its end.

    Raises UsageError if OUT holds something already or cannot be written, or if a folder is left of an earlier work.
    """
    refuse_filled(out)
    place = out.resolve()  # a link would lead to another disk, and only its place can be renamed to
    partial = place.with_name(f"{place.name}.partial")
    try:
        partial.mkdir(parents=True)
    except FileExistsError as error:
        raise UsageError(f"{partial}: is left of a preparation that was cut off; remove it") from error
    except OSError as error:
        raise UsageError(f"{out}: cannot be written ({error.strerror})") from error
    try:
        yield partial
    except OSError as error:
        shutil.rmtree(partial, ignore_errors=True)
        raise UsageError(f"{out}: cannot be written ({error.strerror})") from error
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    try:
        if place.exists():  # it is empty, but not every system renames over an empty folder
            place.rmdir()
        partial.rename(place)
    except OSError as error:
        raise UsageError(f"{out}: cannot be replaced ({error.strerror}); all is in {partial}: rename it") from error


def refuse_filled(folder: Path) -> None:
    """Raise UsageError if the folder is not empty, if it is a file, or if a disk begins there."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder}: is not empty; remove it or choose another")
    if folder.is_mount():
        raise UsageError(f"{folder}: a disk begins there, so it cannot be replaced; choose a folder in it")
