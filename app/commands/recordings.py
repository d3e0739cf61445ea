"""The recordings that a person names for a command, and the folder that gets its results."""

import os
from pathlib import Path

from app.media.paths import is_folder
from hime_core.errors import UsageError

# Files with these endings are taken from a folder of recordings.
VIDEO_ENDINGS = (
    ".3gp", ".avi", ".flv", ".m4v", ".mkv", ".mov", ".mp4", ".mpeg", ".mpg", ".ts", ".webm", ".wmv", ".y4m",
)  # fmt: skip


def expand(paths: list[Path], without: Path | None = None) -> list[Path]:
    """Return the recordings that paths stand for, sorted, without repetitions.

    A folder stands for the videos in it and in its subfolders. Raises UsageError if a folder holds no video or cannot
    be read.

    without: a folder of results. If it lies in a folder of recordings, the videos in it are not taken for recordings.
    """
    recordings: dict[Path, Path] = {}
    for path in paths:
        found = [path]
        if is_folder(path):
            found = [Path(at, name) for at, _, names in os.walk(path, onerror=_refuse) for name in names]
            found = [file for file in found if file.suffix.lower() in VIDEO_ENDINGS]
            if without and without.resolve() != path.resolve():
                found = [file for file in found if not file.resolve().is_relative_to(without.resolve())]
            if not found:
                raise UsageError(f"{path}: holds no video; give a folder of recorded calls, or files")
        recordings |= {recording.resolve(): recording for recording in found}
    return sorted(recordings.values())


def make_folder(out: Path, name: str = "") -> None:
    """Make the folder of --out, and the folder of that name in it. Raises UsageError if files cannot be written there.

    name: of a folder in it, or empty.
    """
    try:
        (out / name).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"--out {out}: cannot be made ({error.strerror}); choose another folder") from error
    for folder in dict.fromkeys((out, out / name)):
        if not os.access(folder, os.W_OK):
            raise UsageError(f"--out {out}: {folder} cannot be written; choose another folder")


def _refuse(error: OSError) -> None:
    raise UsageError(f"{error.filename}: cannot be read ({error.strerror})") from error
