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
    partial = out.absolute().with_name(f"{out.absolute().name}.partial")
    try:
        partial.mkdir(parents=True)
    except FileExistsError as error:
        raise UsageError(f"{partial}: is left of a preparation that was cut off; remove it") from error
    except OSError as error:
        raise UsageError(f"{out}: cannot be written ({error.strerror})") from error
    try:
        yield partial
        if out.exists():  # it is empty, but not every system renames over an empty folder
            out.rmdir()
        partial.rename(out)
    except OSError as error:
        raise UsageError(f"{out}: cannot be written ({error.strerror})") from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def refuse_filled(folder: Path) -> None:
    """Raise UsageError if the folder is not empty, or if it is a file."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder}: is not empty; remove it or choose another")
