"""Writes figures as tables in Markdown."""

from pathlib import Path
from typing import Any

# The table stands between these lines of the document.
BEGIN, END = "<!-- The table begins. -->", "<!-- The table ends. -->"


def one_table(rows: list[dict[str, Any]]) -> str:
    """Return all figures of one measurement."""
    head = (
        "| recording | status | frames | pictures, s | gaps, s | sound, s | sound | apart, s | B, G, R | part | size |"
    )
    lines = [head + " other | faults |", "|" + "---|" * 13]
    for row in rows:
        colour = ", ".join(f"{c:+.1f}" for c in row["colour"])
        cells = [
            row["name"],
            str(row["status"]),
            _frames(row),
            _change(row["picture_times"]),
            _change(row["gaps"]),
            _change(row["sound_times"]),
            row["sound"],
            _number(row["apart"], "+.3f"),
            colour,
            _number(row["worst_colour"], ".1f"),
            _change(row["sizes"]),
            row["other"],
            "; ".join(row["faults"]) or "–",
        ]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def write_table(document: Path, before: list[dict[str, Any]], after: list[dict[str, Any]]) -> None:
    """Write the table of two measurements between BEGIN and END of a document."""
    text = document.read_text(encoding="utf-8")
    start, end = text.index(BEGIN) + len(BEGIN), text.index(END)
    document.write_text(f"{text[:start]}\n{before_after(before, after)}\n{text[end:]}", encoding="utf-8")


def before_after(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> str:
    """Return what was wrong before, and all figures of now."""
    now = {row["name"]: row for row in after}
    lines = [
        "| recording | before | frames | pictures, s | sound, s | sound now | colours | size | now |",
        "|" + "---|" * 9,
    ]
    for row in before:
        new = now.get(row["name"])
        cells = [row["name"], _verdict(row)]
        if new is None:
            cells += [""] * 7
        else:
            off = max((abs(c) for c in new["colour"]), default=None)
            size = new["sizes"][1] if new["orientation"] in ("", "upright") else new["orientation"]
            times = [_change(new[key]) for key in ("picture_times", "sound_times")]
            cells += [_frames(new), *times, _with_other(new), _number(off, ".1f"), size, _verdict(new)]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _with_other(row: dict[str, Any]) -> str:
    return "; ".join(text for text in (row["sound"], row["other"]) if text)


def _verdict(row: dict[str, Any]) -> str:
    return "; ".join(row["faults"]) or "right"


def _frames(row: dict[str, Any]) -> str:
    """Return the numbers of frames, or nothing if they were not measured."""
    return _change(row["frames"]) if any(row["frames"]) else ""


def _change(pair: list[Any]) -> str:
    first, second = pair
    return f"{first}" if first == second else f"{first} → {second}"


def _number(value: float | None, form: str) -> str:
    return "" if value is None else format(value, form)
