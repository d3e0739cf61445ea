"""Tells how long a table takes, before anything of it is trained."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import torch

from training.ablations.make import check_predictions
from training.ablations.plan import Base, Run, runs_of, unfit
from training.ablations.rows import Block
from training.fitting.distributed import World
from training.fitting.learner import begin
from training.fitting.start import batches_from
from training.fitting.step import residual, train_step
from training.settings.config import RunConfig

# After a first step, steps are timed until there are so many of them, or until so many seconds have passed.
TIMED_STEPS = 5
TIMED_SECONDS = 3.0


@dataclass(frozen=True)
class Forecast:
    """How long a row takes."""

    name: str
    lr: int  # LR side, pixels
    scale: int
    runs: int  # it has a run for each seed
    finished: int  # so many runs are finished
    steps_left: int  # steps that its other runs lack
    steps_per_second: float | None  # None if nothing of it is left
    hours_a_run: float | None  # what a whole run takes
    hours_left: float
    skipped: str | None  # the reason why it is not trained


def forecast(
    blocks: Sequence[Block],
    base: Base,
    data: Path,
    out: Path,
    *,
    seeds: int,
    predictions: Mapping[str, Path],
    say: Callable[[str], None] = print,
) -> list[Forecast]:
    """How long each row of a table takes, by a few real steps of it. Arguments are those of `make_table`.

    Training alone is counted: validation and scoring come on top. Writes nothing but the stores of the pictures, which
    training needs too. `say` is called with each row that is timed. Raises UsageError as `make_table` does.
    """
    check_predictions(predictions, blocks)
    rows = []
    for block, reason in zip(blocks, unfit(blocks, base, data), strict=True):
        if reason:
            trained = (row for row in block.rows if row.changes is not None and not row.weights_of)
            rows += [Forecast(row.name, block.lr, block.scale, seeds, 0, 0, None, None, 0.0, reason) for row in trained]
            continue
        runs = runs_of(block, base, out, seeds)
        for name in dict.fromkeys(run.row.name for run in runs):
            rows.append(_of_row([run for run in runs if run.row.name == name], say))
    return rows


def _of_row(runs: Sequence[Run], say: Callable[[str], None]) -> Forecast:
    first, left = runs[0], sum(run.left for run in runs)
    speed = hours = None
    if left:
        say(f"{first.label}: a few steps are timed")
        seconds = seconds_a_step(first.config)
        speed, hours = round(1 / seconds, 3), round(seconds * first.config.optimiser.steps / 3600, 2)
    return Forecast(
        first.row.name,
        first.block.lr,
        first.block.scale,
        len(runs),
        sum(run.done == run.config.optimiser.steps for run in runs),
        left,
        speed,
        hours,
        round(seconds * left / 3600, 2) if left else 0.0,
        next((run.missing for run in runs if run.missing), None),
    )


def seconds_a_step(config: RunConfig) -> float:
    """The seconds that a step takes, from a few real steps of a new network.

    The run's workers make samples while it trains, so the slower of the two counts. Without workers both add up.
    """
    enough = replace(config.optimiser, steps=max(config.optimiser.steps, TIMED_STEPS + 1))
    alone = replace(config, start_from=None, workers=0, optimiser=enough)
    world = World(0, 1, torch.device(config.device))
    learner = begin(alone, world.device, anew=True)
    samples: list[float] = []
    steps: list[float] = []
    batches, start = batches_from(0, alone, world), time.monotonic()
    while len(steps) <= TIMED_STEPS and (len(steps) < 2 or time.monotonic() - start < TIMED_SECONDS):
        begun = _now(world)
        batch = next(batches)
        made = _now(world)
        train_step(learner, residual, batch, len(steps), alone, world)
        samples.append(made - begun)
        steps.append(_now(world) - made)
    # The first step is left out, since it also prepares what later steps use again.
    sample, step = (sum(times[1:]) / len(times[1:]) for times in (samples, steps))
    return max(sample / config.workers, step) if config.workers else sample + step


def _now(world: World) -> float:
    """The time after the GPU's work, seconds."""
    if world.device.type == "cuda":
        torch.cuda.synchronize()
    return time.monotonic()


def as_text(rows: Sequence[Forecast]) -> str:
    """The forecast as a table, with its sum."""
    heads = ("row", "size", "runs", "finished", "steps left", "steps/s", "hours a run", "hours left")
    cells = [heads]
    for r in rows:
        speed, hours = ("-" if v is None else f"{v:.2f}" for v in (r.steps_per_second, r.hours_a_run))
        left = "skipped" if r.skipped else f"{r.hours_left:.2f}"
        cells.append((r.name, f"{r.lr}x{r.scale}", str(r.runs), str(r.finished), str(r.steps_left), speed, hours, left))
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = ["  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]) for row in cells]
    skipped: dict[str, list[str]] = {}
    for r in rows:
        if r.skipped:
            skipped.setdefault(r.skipped, []).append(f"{r.name} {r.lr}x{r.scale}")
    reasons = [f"skipped: {'; '.join(names)}: {reason}" for reason, names in skipped.items()]
    total = sum(r.hours_left for r in rows)
    return "\n".join([*lines, *reasons, f"in all {total:.1f} hours of training are left; scoring comes on top"])
