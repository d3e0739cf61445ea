"""Checks that the stages of a recipe can go on from the checkpoints that are in their folders.

What is compared of one stage is in unchanged.py.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from hime_core.errors import UsageError
from training.settings.recipe import Stage
from training.settings.unchanged import check_unchanged

T = TypeVar("T")


def check_going_on(stages: Sequence[Stage[T]], settings_in: Callable[[Path], object], free: frozenset[str]) -> None:
    """Raise UsageError if a stage has a checkpoint of other settings, or if a stage before it has no checkpoint.

    stages: all stages of a recipe, in order. settings_in: a function that takes a checkpoint's path, and returns its
    settings as plain values. free: names of settings that may differ. The weights that a stage takes from the stage
    before it are not compared: a stage that has begun does not read them again, and a recipe's folder may be moved.
    """
    for i, stage in enumerate(stages):
        if _begun(stage):
            may_differ = free | {"start_from"} if i else free
            last = stage.out / "last.pt"
            check_unchanged(last, settings_in(last), stage.run, may_differ, _elsewhere([stage], stages))
    missing = next((i for i, stage in enumerate(stages) if not _begun(stage)), len(stages))
    if later := [stage for stage in stages[missing:] if _begun(stage)]:
        folders = " and ".join(str(stage.out) for stage in later)
        raise UsageError(
            f"{stages[missing].out}: has no checkpoint, but {later[0].out} began with its weights, and new weights "
            f"would be others; remove {folders}, or {_elsewhere(later, stages)}"
        )


def _begun(stage: Stage[T]) -> bool:
    return (stage.out / "last.pt").exists()


def _elsewhere(these: Sequence[Stage[T]], stages: Sequence[Stage[T]]) -> str:
    """Says which --out gives these stages other folders. The folders of other recipes are beside OUT."""
    own = all(stage.recipe == stages[-1].recipe for stage in these)
    return "choose another --out" if own else "choose an --out in another folder"
