"""Decides which stages of a recipe are trained, from the checkpoints that are in their folders.

What is compared of one stage is in unchanged.py.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from hime_core.errors import UsageError
from training.settings.recipe import Stage
from training.settings.unchanged import changes, in_words

# A checkpoint's state. It has at least `config`, its settings as plain values, and its step.
State = dict[str, Any]
# The changes that a run's settings went through, each with its step and in words.
Changes = list[dict[str, Any]]
# A run that has begun cannot change these settings: its weights have the network's form, others were taken before the
# first step, and its optimiser has groups of what learns.
FIXED = ("network", "baseline", "start_from", "flow_weights", "learns")


def to_train(
    stages: Sequence[Stage[Any]],
    read: Callable[[Path], State],
    free: frozenset[str],
    *,
    allow_change: bool,
    say: Callable[[str], None],
) -> list[Stage[Any]]:
    """The stages that are left to train: the last one that has begun, and all after it.

    stages: all stages of a recipe, in order. read: a function that takes a checkpoint's path, and returns its state.
    free: names of settings that may differ. The weights that a stage takes from the stage before it are not compared: a
    stage that has begun does not read them again, and a recipe's folder may be moved. allow_change: the last stage that
    has begun may go on with other settings. Finished stages and stages before it stay as they are, and `say` is called
    with what differs there.

    Raises UsageError if a stage has a checkpoint of other settings that may not change, if it has more steps than it
    is to have, or if a stage before it has no checkpoint.
    """
    begun = [i for i, stage in enumerate(stages) if _begun(stage)]
    newest = begun[-1] if begun else 0
    for i in begun:
        stage, last, elsewhere = stages[i], stages[i].out / "last.pt", _elsewhere([stages[i]], stages)
        state, steps = read(last), stage.run.optimiser.steps
        told = changes(last, state.get("config"), stage.run, free | {"start_from"} if i else free, elsewhere)
        if allow_change and (i < newest or state["step"] == steps):
            if told:
                say(f"{last}: stays as it is; it was trained with {in_words(told)}")
        elif state["step"] > steps:
            raise UsageError(
                f"{last}: has {state['step']} steps, and optimiser.steps asks for {steps}; ask for more, or {elsewhere}"
            )
        elif told and not allow_change:
            raise UsageError(
                f"{last}: was trained with {in_words(told)}; {elsewhere}, go on with the new values by --allow-change, "
                "or set the old values again"
            )
        elif fixed := {setting: difference for setting, difference in told.items() if setting in FIXED}:
            raise UsageError(
                f"{last}: was trained with {in_words(fixed)}, which cannot change when a run goes on; {elsewhere}, or "
                "set the old values again"
            )
    missing = next((i for i, stage in enumerate(stages) if not _begun(stage)), len(stages))
    if later := [stage for stage in stages[missing:] if _begun(stage)]:
        folders = " and ".join(str(stage.out) for stage in later)
        raise UsageError(
            f"{stages[missing].out}: has no checkpoint, but {later[0].out} began with its weights, and new weights "
            f"would be others; remove {folders}, or {_elsewhere(later, stages)}"
        )
    return list(stages[newest:])


def history(last: Path, state: State, wanted: object, free: frozenset[str]) -> Changes:
    """The changes that the settings of a run went through.

    The last one is the change from the settings in the checkpoint to the wanted ones, if they differ.
    """
    told = in_words(changes(last, state["config"], wanted, free | {"start_from"}))
    return [*state.get("changed", []), *([{"step": state["step"], "what": told}] if told else [])]


def _begun(stage: Stage[Any]) -> bool:
    return (stage.out / "last.pt").exists()


def _elsewhere(these: Sequence[Stage[Any]], stages: Sequence[Stage[Any]]) -> str:
    """Says which --out gives these stages other folders. The folders of other recipes are beside OUT."""
    own = all(stage.recipe == stages[-1].recipe for stage in these)
    return "choose another --out" if own else "choose an --out in another folder"
