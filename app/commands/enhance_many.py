"""Enhances several recordings into a folder, one after the other. If one fails, the others are still enhanced."""

import logging
from argparse import Namespace
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from app.capture.sources import VideoFile
from app.commands.common import check_apart, say, tell_losses, tell_resumed, tell_run
from app.commands.recordings import expand, make_folder
from app.commands.resuming import is_whole, left_of
from app.exemplars import Exemplar
from app.exemplars.given import read_exemplars
from app.media.files import text_file, write_json
from app.media.paths import exists, is_taken
from app.models import Models, load_models
from app.report.comparison import SideBySide
from app.report.log import FAULT
from app.run.offline import enhance_into
from app.settings import Settings
from hime_core.errors import UsageError

log = logging.getLogger(__name__)

# A recording with one of these endings keeps it. All others become the first of them, because players may refuse H.264
# in files of other kinds, and some kinds cannot hold it.
ENDINGS = (".mp4", ".mkv", ".mov")
# If Ctrl-C stopped the command before all recordings were begun, this is its exit status.
STOPPED = 130


@dataclass
class Outcome:
    """What became of the recordings so far."""

    rows: list[dict[str, object]] = field(default_factory=list)  # for each, its report, or its source and its error
    failed: list[Path] = field(default_factory=list)
    not_begun: list[Path] = field(default_factory=list)
    cut: Path | None = None  # the file that ends early, because Ctrl-C stopped it


@dataclass(frozen=True)
class Kit:
    """What every recording is enhanced with."""

    settings: Settings
    models: Models
    given: list[Exemplar]  # from photographs


def enhance_many(options: Namespace, settings: Settings) -> int:
    """Enhance all recordings that the options name into the folder --out. Return the exit status.

    Raises UsageError, before anything is written, if the options or what they name cannot be used.
    """
    if missing := [path for path in options.paths if not exists(path)]:
        raise UsageError(f"{missing[0]}: no such file")
    recordings = expand(options.paths, without=options.out)
    outs = names_in(options.out, recordings)
    for recording, out in outs.items():
        if exists(out) and out.samefile(recording):
            raise UsageError(f"--out {options.out}: {out} is a recording itself; choose another folder")
    check_apart(options, recordings, outs.values())
    if len(recordings) > 1 and (options.trace or options.compare):
        raise UsageError("--trace and --compare take a single recording; several were given")
    make_folder(options.out)
    models = load_models(settings)
    given = read_exemplars(options.exemplars, models.detector) if options.exemplars else []
    outcome = _enhance_all(outs, Kit(settings, models, given), options)
    return _tell(outcome, options)


def names_in(folder: Path, recordings: list[Path]) -> dict[Path, Path]:
    """Return, by recording, the file in a folder that it is enhanced into.

    A file is named after its recording. Where several would have one name, each is named after its folder too, as in
    "monday call.mp4", so that its name does not depend on how many others there are. A repeated command finds its
    files. Only where upper and lower case are the only difference, a number follows from the second on.
    """
    forms = {each: _forms(each) for each in recordings}
    number = dict.fromkeys(recordings, 0)  # of the form that is used
    while True:
        names = {each: forms[each][number[each]] for each in recordings}
        count = Counter(name.casefold() for name in names.values())
        longer = [each for each in recordings if count[names[each].casefold()] > 1 and forms[each][number[each] + 1 :]]
        if not longer:
            break
        for each in longer:
            number[each] += 1
    taken: Counter[str] = Counter()
    for each, name in names.items():
        taken[name.casefold()] += 1
        same = taken[name.casefold()]
        names[each] = name if same == 1 else f"{Path(name).stem} {same}{Path(name).suffix}"
    return {each: folder / name for each, name in names.items()}


def _forms(recording: Path) -> list[str]:
    """Return the names that a recording's file may have: its own, and those with the names of more and more folders."""
    ending = _ending(recording)
    name = recording.stem if ending == recording.suffix else recording.name
    folders = [parent.name for parent in recording.absolute().parents if parent.name]
    longer = [" ".join([*reversed(folders[:count]), name]) for count in range(1, len(folders) + 1)]
    return [f"{form}{ending}" for form in (recording.stem, *longer)]


def _ending(recording: Path) -> str:
    return recording.suffix if recording.suffix.lower() in ENDINGS else ENDINGS[0]


def _enhance_all(outs: dict[Path, Path], kit: Kit, options: Namespace) -> Outcome:
    """Enhance every recording. outs: by recording, the file to write."""
    outcome, waiting = Outcome(), list(outs)
    stopped = False
    while waiting and not stopped:
        recording = waiting.pop(0)
        try:
            report, stopped = _enhance(recording, outs[recording], kit, options)
            outcome.rows.append(report | ({"stopped": True} if stopped else {}))
            outcome.cut = outs[recording] if stopped else None
        except KeyboardInterrupt:  # before there was anything of this recording to keep
            stopped = True
            waiting.insert(0, recording)
        except UsageError as error:
            log.error("%s", error)
            _fail(outcome, recording, str(error))
        except Exception as error:  # a fault of HIME must not cost the other recordings
            log.critical("%s: %s; %s", recording, type(error).__name__, FAULT, exc_info=error)
            _fail(outcome, recording, f"{type(error).__name__}: {error}")
    outcome.not_begun = waiting
    return outcome


def _enhance(recording: Path, out: Path, kit: Kit, options: Namespace) -> tuple[dict[str, object], bool]:
    """Enhance one recording. Returns its report, and whether Ctrl-C stopped it early. Raises UsageError."""
    if is_taken(out) and not options.resume:
        raise UsageError(f"{out}: is there already; move it away, or choose another --out, or go on with --resume")
    comparison = SideBySide() if options.compare else None
    with closing(VideoFile(recording)) as source, text_file(options.trace) as trace:
        if options.resume and is_whole(out, source):
            say(f"{out}: is whole already, and left as it is")
            return {"source": str(recording), "sink": str(out), "whole_already": True}, False
        left = left_of(out) if options.resume else None
        enhanced = enhance_into(out, source, kit.models, kit.settings, kit.given, trace, comparison, unfinished=left)
    report = enhanced.report(kit.models.engine.info, str(recording), str(out))
    tell_run(options, report, comparison)
    tell_resumed(out, enhanced, left)
    tell_losses(recording, enhanced.losses)
    return report, enhanced.stopped


def _fail(outcome: Outcome, recording: Path, why: str) -> None:
    outcome.rows.append({"source": str(recording), "error": why})
    outcome.failed.append(recording)


def _tell(outcome: Outcome, options: Namespace) -> int:
    """Write the report if the options ask for one, and say what was not done. Return the exit status."""
    failed, waiting = outcome.failed, outcome.not_begun
    if options.json:
        rest = {"not_begun": [str(path) for path in waiting]} if waiting else {}
        write_json(options.json, {"recordings": outcome.rows, "failed": len(failed), **rest})
    if failed:
        all_of_them = len(outcome.rows) + len(waiting)
        say(f"{len(failed)} of {all_of_them} recordings failed: {', '.join(map(str, failed))}")
    if outcome.cut or waiting:
        cut = [f"{outcome.cut} ends early"] if outcome.cut else []
        left = [f"{len(waiting)} not begun: {', '.join(map(str, waiting))}"] if waiting else []
        say("; ".join(["stopped", *cut, *left]))
    if waiting:
        return STOPPED
    return 1 if failed else 0
