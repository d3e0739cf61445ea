"""Makes the text file of `hime doctor --report`, which a person can attach to a report of a fault."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from app.doctor import Check
from app.report.private import without_pictures
from app.report.versions import versions
from app.settings import Settings, differences
from hime_core.paths_in_text import without_paths

# The file begins with this line.
OPENING = "What `hime doctor` found and what HIME logged. There are no pictures in it. Read it before you pass it on."


def attachment(settings: Settings, checks: Iterable[Check], logs: Sequence[Path]) -> str:
    """Return the text: versions, changed settings, checks and the log. logs: the log's files, the newest first.

    The settings and the checks stand there without paths of files.
    """
    changed = differences(settings).items()
    parts = {
        "Versions": [f"{name} {version}" for name, version in versions().items()],
        "Settings that differ from the defaults": [f"{key}: {without_paths(str(value))}" for key, value in changed],
        "Checks": [without_paths(line) for check in checks for line in as_lines(check)],
        "Log": [line for file in reversed(logs) for line in _lines(file)],
    }
    text = "\n".join(line for name, lines in parts.items() for line in ("", name, *(lines or ["none"])))
    return f"{OPENING}\n{without_pictures(text)}\n"


def as_lines(check: Check) -> list[str]:
    """Return a check as lines for people: what the check found, and how to fix it if the check knows that."""
    state = "skip" if check.skipped else "ok  " if check.ok else "FAIL"
    first, *more = check.detail.split("\n")
    lines = [f"{state}  {check.name}: {first}", *(f"      {line}" for line in more)]
    return [*lines, f"      fix: {check.fix}"] if check.fix else lines


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
