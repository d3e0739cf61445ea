"""Train and score the rows of a table."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import torch
from torch import Tensor

from hime_core.errors import UsageError
from hime_core.network.reconstructor import BicubicUpsample
from training.ablations.rows import Block, Numbers, Result, Row, vary
from training.data.batches import Batches
from training.data.trials import Trial, trials_of
from training.fitting.checkpoint import load_weights, read_checkpoint
from training.fitting.fit import fit
from training.losses.perceptual import load_vgg19
from training.scoring.evaluate import Method, Metric, check_headshots, enhancer, headshots, mean, score
from training.scoring.predictions import evaluate_predictions
from training.settings.config import Batch, Optimiser, Photographs, PhotoSet, RunConfig
from training.settings.unchanged import check_unchanged
from training.shipping.complexity import cost, small

SAMPLES = 32  # a step; the paper leaves it open
REFERENCES = 3  # the most that a row is tested with
# Settings that may differ where a finished row is scored again: those of the machine, those of what is written on the
# way, and the weights to start from, which follow from the row.
FREE = frozenset(
    {"device", "workers", "compile", "checkpoint_every", "validate_every", "validation", "keep_best", "start_from"}
)

Base = Callable[[int, int], RunConfig]  # LR side, scale -> the run that a block's rows differ from


def paper_run(data: Path, lr: int, scale: int, *, steps: int, pixels: int | None, seed: int, device: str) -> RunConfig:
    """HIME small as the paper trains it (section 5.1), on DATA/train: photographs as they are, bicubic LR, three
    references, reconstruction loss. pixels: LR pixels a step; None is SAMPLES pictures of any size."""
    return RunConfig(
        sets=[PhotoSet(data.resolve() / "train", margin=1.0, size=scale * lr)],
        validation={"val": data.resolve() / "val"},
        network=small(scale),
        batch=Batch({lr: 1.0}, pixels or SAMPLES * lr**2, {REFERENCES: 1.0}),
        samples=Photographs(),
        optimiser=Optimiser(steps=steps),
        precision="bfloat16",
        device=device,  # type: ignore[arg-type]  # pydantic checks it
        seed=seed,
        workers=4 if device == "cuda" else 1,
        validate_every=min(1000, max(50, steps // 20)),
        keep_best=0,  # the last step is scored: nothing is chosen by what it is scored on
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
) -> list[Result]:
    """Train every row into OUT/<row>_<lr>x<scale>/ and score it on DATA/val's evaluation list.

    A finished row is not trained again, an interrupted one goes on. predictions: by name another method's folder of
    `<lr>x<scale>/<identity>/<target>.png`; sizes that it lacks are left out. Of several blocks, those that the data is
    too small for are skipped, as are rows whose perceptual loss has no VGG-19; `say` hears the reasons. Raises
    UsageError where nothing can be made, and for a row that OUT holds trained with other settings.
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
    no_vgg = _why_no_vgg() if perceptual else None
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
) -> list[Result]:
    trials = trials_of(data / "val", REFERENCES, config.seed)
    size, results = (block.lr, block.scale), []
    if block.bicubic:
        ours = score_trials(trials, lambda trial, lr: {}, *size, config.device, lpips, "bicubic")["bicubic"]
        results.append(Result("bicubic", *size, None, block.bicubic, ours))
    for name, folder in predictions.items():
        if (folder / _size(block)).is_dir():
            task = (data / "val", *size, REFERENCES)
            own = evaluate_predictions(folder / _size(block), *task, seed=config.seed, lpips=lpips).means["own"]
            results.append(Result(name, *size, None, (block.others or {}).get(name, Numbers()), Numbers(**own)))
    for row in block.rows:
        folder, wanted = out / _folder(row.name, block), vary(config, row.changes)
        if row.begins_with:
            wanted = vary(wanted, {"start_from": (out / _folder(row.begins_with, block) / "last.pt").resolve()})
        finished = is_finished(wanted, folder)
        if wanted.losses.perceptual and no_vgg and not finished:
            say(f"{row.name} {_size(block)} is skipped: {no_vgg}")
            results.append(Result(row.name, *size, row.references, row.paper, skipped=no_vgg))
            continue
        if not finished:
            fit(wanted, folder)
        ours = _score_row(row, folder / "last.pt", trials, block, config.device, lpips)
        say(f"{row.name} {_size(block)}: PSNR {ours.psnr:.2f}, SSIM {ours.ssim:.4f}")
        results.append(Result(row.name, *size, row.references, row.paper, ours, folder))
    return results


def is_finished(config: RunConfig, folder: Path) -> bool:
    """Whether FOLDER/last.pt is this run at its last step. Raises UsageError where it is of another run."""
    last = folder / "last.pt"
    if not last.exists():
        return False
    state = read_checkpoint(last)
    check_unchanged(last, state.get("config"), config, FREE)
    return state["step"] == config.optimiser.steps


def score_trials(
    trials: list[Trial], method: Method, lr: int, scale: int, device: str, lpips: Metric | None, label: str
) -> dict[str, Numbers]:
    """A method's mean PSNR, SSIM and LPIPS by condition, and bicubic's."""
    upsample = BicubicUpsample(scale).to(device)
    scores = score(trials, method, lr, upsample, headshots(scale * lr), lpips=lpips, label=f"score {label}")
    return {name: Numbers(**{metric: mean(values) for metric, values in row.items()}) for name, row in scores.items()}


@torch.inference_mode()
def _score_row(
    row: Row, checkpoint: Path, trials: list[Trial], block: Block, device: str, lpips: Metric | None
) -> Numbers:
    network = load_weights(checkpoint).to(device)
    enhance = enhancer(network, headshots(block.scale * block.lr))

    def method(trial: Trial, lr_image: Tensor) -> dict[str, Tensor]:
        return {"own": enhance(lr_image, trial.references[: row.references])}

    ours = score_trials(trials, method, block.lr, block.scale, device, lpips, row.name)["own"]
    return vary(ours, dict(zip(("params_m", "gmacs"), cost(network.config, block.lr, row.references), strict=True)))


def _unfit(config: RunConfig, data: Path, block: Block) -> str | None:
    """Why the data cannot make a block; None where it can. Told now: training takes hours, and scoring comes after."""
    try:
        check_headshots(trials_of(data / "val", REFERENCES, config.seed), block.scale * block.lr)
        Batches(config)
    except UsageError as error:
        return str(error)
    return None


def _why_no_vgg() -> str | None:
    try:
        load_vgg19()
    except UsageError as error:
        return str(error)
    return None


def _skipped(block: Block, reason: str) -> list[Result]:
    size = (block.lr, block.scale)
    bicubic = [Result("bicubic", *size, None, block.bicubic, skipped=reason)] if block.bicubic else []
    return bicubic + [Result(row.name, *size, row.references, row.paper, skipped=reason) for row in block.rows]


def _size(block: Block) -> str:
    return f"{block.lr}x{block.scale}"


def _folder(name: str, block: Block) -> str:
    """HIME_rec small at (16, 8) -> hime_rec_small_16x8."""
    return re.sub(r"[^a-z0-9]+", "_", f"{name} {_size(block)}".lower())
