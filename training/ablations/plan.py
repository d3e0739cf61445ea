"""Which runs a table trains, and how far each is."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from pathlib import Path

from hime_core.errors import UsageError
from training.ablations.rows import Block, TableRow, vary
from training.data.batches import Batches
from training.data.trials import trials_of
from training.fitting.checkpoint import read_checkpoint
from training.losses.perceptual import load_vgg19
from training.scoring.evaluate import check_headshots
from training.settings.config import Batch, Optimiser, Photographs, PhotoSet, RunConfig
from training.settings.overrides import apply_overrides
from training.settings.unchanged import check_unchanged
from training.shipping.complexity import small

# A step has this many samples. The paper does not say how many.
SAMPLES_A_STEP = 32
# A row is tested with at most this many references.
MOST_REFERENCES = 3
# These settings may differ when a row is trained on or scored again. They are settings of the machine, settings of the
# files that are written during training, the weights to start from, which follow from the row, and the place of
# VGG-19's. The precision may differ too if the row is finished.
MAY_DIFFER = frozenset(
    {
        "device",
        "workers",
        "compile",
        "checkpoint_every",
        "validate_every",
        "validation",
        "keep_best",
        "start_from",
        "vgg_weights",
    }
)

# These settings have options of `ablate`, from which a table's sizes, list and description are taken, too.
OPTIONS = {
    "seed": "--seed",
    "optimiser.steps": "--steps",
    "batch.pixels": "--pixels",
    "batch.lr_sizes": "--lr",
    "network.scale": "--scale",
    "device": "--device",
    "vgg_weights": "--vgg-weights",
}

# This function takes LR side and scale, and returns a block's common run. Each row changes some of its settings.
Base = Callable[[int, int], RunConfig]


@dataclass(frozen=True)
class Run:
    """The training of one row with one seed."""

    row: TableRow
    block: Block
    config: RunConfig
    folder: Path
    done: int  # it has done so many of its steps
    missing: str | None = None  # what this machine lacks for its training; None if nothing

    @property
    def label(self) -> str:
        """Its name in what is said of it."""
        seed = f", seed {self.config.seed}" if self.config.seed else ""
        return f"{self.row.name} {self.block.size}{seed}"

    @property
    def left(self) -> int:
        """So many steps are left, as far as this machine can do them."""
        return 0 if self.missing else self.config.optimiser.steps - self.done


def paper_run(
    data: Path,
    lr: int,
    scale: int,
    *,
    steps: int,
    pixels: int | None,
    seed: int,
    device: str,
    vgg_weights: Path | None = None,
    overrides: Sequence[str] = (),
) -> RunConfig:
    """The run that trains HIME small as the paper does (section 5.1), on DATA/train.

    References are three photographs as they are, LR pictures are bicubic, and the loss is reconstruction alone. lr: LR
    side, pixels. pixels: LR pixels of a step; None: as many as SAMPLES_A_STEP samples have. overrides: changes of
    single settings, each KEY=VALUE. Training validates on DATA/dev if there is one, else on DATA/val. Raises UsageError
    for an override of one of OPTIONS.
    """
    part = "dev" if (data / "dev").is_dir() else "val"
    config = RunConfig(
        sets=[PhotoSet(data.resolve() / "train", margin=1.0, size=scale * lr)],
        validation={part: data.resolve() / part},
        network=small(scale),
        batch=Batch({lr: 1.0}, pixels or SAMPLES_A_STEP * lr**2, {MOST_REFERENCES: 1.0}),
        samples=Photographs(),
        optimiser=Optimiser(steps=steps),
        vgg_weights=vgg_weights,
        # A processor computes bfloat16 faster than float32 only if it has instructions for it, and few have.
        precision="bfloat16" if device == "cuda" else "float32",
        device=device,  # type: ignore[arg-type]  # pydantic checks it
        seed=seed,
        workers=4 if device == "cuda" else 1,
        validate_every=min(1000, max(50, steps // 20)),
        keep_best=0,  # the last step is scored, so that the pictures that score a row do not also choose its step
    )
    changed = apply_overrides(config, overrides, "the rows' run")
    for key, option in OPTIONS.items():
        if attrgetter(key)(changed) != attrgetter(key)(config):
            raise UsageError(f"{key}: has an option of its own here; give {option} in its place")
    return changed


def runs_of(block: Block, base: Base, out: Path, seeds: int) -> list[Run]:
    """The runs of a block's rows, each with the seeds that follow the common run's, in the order of training.

    A run is in OUT/<row>_<lr>x<scale>/, and with another seed than 0 in OUT/<row>_<lr>x<scale>_seed<seed>/. Raises
    UsageError if a folder holds a run of other settings.
    """
    runs: list[Run] = []
    common = base(block.lr, block.scale)
    why_not: dict[object, str | None] = {}
    for row in block.rows:
        if row.changes is None or row.weights_of:
            continue
        for seed in range(common.seed, common.seed + seeds):
            wanted = vary(replace(common, seed=seed), row.changes)
            if row.begins_with:
                first = run_folder(row.begins_with, block, seed, out) / "last.pt"
                wanted = vary(wanted, {"start_from": first.resolve()})
            folder = run_folder(row.name, block, seed, out)
            done, wanted = progress_of(wanted, folder)
            losses = (wanted.losses, wanted.baseline)
            if losses not in why_not:
                why_not[losses] = _lacking(wanted)
            finished = done == wanted.optimiser.steps
            runs.append(Run(row, block, wanted, folder, done, None if finished else why_not[losses]))
    return runs


def run_folder(name: str, block: Block, seed: int, out: Path) -> Path:
    """The folder of a run: HIME_rec small at (16, 8) is in hime_rec_small_16x8."""
    folder = re.sub(r"[^a-z0-9]+", "_", f"{name} {block.size}".lower())
    return out / (f"{folder}_seed{seed}" if seed else folder)


def progress_of(config: RunConfig, folder: Path) -> tuple[int, RunConfig]:
    """The step of FOLDER/last.pt, or 0, and the run's settings, of a finished run with the precision of its training.

    Raises UsageError if it is another run's, or if its settings changed on the way.
    """
    last = folder / "last.pt"
    if not last.exists():
        return 0, config
    state = read_checkpoint(last)
    held = state.get("config")
    precision = held.get("precision", config.precision) if isinstance(held, dict) else config.precision
    free, elsewhere = MAY_DIFFER, "choose another --out"
    if state["step"] == config.optimiser.steps:
        free |= {"precision"}
    elif precision != config.precision:
        elsewhere = f"add precision={precision} to the command, {elsewhere}"
    check_unchanged(last, held, config, free, elsewhere)
    if changed := state.get("changed"):
        raise UsageError(
            f"{last}: had other settings until step {changed[-1]['step']}; remove it, or choose another --out"
        )
    return state["step"], replace(config, precision=precision)


def unfit(blocks: Sequence[Block], base: Base, data: Path) -> list[str | None]:
    """For each block the reason why it cannot be made from the data; None if it can.

    This is checked before training, which takes hours. Raises UsageError if no block can be made.
    """
    reasons = [_unfit(base(block.lr, block.scale), data, block) for block in blocks]
    if all(reasons):
        raise UsageError(str(reasons[0]))
    return reasons


def _unfit(config: RunConfig, data: Path, block: Block) -> str | None:
    try:
        check_headshots(trials_of(data / "val", MOST_REFERENCES, config.seed), block.scale * block.lr)
        Batches(config)
    except UsageError as error:
        return str(error)
    return None


def _lacking(config: RunConfig) -> str | None:
    """What the losses need and this machine lacks, which is VGG-19's weights; None if they need nothing more."""
    losses = config.losses if config.baseline is None else config.baseline
    try:
        if getattr(losses, "perceptual", 0):
            load_vgg19(config.vgg_weights)
    except UsageError as error:
        return str(error)
    return None
