"""The training loop. It takes batches and makes weights."""

from collections.abc import Sequence
from contextlib import closing, nullcontext
from pathlib import Path

import torch
from tqdm import tqdm

from hime_core.errors import UsageError
from training.fitting.distributed import World, join, largest, leave, wait
from training.fitting.learner import teacher_of
from training.fitting.record import LOG_EVERY, Record
from training.fitting.start import batches_from, check, start
from training.fitting.step import compile_residual, learning_rate, residual, set_rate, train_step
from training.settings.config import RunConfig
from training.settings.recipe import Stage
from training.stopping import StoppedError, asked_to_stop, stopped


def fit(config: RunConfig, out: Path) -> Path:
    """Train to config.optimiser.steps, and go on from OUT/last.pt if it exists. Returns that checkpoint's path.

    OUT gets last.pt and the best checkpoints (networks, optimisers, scalers, random state, step, metrics, config, git
    revision), log.csv and validation.csv, and TensorBoard's curves and pictures. Under `torchrun` all processes call
    this, and the first one writes. Raises UsageError if the run cannot be done, or if its gradient is not finite. A
    signal that asks the program to end raises StoppedError after the present step, once last.pt is written.
    """
    return fit_all([Stage("", config, out)])


def fit_all(stages: Sequence[Stage[RunConfig]], *, allow_change: bool = False) -> Path:
    """`fit` for each stage, in order. Returns the last stage's checkpoint.

    allow_change: the stage that goes on may do so with other settings. Its checkpoints then tell what changed, and at
    which step.
    """
    left = check(stages, allow_change=allow_change)  # so that a fault of a later stage is reported now, not hours later
    try:
        for stage in left:
            run(stage.run, stage.out, join(stage.run.device))
    finally:
        leave()
    return stages[-1].out / "last.pt"


def run(config: RunConfig, out: Path, world: World) -> None:
    """`fit` for one run, in one process of a world. A finished run is left as it is."""
    learner, step, rows, changed = start(config, out, world)
    if step == config.optimiser.steps:
        return
    teacher = teacher_of(config, world.device)
    record = Record(config, out, step, rows, changed) if world.rank == 0 else None
    o, predict = config.optimiser, compile_residual(config) if config.compile else residual
    finite = torch.tensor(True, device=world.device)
    bar = tqdm(initial=step, total=o.steps, desc=out.name, unit="step", mininterval=5, disable=record is None)
    asked = 0
    with asked_to_stop() as noted, nullcontext() if record is None else closing(record):
        for batch in batches_from(step, config, world):
            rate = learning_rate(step, o)
            set_rate(learner, rate, o)
            terms, well = train_step(learner, predict, batch, step, config, world, teacher)
            step += 1
            bar.update()
            finite = finite & well
            asked = largest(world, noted())
            validated = step % config.validate_every == 0 or step == o.steps
            kept = validated or asked or step % config.checkpoint_every == 0
            # Reading `finite` makes the program wait until the GPU has done all steps so far. So on a GPU it is read
            # seldom.
            if (kept or step % LOG_EVERY == 0 or world.device.type == "cpu") and not finite:
                raise UsageError(
                    "the gradient is not finite; lower the learning rate and go on from the last checkpoint"
                )
            if record is not None:
                if means := record.train(step, terms, rate):
                    bar.set_postfix(means)
                if validated:
                    record.validate(step, learner, batch)
                if kept:
                    record.keep(step, learner, validated=validated)
            if asked:
                break
    bar.close()
    wait(world)
    if asked:
        raise StoppedError(asked, stopped(step, o.steps, out / "last.pt") if record is not None else "")
