"""`hime enhance`: enhances every frame of recorded calls, and keeps their sound."""

from argparse import Namespace
from pathlib import Path

from app.capture.sources import VideoFile
from app.commands.common import check_apart, read_settings, tell, tell_losses, tell_resumed
from app.commands.enhance_many import enhance_many
from app.commands.resuming import is_whole, left_of
from app.exemplars.given import read_exemplars
from app.media.files import check_writable, text_file
from app.media.paths import exists, is_folder
from app.models import load_models
from app.output.sinks.unfinished import Unfinished, partials_of
from app.report.comparison import SideBySide
from app.run.offline import enhance_into
from app.settings import Settings
from hime_core.errors import UsageError


def run(options: Namespace) -> int:
    """Enhance one recording into a file, or several into a folder. Return the exit status."""
    settings = read_settings(options)
    if options.resume and options.trace:
        raise UsageError("--trace needs every frame; it cannot be used with --resume")
    if options.out:
        return enhance_many(options, settings)
    recording, out = _in_and_out(options.paths)
    check_writable(out)
    check_apart(options, [recording], [out])
    _enhance_one(options, settings, recording, out)
    return 0


def _in_and_out(paths: list[Path]) -> tuple[Path, Path]:
    """Return the recording and the file to write. Raises UsageError if a person named anything else."""
    if len(paths) == 1:
        raise UsageError(f"{paths[0]}: name the file to write after it, or a folder for it with --out DIR")
    if len(paths) > 2:
        raise UsageError(f"{len(paths)} files are named; to enhance several recordings, name a folder with --out DIR")
    recording, out = paths
    if not exists(recording):
        raise UsageError(f"{recording}: no such file")
    if is_folder(recording):
        raise UsageError(f"{recording}: is a folder; to enhance the recordings in it, name a folder with --out DIR")
    if exists(out) and out.samefile(recording):
        raise UsageError(f"{out}: is the input itself; choose another name")
    return recording, out


def _left_of(out: Path, source: VideoFile) -> Unfinished:
    """Return what an interrupted run has left of the file to write. Raises UsageError if it left nothing."""
    if is_whole(out, source):
        raise UsageError(f"{out}: is there already, whole; start anew without --resume")
    left = left_of(out)
    if left is None:
        partials = ", ".join(map(str, partials_of(out)))
        why = f"{partials} holds too little to go on from" if partials else f"{out}: there is no unfinished file of it"
        raise UsageError(f"{why}; start anew without --resume")
    return left


def _enhance_one(options: Namespace, settings: Settings, recording: Path, out: Path) -> None:
    comparison = SideBySide() if options.compare else None
    source = VideoFile(recording)
    try:
        left = _left_of(out, source) if options.resume else None
        with text_file(options.trace) as trace:
            models = load_models(settings)
            given = read_exemplars(options.exemplars, models.detector) if options.exemplars else []
            enhanced = enhance_into(out, source, models, settings, given, trace, comparison, unfinished=left)
    finally:
        source.close()
    tell(options, enhanced.report(models.engine.info, str(recording), str(out)), comparison)
    tell_resumed(out, enhanced, left)
    tell_losses(recording, enhanced.losses)
