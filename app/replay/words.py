"""The words of the report, on the page and in the terminal."""

import os
from pathlib import Path

from app.replay.bootstrap import Mean
from app.replay.plan import ReplayPlan
from app.replay.references import PAST
from app.replay.summary import FEWEST_CALLS, Condition, Order, Summary

# PSNR (dB) and SSIM of the paper's Table 5.
PAPER_TABLE_5: dict[Condition, tuple[float, float]] = {
    ("recent", 30): (37.34, 0.9250),
    ("recent", 60): (37.24, 0.9241),
    ("recent", 120): (37.12, 0.9227),
    ("blank", None): (36.81, 0.9207),
}
# What each kind of reference is called.
NAMES = {
    "blank": "a blank reference",
    "none": "no reference",
    "bicubic": "bicubic",
    "bank": "the live bank",
    "oracle": "the best earlier one",
}
# Why the report has no LPIPS.
NO_LPIPS = "LPIPS needs torch, which the app does without; `hime-train ablate table5` measures it"


def name_of(condition: Condition) -> str:
    """A kind of reference in words."""
    kind, interval = condition
    return f"every {interval} headshots" if kind == "recent" else NAMES[kind]


def notes_on(summary: Summary, plan: ReplayPlan) -> list[str]:
    """What one must know to read the table, a note each."""
    candidates = PAST + len(plan.intervals) + plan.settings.exemplars.capacity
    notes = [
        f"The best earlier one is the best of up to {candidates} earlier headshots (spread over the call so far, every "
        "interval's, and all in the bank), tried one at a time; the bank gives several at once, and so may beat it.",
        "The bank's exemplars are chosen by the small picture, but by the key points of the large one, which are a "
        "little steadier than those of a far face.",
    ]
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


def scope_of(summary: Summary) -> str:
    """How many headshots of how many calls were scored, in words."""
    first = summary.rows[0].psnr
    return f"{count_of(first.frames, 'headshot')} of {count_of(first.calls, 'call')}"


def text_of(order: Order) -> str:
    """One comparison in words."""
    claim = f"{name_of(order.better)} > {name_of(order.worse)}"
    if order.difference is None:
        return f"{claim}: open, no call is long enough"
    verdict = {True: "yes", False: "NO", None: "open"}[order.holds]
    against = f", not so in {len(order.against)}" if order.against else ""
    difference = f"{order.difference.value:+.2f} dB{band_of(order.difference, '+.2f')}"
    return f"{claim}: {verdict}, {difference} in {count_of(order.difference.calls, 'call')}{against}"


def band_of(mean: Mean, form: str) -> str:
    """ " (low..high)", or nothing where there is no band."""
    return "" if mean.low is None or mean.high is None else f" ({mean.low:{form}}..{mean.high:{form}})"


def printable(path: Path) -> str:
    """A path as text that every file and terminal takes, also where it is no proper UTF-8."""
    return os.fsencode(path).decode(errors="backslashreplace")


def count_of(number: int, noun: str) -> str:
    """ "1 call", "2 calls"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
