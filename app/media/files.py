"""Files that people name for a report: checked before the work begins, written whole or not at all."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from app.media.paths import exists, is_folder, name_fits
from hime_core.assets import write_atomically
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


def write_json(path: Path, value: dict[str, object]) -> None:
    """One JSON object."""
    write_atomically(path, (json.dumps(value, indent=2) + "\n").encode())


def free_name(path: Path) -> Path:
    """The path; where there is such a file, the same with the lowest number that nothing has yet: "call 2.mp4"."""
    free, number = path, 1
    while exists(free):
        number += 1
        free = path.with_name(f"{path.stem} {number}{path.suffix}")
    return free


@contextmanager
def text_file(path: Path | None) -> Iterator[TextIO | None]:
    """A text file that gets its name when all of it is written, or None for no path."""
    if path is None:
        yield None
        return
    partial = path.with_name(f".{path.name}.partial")
    try:
        with partial.open("w") as file:
            yield file
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
