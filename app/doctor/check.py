"""The result of a check."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Check:
    """What a check found. fix: the cure, if possible a command to paste; None where the check is ok."""

    name: str
    ok: bool
    detail: str
    fix: str | None = None
