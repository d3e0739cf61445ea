"""What is written and printed of a replay: one JSON object, a CSV of every score, a table."""

import csv
import math
from io import StringIO

from app.replay.bootstrap import Mean
from app.replay.plan import Plan
from app.replay.summary import Bin, Condition, Order, Row, Summary
from hime_core.runtime import EngineInfo

PAPER: dict[Condition, tuple[float, float]] = {  # Table 5: PSNR, SSIM
    ("recent", 30): (37.34, 0.9250),
    ("recent", 60): (37.24, 0.9241),
    ("recent", 120): (37.12, 0.9227),
    ("blank", None): (36.81, 0.9207),
}
NAMES = {
    "blank": "a blank reference",
    "none": "no reference",
    "bicubic": "bicubic",
    "bank": "the live bank",
    "oracle": "the best of the past",
}
NO_LPIPS = "LPIPS needs torch, which the app does without; `hime-train ablate table5` measures it"
COLUMNS = ("call", "frame", "time_s", "person", "reference", "interval", "age_s", "head_turn", "psnr", "ssim")


def name_of(condition: Condition) -> str:
    """A condition in words."""
    kind, interval = condition
    return f"every {interval} headshots" if kind == "recent" else NAMES[kind]


def as_json(summary: Summary, plan: Plan, engine: EngineInfo) -> dict[str, object]:
    """The report of `hime replay`. Bands are 95 %, drawn by call; null where there is one call."""
    frames = sum(c.frames for c in summary.calls.values())
    seconds = sum(c.seconds for c in summary.calls.values())
    network = sum(c.network_seconds for c in summary.calls.values())
    return {
        "rows": [_row(row) for row in summary.rows],
        "lpips": NO_LPIPS,
        "ages": [_bin(b, "age_s") for b in summary.ages],
        "head_turns": [_bin(b, "head_turn") for b in summary.turns],
        "orders": [_order(o) for o in summary.orders],
        "calls": [
            {
                "call": name,
                "frames": call.frames,
                "no_face": call.no_face,
                "too_small": call.too_small,
                "people": call.people,
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
        "skipped": [{"call": name, "reason": reason} for name, reason in summary.skipped.items()],
        "calls_used": len(summary.calls),
        "calls_skipped": len(summary.skipped),
        "settings": {
            "intervals": list(plan.intervals),
            "scale": plan.scale,
            "lr": plan.lr,
            "degradation": plan.degradation,
            "person": plan.person,
            "every": plan.every,
            "model": plan.settings.enhance.model,
            "bank": {
                "capacity": plan.settings.exemplars.capacity,
                "interval_s": plan.settings.exemplars.interval,
                "references": plan.settings.exemplars.references,
            },
        },
        "engine": {"name": engine.name, "provider": engine.provider, "reason": engine.reason},
        "speed": {
            "frames": frames,
            "seconds": round(seconds, 2),
            "frames_per_second": round(frames / max(seconds, 1e-9), 2),
            "network_share": round(network / max(seconds, 1e-9), 3),
        },
    }


def as_csv(summary: Summary) -> str:
    """A line for every headshot and reference."""
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


def as_text(summary: Summary) -> str:
    """The report for people."""
    first = summary.rows[0].psnr
    lines = [
        f"{first.frames} headshots of {first.calls} calls, each with every reference; bands are 95 %, drawn by call.",
        "",
        f"  {'reference':<22}{'age s':>7}{'PSNR':>8}  {'band':<16}{'SSIM':>7}    paper's Table 5",
        *(_text_row(row) for row in summary.rows),
        "",
        *(f"  {text_of(order)}" for order in summary.orders),
    ]
    short = {name for row in summary.rows for name in row.too_short}
    if short:
        lines += ["", f"  * calls no longer than the interval: {len(short)}; their first headshot serves to the end"]
    if summary.skipped:
        lines += ["", f"calls skipped: {len(summary.skipped)}", *(f"  {n}: {w}" for n, w in summary.skipped.items())]
    return "\n".join(lines)


def text_of(order: Order) -> str:
    """One comparison in words."""
    verdict = {True: "yes", False: "NO", None: "open"}[order.holds]
    against = f"; not so in {len(order.against)} of {len(order.calls)} calls" if order.against else ""
    difference = f"{order.difference.value:+.2f} dB{band_of(order.difference, '+.2f')}"
    return f"{name_of(order.better)} > {name_of(order.worse)}: {verdict}, {difference}{against}"


def band_of(mean: Mean, form: str) -> str:
    """ " (low..high)", or nothing where there is no band."""
    return "" if mean.low is None or mean.high is None else f" ({mean.low:{form}}..{mean.high:{form}})"


def _text_row(row: Row) -> str:
    age = "" if row.age is None else f"{row.age:.2f}"
    paper = PAPER.get((row.kind, row.interval))
    told = f"{paper[0]:.2f} / {paper[1]:.4f}" if paper else ""
    name = name_of((row.kind, row.interval)) + (" *" if row.too_short else "")
    band = band_of(row.psnr, ".2f").strip()
    return f"  {name:<22}{age:>7}{row.psnr.value:8.2f}  {band:<16}{row.ssim.value:7.4f}    {told}".rstrip()


def _row(row: Row) -> dict[str, object]:
    paper = PAPER.get((row.kind, row.interval))
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
        "calls_shorter": row.too_short,
        "paper": {"psnr": paper[0], "ssim": paper[1]} if paper else None,
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
        "psnr_difference": _round(order.difference.value),
        "band": _band(order.difference),
        "calls_against": {call: _round(order.calls[call]) for call in order.against},
    }


def _band(mean: Mean) -> list[float | None] | None:
    return None if mean.low is None or mean.high is None else [_round(mean.low), _round(mean.high)]


def _average(values: list[float]) -> float:
    return math.fsum(values) / len(values)


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
