"""Prepares the first step: checks the run, and makes its learner or takes it from a checkpoint."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import torch

from hime_core.errors import UsageError
from training.data.batches import Batch, Batches
from training.data.on_device import batches_on
from training.fitting.checkpoint import make_folder, read_checkpoint
from training.fitting.distributed import World, same_everywhere, say, wait
from training.fitting.learner import Learner, Scores, begin, objective_of, resume
from training.fitting.trackers import check_tracker
from training.fitting.validation import check_validation
from training.settings.config import RunConfig
from training.settings.going_on import Changes, history, to_train
from training.settings.recipe import Stage
from training.threads import keep

# These settings may differ when a run goes on, since its weights do not depend on them. `device` must not differ, since
# a GPU makes the same samples with other noise.
MAY_DIFFER = frozenset({"workers", "checkpoint_every", "validate_every", "keep_best", "tracker"})


def check(stages: Sequence[Stage[RunConfig]], *, allow_change: bool) -> list[Stage[RunConfig]]:
    """The stages that are left to train. Raises UsageError if a stage cannot be done.

    A stage cannot be done if this machine lacks what it needs, if its validation sets cannot be scored, or if it cannot
    go on from the checkpoints in the stages' folders. allow_change: it may go on with other settings.
    """
    for stage in stages:
        _check_machine(stage.run)
        check_tracker(stage.run.tracker)
        check_validation(stage.run)
    left = to_train(stages, read_checkpoint, MAY_DIFFER, allow_change=allow_change, say=say)
    for stage in left:
        _check_files(stage.run)
    return left


def _check_files(config: RunConfig) -> None:
    """Raise UsageError if something is missing that a stage reads when it begins, but that no stage before it makes."""
    for photo_set in config.sets:
        if not photo_set.path.is_dir():
            raise UsageError(f"{photo_set.path}: no such folder")
    if config.flow_weights is not None and not config.flow_weights.is_file():
        raise UsageError(f"{config.flow_weights}: no such weights")
    objective_of(config)


def _check_machine(config: RunConfig) -> None:
    if config.precision == "float16" and config.device == "cpu":
        raise UsageError("precision: float16 trains on a GPU only; choose bfloat16 or float32")
    if config.device == "cuda" and not torch.cuda.is_available():
        raise UsageError("device: this machine has no GPU that torch can use; choose cpu")


def start(config: RunConfig, out: Path, world: World) -> tuple[Learner, int, Scores, Changes]:
    """The learner of a new run, or of the run in OUT/last.pt.

    Returns also its step, its last validation, and the changes that its settings went through.
    """
    if world.rank == 0:  # the other processes then find the stores that this makes, and an error is printed once
        make_folder(out)
        Batches(config)
        objective_of(config)
    wait(world)
    last = out / "last.pt"
    learner = begin(config, world.device, anew=not last.exists())
    step, rows, changed = _resumed(learner, last, config) if last.exists() else (0, {}, [])
    if not same_everywhere(world, step):
        raise UsageError(f"{last}: the processes see different ones; put --out on a disk that all of them share")
    return learner, step, rows, changed


def _resumed(learner: Learner, last: Path, config: RunConfig) -> tuple[int, Scores, Changes]:
    """Put the learner into the state of a checkpoint, whose settings may have been others."""
    state = read_checkpoint(last)
    before, changed = state.get("changed", []), history(last, state, config, MAY_DIFFER)
    if (step := state["step"]) == config.optimiser.steps:
        changed = before  # nothing is left to train with other settings
    if "threads" in state:
        keep(state["threads"])
    try:
        step, rows = resume(learner, last)
    except (AttributeError, RuntimeError, TypeError) as error:
        if changed == before:
            raise
        raise UsageError(f"{last}: cannot go on with {changed[-1]['what']}; set the old values again") from error
    if changed != before:
        say(f"{last}: goes on at step {step} with {changed[-1]['what']}")
    return step, rows, changed


def batches_from(step: int, config: RunConfig, world: World) -> Iterator[Batch]:
    """This process's batches from a step to the last step, on its device."""
    return batches_on(world.device, Batches(config, world.rank, world.size), step, config.optimiser.steps)
