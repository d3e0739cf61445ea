"""Enhances a recording into a file, as `hime enhance` does. This module has no widgets."""

import os
from collections.abc import Callable
from pathlib import Path

from app.capture.sources import VideoFile
from app.gui.words.language import tr
from app.media.files import check_writable, free_name
from app.media.paths import exists, is_folder
from app.models import load_models
from app.report.losses import Losses
from app.run.offline import CancelledError, enhance_into
from app.settings import Settings
from hime_core.errors import UsageError

# A name gets the first of these endings if it has none.
ENDINGS = (".mp4", ".mkv", ".mov")


def export(recording: Path, to: Path, settings: Settings, go_on: Callable[[int, int | None], bool]) -> Losses | None:
    """Enhance a recording into a file. If the file exists, it is replaced.

    Returns what of the recording is lost in the file, or None if go_on stopped the export, so that nothing was written.

    go_on: a function that is called before the first picture and after each. It gets the number of pictures that are
    done and the number of all pictures, or None if that is unknown. It returns whether to continue. Raises UsageError.
    """
    check_destination(to, recording)
    source = VideoFile(recording)
    try:
        models = load_models(settings)
        if not go_on(0, source.frames):
            return None
        return enhance_into(to, source, models, settings, progress=lambda done: go_on(done, source.frames)).losses
    except CancelledError:
        return None
    finally:
        source.close()


def destination(typed: str, recording: Path) -> Path:
    """Return the file that a typed name means.

    "~" is the home folder, a name without a folder lies beside the recording, and a name without an ending gets the
    first of ENDINGS. Raises UsageError if nothing or a folder was typed.
    """
    if not typed.strip():
        raise UsageError(tr("Type a name for the file."))
    path = recording.parent / os.path.expanduser(typed.strip())  # noqa: PTH111 - Path.expanduser may raise
    if is_folder(path):
        raise UsageError(tr("{folder} is a folder. Add a name for the file.").format(folder=path))
    return path if path.suffix else path.with_name(f"{path.name}{ENDINGS[0]}")


def check_destination(path: Path, recording: Path) -> None:
    """Raise UsageError, with a sentence for the person, if a recording cannot be exported to a path."""
    if path.suffix.lower() not in ENDINGS:
        raise UsageError(tr("The name {name} must end in .mp4, .mkv or .mov.").format(name=path.name))
    if not is_folder(path.parent):
        raise UsageError(tr("There is no folder {folder}. Choose a folder that exists.").format(folder=path.parent))
    if exists(path) and path.samefile(recording):
        raise UsageError(tr("{path} is the recording itself. Choose another name.").format(path=path))
    check_writable(path)


def export_name(recording: Path) -> Path:
    """Return a name beside the recording that no file has yet."""
    return free_name(recording.with_name(f"{recording.stem} HIME{ENDINGS[0]}"))
