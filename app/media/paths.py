"""Says what is at a path that a person named.

The methods of Path raise OSError if a name is too long or if a folder must not be read. The functions here say instead
that nothing is there, which is what both mean to a person.
"""

import errno
import os
from pathlib import Path


def exists(path: Path) -> bool:
    """Return whether a file, a folder or anything else is at this path."""
    return os.path.exists(path)  # noqa: PTH110


def is_taken(path: Path) -> bool:
    """Return whether anything has this name, even a symbolic link that leads nowhere."""
    return os.path.lexists(path)


def is_file(path: Path) -> bool:
    """Return whether a file is at this path."""
    return os.path.isfile(path)  # noqa: PTH113


def is_folder(path: Path) -> bool:
    """Return whether a folder is at this path."""
    return os.path.isdir(path)  # noqa: PTH112


def name_fits(path: Path) -> bool:
    """Return whether every name in the path is short enough for the file system."""
    try:
        path.lstat()
    except OSError as error:
        return error.errno != errno.ENAMETOOLONG
    return True
