"""Trains and scores the rows of a table."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import torch
from torch import Tensor

from hime_core.errors import UsageError
from hime_core.network.reconstructor import BicubicUpsample
from training.ablations.rows import Block, Numbers, TableResult, TableRow, vary
from training.data.batches import Batches
from training.data.trials import EvaluationTrial, trials_of
from training.fitting.checkpoint import load_network, read_checkpoint
from training.fitting.fit import fit
from training.losses.perceptual import load_vgg19
from training.scoring.evaluate import Method, Metric, check_headshots, enhancer, headshots, mean, score
from training.scoring.predictions import evaluate_predictions
from training.settings.config import Batch, Optimiser, Photographs, PhotoSet, RunConfig
from training.settings.unchanged import check_unchanged
from training.shipping.complexity import cost, small

# A step has this many samples. The paper does not say how many.
SAMPLES_A_STEP = 32
# A row is tested with at most this many references.
MOST_REFERENCES = 3
# These settings may differ when a finished row is scored again. They are settings of the machine, settings of the files
# that are written during training, the weights to start from, which follow from the row, and the place of VGG-19's.
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

# This function takes LR side and scale, and returns a block's common run. Each row changes some of its settings.
Base = Callable[[int, int], RunConfig]


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
) -> RunConfig:
    """The run that trains HIME small as the paper does (section 5.1), on DATA/train.

    References are three photographs as they are, LR pictures are bicubic, and the loss is reconstruction alone. lr: LR
    side, pixels. pixels: LR pixels of a step; None: as many as SAMPLES_A_STEP samples have.
    """
    return RunConfig(
        sets=[PhotoSet(data.resolve() / "train", margin=1.0, size=scale * lr)],
        validation={"val": data.resolve() / "val"},
        network=small(scale),
        batch=Batch({lr: 1.0}, pixels or SAMPLES_A_STEP * lr**2, {MOST_REFERENCES: 1.0}),
        samples=Photographs(),
        optimiser=Optimiser(steps=steps),
        vgg_weights=vgg_weights,
        precision="bfloat16",
        device=device,  # type: ignore[arg-type]  # pydantic checks it
        seed=seed,
        workers=4 if device == "cuda" else 1,
        validate_every=min(1000, max(50, steps // 20)),
        keep_best=0,  # the last step is scored, so that the pictures that score a row do not also choose its step
    )


def make_table(
    blocks: list[Block],
    base: Base,
    data: Path,
    out: Path,
    *,
    lpips: Metric | None = None,
    predictions: Mapping[str, Path] | None = None,
    say: Callable[[str], None] = print,
) -> list[TableResult]:
    """Train every row into OUT/<row>_<lr>x<scale>/ and score it on DATA/val's evaluation list.

    A finished row is not trained again, and an interrupted row goes on. predictions: other methods' folders of
    `<lr>x<scale>/<identity>/<target>.png`, by name. A method has no line at sizes that it lacks. Blocks are skipped if
    the data is too small for them, and rows with a perceptual loss are skipped if VGG-19 is missing. `say` is called
    with the reasons. Raises UsageError if nothing can be made, or if a row was trained with other settings.
    """
    predictions = predictions or {}
    for name, folder in predictions.items():
        if not any((folder / _size(block)).is_dir() for block in blocks):
            sizes = ", ".join(map(_size, blocks))
            raise UsageError(f"--predictions {name}={folder}: has none of the folders {sizes}")
    reasons = [_unfit(base(block.lr, block.scale), data, block) for block in blocks]
    if all(reasons):
        raise UsageError(str(reasons[0]))
    perceptual = any(row.changes.get("losses", {}).get("perceptual") for block in blocks for row in block.rows)
    no_vgg = _why_no_vgg(base(blocks[0].lr, blocks[0].scale).vgg_weights) if perceptual else None
    results = []
    for block, reason in zip(blocks, reasons, strict=True):
        if reason:
            say(f"{_size(block)} is skipped: {reason}")
            results += _skipped(block, reason)
        else:
            results += _make_block(block, base(block.lr, block.scale), data, out, no_vgg, lpips, predictions, say)
    return results


def _make_block(
    block: Block,
    config: RunConfig,
    data: Path,
    out: Path,
    no_vgg: str | None,
    lpips: Metric | None,
    predictions: Mapping[str, Path],
    say: Callable[[str], None],
) -> list[TableResult]:
    trials = trials_of(data / "val", MOST_REFERENCES, config.seed)
    size, results = (block.lr, block.scale), []
    if block.bicubic:
        ours = score_trials(trials, lambda trial, lr: {}, *size, config.device, lpips, "bicubic")["bicubic"]
        results.append(TableResult("bicubic", *size, None, block.bicubic, ours))
    for name, folder in predictions.items():
        if (folder / _size(block)).is_dir():
            task = (data / "val", *size, MOST_REFERENCES)
            own = evaluate_predictions(folder / _size(block), *task, seed=config.seed, lpips=lpips).means["own"]
            results.append(TableResult(name, *size, None, (block.others or {}).get(name, Numbers()), Numbers(**own)))
    for row in block.rows:
        folder, wanted = out / _folder(row.name, block), vary(config, row.changes)
        if row.begins_with:
            wanted = vary(wanted, {"start_from": (out / _folder(row.begins_with, block) / "last.pt").resolve()})
        finished = is_finished(wanted, folder)
        if wanted.losses.perceptual and no_vgg and not finished:
            say(f"{row.name} {_size(block)} is skipped: {no_vgg}")
            results.append(TableResult(row.name, *size, row.references, row.paper, skipped=no_vgg))
            continue
        if not finished:
            fit(wanted, folder)
        ours = _score_row(row, folder / "last.pt", trials, block, config.device, lpips)
        say(f"{row.name} {_size(block)}: PSNR {ours.psnr:.2f}, SSIM {ours.ssim:.4f}")
        results.append(TableResult(row.name, *size, row.references, row.paper, ours, folder))
    return results


def is_finished(config: RunConfig, folder: Path) -> bool:
    """Returns whether FOLDER/last.pt is this run at its last step. Raises UsageError if it is another run's."""
    last = folder / "last.pt"
    if not last.exists():
        return False
    state = read_checkpoint(last)
    check_unchanged(last, state.get("config"), config, MAY_DIFFER)
    return state["step"] == config.optimiser.steps


def score_trials(
    trials: list[EvaluationTrial], method: Method, lr: int, scale: int, device: str, lpips: Metric | None, label: str
) -> dict[str, Numbers]:
    """The mean PSNR, SSIM and LPIPS of each of a method's conditions, and of bicubic."""
    upsample = BicubicUpsample(scale).to(device)
    scores = score(trials, method, lr, upsample, headshots(scale * lr), lpips=lpips, label=f"score {label}")
    return {name: Numbers(**{metric: mean(values) for metric, values in row.items()}) for name, row in scores.items()}


@torch.inference_mode()
def _score_row(
    row: TableRow, checkpoint: Path, trials: list[EvaluationTrial], block: Block, device: str, lpips: Metric | None
) -> Numbers:
    network = load_network(checkpoint).to(device)
    enhance = enhancer(network, headshots(block.scale * block.lr))

    def method(trial: EvaluationTrial, lr_image: Tensor) -> dict[str, Tensor]:
        return {"own": enhance(lr_image, trial.references[: row.references])}

    ours = score_trials(trials, method, block.lr, block.scale, device, lpips, row.name)["own"]
    return vary(ours, dict(zip(("params_m", "gmacs"), cost(network.config, block.lr, row.references), strict=True)))


def _unfit(config: RunConfig, data: Path, block: Block) -> str | None:
    """The reason why a block cannot be made from the data; None if it can.

    This is checked before training, which takes hours.
    """
    try:
        check_headshots(trials_of(data / "val", MOST_REFERENCES, config.seed), block.scale * block.lr)
        Batches(config)
    except UsageError as error:
        return str(error)
    return None


def _why_no_vgg(path: Path | None) -> str | None:
    try:
        load_vgg19(path)
    except UsageError as error:
        return str(error)
    return None


def _skipped(block: Block, reason: str) -> list[TableResult]:
    size = (block.lr, block.scale)
    bicubic = [TableResult("bicubic", *size, None, block.bicubic, skipped=reason)] if block.bicubic else []
    return bicubic + [TableResult(row.name, *size, row.references, row.paper, skipped=reason) for row in block.rows]


def _size(block: Block) -> str:
    return f"{block.lr}x{block.scale}"


def _folder(name: str, block: Block) -> str:
    """The name of a row's folder: HIME_rec small at (16, 8) is in hime_rec_small_16x8."""
    return re.sub(r"[^a-z0-9]+", "_", f"{name} {_size(block)}".lower())
