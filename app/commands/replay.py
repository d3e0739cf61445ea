"""`hime replay CALL...`: what the age of an exemplar costs, measured on recorded calls."""

import os
from argparse import Namespace
from pathlib import Path

from app.commands.common import settings_path
from app.files import check_writable, write_json
from app.replay import Plan, replay_all, summarise
from app.replay.call import load_engine
from app.replay.curve import age_curve
from app.replay.drawing import as_png
from app.replay.page import as_html
from app.replay.report import as_csv, as_json, as_text
from app.settings import load_settings
from hime_core.assets import write_atomically
from hime_core.errors import UsageError

VIDEOS = (".avi", ".m4v", ".mkv", ".mov", ".mp4", ".mpeg", ".mpg", ".webm", ".y4m")
SMALLEST_LR, LARGEST_LR = 16, 136  # what the networks are made for
TOLD = 3  # reasons in the line that says why no call can be used


def run(options: Namespace) -> None:
    """Replay every call, write the report, print the table."""
    check_writable(options.json)
    check_writable(options.plot, ".png")
    plan = _plan(options)
    info = load_engine(plan).info
    calls = expand(options.calls)
    _make_folder(options.out)
    jobs = options.jobs or max(1, (os.cpu_count() or 1) // 2)
    results = replay_all(calls, plan, options.out / "calls", jobs)
    reasons = [f"{call.name}: {result.skipped}" for call, result in results.items() if result.skipped]
    if len(reasons) == len(results):
        more = f"; and {len(reasons) - TOLD} more" if len(reasons) > TOLD else ""
        raise UsageError(f"no call can be used ({'; '.join(reasons[:TOLD])}{more})")
    summary = summarise({str(call): result for call, result in results.items()}, plan)
    report = as_json(summary, plan, info)
    write_json(options.out / "report.json", report)
    write_atomically(options.out / "scores.csv", as_csv(summary).encode())
    write_atomically(options.out / "report.html", as_html(summary, plan).encode())
    if options.plot:
        write_atomically(options.plot, as_png(age_curve(summary.ages)))
    if options.json:
        write_json(options.json, report)
    print(as_text(summary))
    print(f"\n{options.out / 'report.html'}: the report; it and the rest of {options.out} show faces of the calls")


def expand(paths: list[Path]) -> list[Path]:
    """Files as they are, folders as the videos in them; each once, sorted. Raises UsageError for an empty folder."""
    calls: dict[Path, Path] = {}
    for path in paths:
        found = [path]
        if path.is_dir():
            found = [f for f in path.iterdir() if f.suffix.lower() in VIDEOS]
            if not found:
                raise UsageError(f"{path}: holds no video; give a folder of recorded calls, or files")
        calls |= {call.resolve(): call for call in found}
    return sorted(calls.values())


def _plan(options: Namespace) -> Plan:
    if options.lr % 8 or not SMALLEST_LR <= options.lr <= LARGEST_LR:
        raise UsageError(f"--lr {options.lr}: must be a multiple of 8 from {SMALLEST_LR} to {LARGEST_LR}")
    settings = load_settings(settings_path(options))
    intervals = tuple(sorted(set(options.intervals)))
    return Plan(intervals, options.scale, options.lr, options.degradation, options.person, options.every, settings)


def _make_folder(out: Path) -> None:
    try:
        (out / "calls").mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"--out {out}: cannot be made ({error.strerror}); choose another folder") from error
    if not os.access(out, os.W_OK):
        raise UsageError(f"--out {out}: cannot be written; choose another folder")
