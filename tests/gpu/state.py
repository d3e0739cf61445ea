"""Keeps the results of the kit, in a JSON file for each part, so that the ten minutes on the GPU may come in pieces."""

import json
from pathlib import Path
from typing import Any

from hime_core.assets import write_atomically


def done(folder: Path, part: str) -> Any | None:
    """What a part found before. None if the part has not ended yet."""
    path = folder / f"{part}.json"
    return json.loads(path.read_text()) if path.exists() else None


def keep(folder: Path, part: str, found: Any) -> None:
    """Write what a part found. The file is written whole or not at all."""
    write_atomically(folder / f"{part}.json", (json.dumps(found, indent=1) + "\n").encode())


def table(rows: list[dict[str, Any]]) -> str:
    """Rows as a Markdown table. If a row lacks a value, its cell stays empty."""
    if not rows:
        return "(nothing)\n"
    keys = list(dict.fromkeys(key for row in rows for key in row))
    lines = ["| " + " | ".join(keys) + " |", "|" + "---|" * len(keys)]
    lines += ["| " + " | ".join(_said(row.get(key)) for key in keys) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def _said(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.4g}" if abs(value) < 100 else f"{value:.0f}"
    return "" if value is None else str(value)
