"""What is at a path that a person named.

The methods of Path raise OSError for a name that is too long, and for a folder that nobody may look into. For a person
both mean that there is nothing.
"""

import errno
import os
from pathlib import Path


def exists(path: Path) -> bool:
    """Whether there is anything."""
    return os.path.exists(path)  # noqa: PTH110


def is_file(path: Path) -> bool:
    """Whether there is a file."""
    return os.path.isfile(path)  # noqa: PTH113


def is_folder(path: Path) -> bool:
    """Whether there is a folder."""
    return os.path.isdir(path)  # noqa: PTH112


def name_fits(path: Path) -> bool:
    """Whether no name in the path is too long."""
    try:
        path.lstat()
    except OSError as error:
        return error.errno != errno.ENAMETOOLONG
    return True
