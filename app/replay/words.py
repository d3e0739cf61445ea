"""Words the report, for the page and for the terminal."""

import os
from pathlib import Path

from app.replay.bootstrap import Mean
from app.replay.follow import NEEDED
from app.replay.plan import ReplayPlan
from app.replay.references import PAST
from app.replay.summary import FEWEST_CALLS, Condition, FramesRow, Order, Summary

# The paper's Table 5 has these values of PSNR (dB) and SSIM.
PAPER_TABLE_5: dict[Condition, tuple[float, float]] = {
    ("recent", 30): (37.34, 0.9250),
    ("recent", 60): (37.24, 0.9241),
    ("recent", 120): (37.12, 0.9227),
    ("blank", None): (36.81, 0.9207),
}
# The report calls each kind of reference by this name.
NAMES = {
    "blank": "a blank reference",
    "none": "no reference",
    "bicubic": "bicubic",
    "bank": "the live bank",
    "oracle": "the best earlier one",
}
# The table of the numbers of frames has these columns.
FRAMES_HEADS = ("frames", "PSNR", "gain", "95 % band", "flicker", "ms")
# This text says why the report has no LPIPS.
NO_LPIPS = "LPIPS needs torch, which the app does without; `hime-train ablate table5` measures it"


def name_of(condition: Condition) -> str:
    """Return a kind of reference in words."""
    kind, interval = condition
    return f"every {interval} headshots" if kind == "recent" else NAMES[kind]


def notes_on(summary: Summary, plan: ReplayPlan) -> list[str]:
    """Return what a person must know to read the table, as one note for each thing."""
    candidates = PAST + len(plan.intervals) + plan.settings.exemplars.capacity
    notes = [
        f"The best earlier one is the best of up to {candidates} earlier headshots (spread over the call so far, every "
        "interval's, and all in the bank), tried one at a time; the bank gives several at once, and so may beat it.",
        "The bank's exemplars are chosen by the small picture, but by the key points of the large one, which are a "
        "little steadier than those of a far face.",
    ]
    if plan.degradation == "camera":
        notes.append(
            "Each call has a camera of its own, drawn at random. The references, too, show its lens, noise, sharpening "
            "and codec; the truth does not."
        )
    notes += [
        f"The bank was empty for {row.without} of {row.psnr.frames} headshots, which the app would restore without "
        "references."
        for row in summary.rows
        if row.without
    ]
    short = {name for row in summary.rows for name in row.too_short}
    if short:
        notes.append(
            f"*: {count_of(len(short), 'call')} no longer than the interval. There the first headshot serves to the "
            "end, so that it is younger than it should be; comparisons leave such calls out."
        )
    if any(order.difference is None or order.difference.calls < FEWEST_CALLS for order in summary.orders):
        notes.append(f"No verdict rests on fewer than {FEWEST_CALLS} calls.")
    return notes


def cells_of(row: FramesRow) -> tuple[str, ...]:
    """Return a row of the table of the numbers of frames, as `FRAMES_HEADS` has its columns."""
    gain, band = ("", "") if row.frames == 1 else (f"{row.gain.value:+.2f}", band_of(row.gain, "+.2f").strip())
    flicker, time = f"{row.flicker.value:+.2f}", f"{row.milliseconds:.1f}"
    return str(row.frames), f"{row.psnr.value:.2f}", gain, band, flicker, time


def frames_scope_of(summary: Summary) -> str:
    """Return in words what the table of the numbers of frames was measured on, and what flicker is."""
    mean = summary.frames[0].psnr
    return (
        f"The last frames of a face, with the live bank: {count_of(mean.frames, 'headshot')} of "
        f"{count_of(mean.calls, 'call')} that follow {NEEDED} others without a gap. Flicker: by how many levels the "
        "restored picture changes more from frame to frame than the truth."
    )


def scope_of(summary: Summary) -> str:
    """Return in words how many headshots of how many calls were scored."""
    first = summary.rows[0].psnr
    return f"{count_of(first.frames, 'headshot')} of {count_of(first.calls, 'call')}"


def damaged_calls(summary: Summary) -> list[str]:
    """Return a line for each call with damaged frames, whether it has scores or not."""
    calls = {**summary.calls, **summary.skipped}
    return [f"{name}: {count_of(call.damaged, 'damaged frame')}" for name, call in calls.items() if call.damaged]


def text_of(order: Order) -> str:
    """Return one comparison in words."""
    claim = f"{name_of(order.better)} > {name_of(order.worse)}"
    if order.difference is None:
        return f"{claim}: open, no call is long enough"
    verdict = {True: "yes", False: "NO", None: "open"}[order.holds]
    against = f", not so in {len(order.against)}" if order.against else ""
    difference = f"{order.difference.value:+.2f} dB{band_of(order.difference, '+.2f')}"
    return f"{claim}: {verdict}, {difference} in {count_of(order.difference.calls, 'call')}{against}"


def band_of(mean: Mean, form: str) -> str:
    """Return the band as " (low..high)", or as an empty text if there is no band."""
    return "" if mean.low is None or mean.high is None else f" ({mean.low:{form}}..{mean.high:{form}})"


def printable(path: Path) -> str:
    """Return a path as text that every file and terminal accepts, even if the path is no valid UTF-8."""
    return os.fsencode(path).decode(errors="backslashreplace")


def count_of(number: int, noun: str) -> str:
    """Return a number with its noun, such as "1 call" or "2 calls"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
