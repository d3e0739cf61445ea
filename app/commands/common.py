"""Reads the settings and tells the result, for several commands."""

import contextlib
from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path

from app.media.files import check_writable, write_json
from app.output.sinks.unfinished import Unfinished
from app.report.comparison import SideBySide
from app.report.losses import Losses, in_words
from app.report.summary import one_line
from app.run.offline import Enhanced
from app.settings import Settings, find_settings, load_settings, with_view
from hime_core.errors import UsageError
from hime_core.shown_text import harmless


def read_settings(options: Namespace) -> Settings:
    """Return the settings for `run` and `enhance`. The command line overrides the settings file.

    Also checks, before the work begins, that the output files can be written. Raises UsageError.
    """
    for path, suffix in ((options.json, ""), (options.trace, ""), (options.compare, ".png")):
        check_writable(path, suffix)
    return with_view(load_settings(find_settings(options.config)), options.view)


def check_apart(options: Namespace, read: Iterable[Path], written: Iterable[Path]) -> None:
    """Raise UsageError if a file that is to be written is also read, or is to be written twice.

    read, written: files besides those that these options name: --json, --trace, --compare, --plot, --config and
    --exemplars.
    """
    named = vars(options)
    photographs: list[Path] = []
    if named.get("exemplars"):
        with contextlib.suppress(OSError):  # reading the photographs tells what is wrong with the folder
            photographs = [*named["exemplars"].iterdir()]
    settings = find_settings(options.config)
    inputs = {_identity(path) for path in (*read, *photographs, *([settings] if settings else []))}
    seen = set()
    for path in (*(named[name] for name in ("json", "trace", "compare", "plot") if named.get(name)), *written):
        identity = _identity(path)
        if identity in inputs:
            raise UsageError(f"{path}: is read, and cannot be written too; choose another name")
        if identity in seen:
            raise UsageError(f"{path}: cannot be written twice; choose two names")
        seen.add(identity)


def _identity(path: Path) -> object:
    """Return what only the names of one file have in common."""
    with contextlib.suppress(OSError):
        found = path.stat()
        return found.st_dev, found.st_ino
    return path.resolve()


def tell(options: Namespace, report: dict[str, object], comparison: SideBySide | None) -> None:
    """Write the report and the comparison if the options ask for them, and print the summary line."""
    if options.json:
        write_json(options.json, report)
    tell_run(options, report, comparison)


def tell_run(options: Namespace, report: dict[str, object], comparison: SideBySide | None) -> None:
    """Write the comparison if the options ask for it, and print the summary line."""
    if comparison and not comparison.write(options.compare):
        say(f"{options.compare}: not written; no far face was enhanced with exemplars")
    say(one_line(report))


def tell_losses(recording: Path, losses: Losses) -> None:
    """Print one line about what of a recording is lost, if anything is."""
    if lost := in_words(losses):
        say(f"{recording}: {lost}")


def tell_resumed(out: Path, enhanced: Enhanced, left: Unfinished | None) -> None:
    """Print how many pictures come from an interrupted run, if one was gone on with."""
    if left:
        say(f"{out}: {len(left.times)} of {enhanced.tally.frames_out} pictures are from {left.path}")


def say(line: str) -> None:
    """Print a line for a person, with codes for what a terminal would obey.

    A terminal that was closed meanwhile is no reason to fail.
    """
    with contextlib.suppress(OSError):
        print(harmless(line))
