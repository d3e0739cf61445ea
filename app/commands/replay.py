"""`hime replay CALL...`: measures on recorded calls how much quality is lost when an exemplar is old."""

import logging
import os
from argparse import Namespace
from dataclasses import replace
from pathlib import Path

from app.commands.common import check_apart, say
from app.commands.recordings import expand, make_folder
from app.media.files import check_writable, write_json, write_whole
from app.models import say_conditions
from app.replay import ReplayPlan, replay_all, summarise
from app.replay.call import CallResult, load_engine
from app.replay.curve import age_curve
from app.replay.drawing import as_png
from app.replay.page import as_html
from app.replay.report import as_csv, as_json, as_text
from app.replay.speed import speed_of
from app.replay.words import printable
from app.settings import Settings, find_settings, load_settings
from app.settings.check_models import check_models
from hime_core.assets import models_folder, read_registry
from hime_core.errors import UsageError
from hime_core.runtime import OnnxEngine
from hime_core.shown_text import harmless

log = logging.getLogger(__name__)

# The networks are made for LR sides of at least the first and at most the second number of pixels.
SMALLEST_LR, LARGEST_LR = 16, 136
# The line that says why no call can be used gives at most this many reasons.
MOST_REASONS = 3
# Every replay writes these files anew.
REPORTS = ("report.json", "scores.csv", "report.html")


def run(options: Namespace) -> None:
    """Replay every call, write the report and print the table."""
    if options.lr % 8 or not SMALLEST_LR <= options.lr <= LARGEST_LR:
        raise UsageError(f"--lr {options.lr}: must be a multiple of 8 from {SMALLEST_LR} to {LARGEST_LR}")
    settings = load_settings(find_settings(options.config))
    calls = expand(options.calls)
    check_apart(options, calls, [])
    make_folder(options.out, "calls")
    check_writable(options.json)
    check_writable(options.plot, ".png")
    settings, engine = _of_scale(settings, options.scale)
    check_models(settings)
    say_conditions(settings)
    intervals = tuple(sorted(set(options.intervals)))
    plan = ReplayPlan(
        intervals, options.scale, options.lr, options.degradation, options.person, options.every, settings
    )
    _remove_reports(options.out)
    jobs = options.jobs or max(1, (os.cpu_count() or 1) // 2)
    try:
        replayed = replay_all(calls, plan, options.out / "calls", jobs)
    except KeyboardInterrupt:
        log.warning("stopped; finished calls are kept in %s: run it again to go on from there", options.out)
        raise
    results = {printable(call): result for call, result in replayed.results.items()}
    _check_usable(results)
    summary = summarise(results, plan)
    speed = speed_of([replayed.results[call] for call in replayed.replayed_now], replayed.seconds)
    report = as_json(summary, plan, engine.info, speed)
    table, page, text = as_csv(summary).encode(), as_html(summary, plan).encode(), as_text(summary, plan)
    write_json(options.out / "report.json", report)
    write_whole(options.out / "scores.csv", table)
    write_whole(options.out / "report.html", page)
    if options.plot:
        write_whole(options.plot, as_png(age_curve(summary.ages)))
    if options.json:
        write_json(options.json, report)
    print("\n".join(map(harmless, text.split("\n"))))
    print()
    say(f"{options.out / 'report.html'}: the report; it and the rest of {options.out} show faces of the calls")


def _of_scale(settings: Settings, scale: int) -> tuple[Settings, OnnxEngine]:
    """Return settings with a model of this scale, and its engine. The settings keep their model if it has this scale.

    Raises UsageError if no registered model has this scale.
    """
    own = settings.enhance.best_model
    engine = load_engine(own)
    if engine.scale == scale:
        return settings, engine
    named = next((name for name in read_registry(models_folder()) if f"_x{scale}" in name), None)
    if named is None:
        raise UsageError(f"--scale {scale}: there is no model for it ({own} enlarges {engine.scale} times)")
    return replace(settings, enhance=replace(settings.enhance, model=named)), load_engine(named)


def _check_usable(results: dict[str, CallResult]) -> None:
    reasons = [f"{Path(call).name}: {result.skipped}" for call, result in results.items() if result.skipped]
    if len(reasons) == len(results):
        more = f"; and {len(reasons) - MOST_REASONS} more" if len(reasons) > MOST_REASONS else ""
        raise UsageError(f"no call can be used ({'; '.join(reasons[:MOST_REASONS])}{more})")


def _remove_reports(out: Path) -> None:
    """Remove the reports of an earlier run. Otherwise, if this run failed, they would look like its results."""
    for path in (out / name for name in REPORTS):
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise UsageError(f"{path}: cannot be written anew ({error.strerror}); choose another --out") from error
