"""Makes the reports of a replay: one JSON object, a CSV file of every score, and a text for the terminal."""

import csv
import math
import textwrap
from dataclasses import asdict
from io import StringIO

from app.replay.bootstrap import Mean
from app.replay.call import CallResult
from app.replay.plan import ReplayPlan
from app.replay.speed import Speed
from app.replay.summary import Bin, FramesRow, Order, ReferenceRow, Summary
from app.replay.words import (
    FRAMES_HEADS,
    NO_LPIPS,
    PAPER_TABLE_5,
    band_of,
    cells_of,
    damaged_calls,
    frames_scope_of,
    name_of,
    notes_on,
    scope_of,
    text_of,
)
from hime_core.runtime import EngineInfo

# The CSV file has these columns.
COLUMNS = ("call", "frame", "time_s", "person", "reference", "interval", "age_s", "head_turn", "psnr", "ssim")


def as_json(summary: Summary, plan: ReplayPlan, engine: EngineInfo, speed: Speed) -> dict[str, object]:
    """Return the JSON object of `hime replay`. A band holds 95 % of the draws; it is null if there is a single call."""
    return {
        "rows": [_row(row) for row in summary.rows],
        "lpips": NO_LPIPS,
        "notes": notes_on(summary, plan),
        "ages": [_bin(b, "age_s") for b in summary.ages],
        "head_turns": [_bin(b, "head_turn") for b in summary.turns],
        "orders": [_order(o) for o in summary.orders],
        **({"frames": [_frames_row(row) for row in summary.frames]} if summary.frames else {}),
        "calls": [
            {
                "call": name,
                **_counts(call),
                "ended": call.ended,
                "scored": len({s.frame for s in call.scores}),
                "psnr": {
                    name_of((row.kind, row.interval)): _round(
                        _average([s.psnr for s in call.scores if (s.kind, s.interval) == (row.kind, row.interval)])
                    )
                    for row in summary.rows
                },
            }
            for name, call in summary.calls.items()
        ],
        "skipped": [{"call": name, "reason": call.skipped, **_counts(call)} for name, call in summary.skipped.items()],
        "calls_used": len(summary.calls),
        "calls_skipped": len(summary.skipped),
        "settings": {
            "intervals": list(plan.intervals),
            "scale": plan.scale,
            "lr": plan.lr,
            "degradation": plan.degradation,
            "person": plan.person,
            "every": plan.every,
            "model": plan.settings.enhance.best_model,
            "bank": {
                "capacity": plan.settings.exemplars.capacity,
                "interval_s": plan.settings.exemplars.interval,
                "references": plan.settings.exemplars.references,
            },
        },
        "engine": {"name": engine.name, "provider": engine.provider, "reason": engine.reason},
        "speed": asdict(speed),
    }


def as_csv(summary: Summary) -> str:
    """Return a CSV file with one line for every headshot and kind of reference."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for name, call in summary.calls.items():
        for s in call.scores:
            age, turn = ("" if v is None else f"{v:.4f}" for v in (s.age, s.turn))
            interval = "" if s.interval is None else s.interval
            numbers = age, turn, f"{s.psnr:.4f}", f"{s.ssim:.5f}"
            writer.writerow([name, s.frame, f"{s.time:.4f}", s.person, s.kind, interval, *numbers])
    return text.getvalue()


def as_text(summary: Summary, plan: ReplayPlan) -> str:
    """Return the report for the terminal."""
    notes = notes_on(summary, plan)
    lines = [
        f"{scope_of(summary)}, each with every reference; bands are 95 %, drawn by call.",
        "",
        f"  {'reference':<22}{'age s':>7}{'PSNR':>8}  {'band':<16}{'SSIM':>7}    paper's Table 5",
        *(_text_row(row) for row in summary.rows),
        "",
        *(f"  {text_of(order)}" for order in summary.orders),
    ]
    lines += _frames_table(summary) if summary.frames else []
    lines += ["", *(textwrap.fill(note, 110, initial_indent="  ", subsequent_indent="  ") for note in notes)]
    ended = [f"  {name}: {call.ended}" for name, call in summary.calls.items() if call.ended]
    lines += ["", f"calls read in part: {len(ended)}", *ended] if ended else []
    damaged = [f"  {line}" for line in damaged_calls(summary)]
    lines += ["", f"calls with damaged frames: {len(damaged)}", *damaged] if damaged else []
    skipped = [f"  {name}: {call.skipped}" for name, call in summary.skipped.items()]
    lines += ["", f"calls skipped: {len(skipped)}", *skipped] if skipped else []
    undecided = sum(call.undecided for call in summary.calls.values())
    lines += ["", f"not scored, since it is not certain whose face it is: {undecided} frames"] if undecided else []
    return "\n".join(lines)


def _frames_table(summary: Summary) -> list[str]:
    rows = [FRAMES_HEADS, *map(cells_of, summary.frames)]
    return ["", textwrap.fill(frames_scope_of(summary), 112), "", *map(_frames_line, rows)]


def _frames_line(cells: tuple[str, ...]) -> str:
    frames, psnr, gain, band, flicker, time = cells
    return f"  {frames:>6}{psnr:>8}{gain:>8}  {band:<16}{flicker:>8}{time:>8}"


def _text_row(row: ReferenceRow) -> str:
    age = "" if row.age is None else f"{row.age:.2f}"
    paper = PAPER_TABLE_5.get((row.kind, row.interval))
    in_paper = f"{paper[0]:.2f} / {paper[1]:.4f}" if paper else ""
    name = name_of((row.kind, row.interval)) + (" *" if row.too_short else "")
    band = band_of(row.psnr, ".2f").strip()
    return f"  {name:<22}{age:>7}{row.psnr.value:8.2f}  {band:<16}{row.ssim.value:7.4f}    {in_paper}".rstrip()


def _row(row: ReferenceRow) -> dict[str, object]:
    paper = PAPER_TABLE_5.get((row.kind, row.interval))
    return {
        "interval": row.interval,
        "reference": row.kind,
        "psnr": _round(row.psnr.value),
        "ssim": _round(row.ssim.value),
        "lpips": None,
        "frames": row.psnr.frames,
        "calls": row.psnr.calls,
        "psnr_band": _band(row.psnr),
        "ssim_band": _band(row.ssim),
        "age_s": _round(row.age),
        "without": row.without,
        "calls_shorter": row.too_short,
        "paper": {"psnr": paper[0], "ssim": paper[1]} if paper else None,
    }


def _frames_row(row: FramesRow) -> dict[str, object]:
    return {
        "frames": row.frames,
        "psnr": _round(row.psnr.value),
        "flicker": _round(row.flicker.value),
        "milliseconds": _round(row.milliseconds),
    }


def _bin(b: Bin, of: str) -> dict[str, object]:
    return {
        "from": b.start,
        "to": b.end,
        of: _round(b.at),
        "psnr": _round(b.psnr.value),
        "ssim": _round(b.ssim.value),
        "psnr_over_bicubic": _round(b.over_bicubic.value),
        "psnr_over_bicubic_band": _band(b.over_bicubic),
        "psnr_over_blank": _round(b.over_blank.value),
        "psnr_over_blank_band": _band(b.over_blank),
        "frames": b.psnr.frames,
        "calls": b.psnr.calls,
    }


def _order(order: Order) -> dict[str, object]:
    return {
        "better": name_of(order.better),
        "worse": name_of(order.worse),
        "holds": order.holds,
        "calls": len(order.calls),
        "psnr_difference": _round(order.difference.value) if order.difference else None,
        "band": _band(order.difference) if order.difference else None,
        "calls_against": {call: _round(order.calls[call]) for call in order.against},
    }


def _band(mean: Mean) -> list[float | None] | None:
    return None if mean.low is None or mean.high is None else [_round(mean.low), _round(mean.high)]


def _counts(call: CallResult) -> dict[str, object]:
    return {
        "frames": call.frames,
        "damaged": call.damaged,
        "no_face": call.no_face,
        "undecided": call.undecided,
        "too_small": call.too_small,
        "unfaithful": call.unfaithful,
        "people": call.people,
    }


def _average(values: list[float]) -> float:
    return math.fsum(values) / len(values)


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
