"""The result of a check."""

from dataclasses import dataclass
from typing import Literal

# A fix that begins with this is done by hand. Every other fix is a line to paste into a terminal.
BY_HAND = "in config.yaml, "
# What the window can do about a fault itself: load the kernel module of the virtual camera, or unload it and load it
# again with the options that HIME needs.
Remedy = Literal["load", "reload"]


@dataclass(frozen=True)
class Check:
    """What a check found.

    ok: False if there is a fault. fix: what fixes the fault, if possible a command to paste; None if the check is ok.
    What follows `  # ` in a command is a hint for the reader. skipped: nothing was checked, because the check does not
    apply here or could not be made; ok is then True. blocks: the fault is so grave that HIME cannot sharpen a call
    before it is fixed. remedy: what the window can do in place of the fix, if a person asks for it; None if nothing.
    """

    name: str
    ok: bool
    detail: str
    fix: str | None = None
    skipped: bool = False
    blocks: bool = False
    remedy: Remedy | None = None
