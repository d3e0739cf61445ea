"""The result of a check."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Check:
    """What a check found. fix: what mends the fault, if possible a command to paste; None if the check is ok."""

    name: str
    ok: bool
    detail: str
    fix: str | None = None
