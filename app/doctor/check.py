"""What a check finds."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Check:
    """A finding. fix: a failing check's cure, a command to paste where there is one; None where nothing is wrong."""

    name: str
    ok: bool
    detail: str
    fix: str | None = None
