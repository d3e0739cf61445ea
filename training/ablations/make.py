"""Trains and scores the rows of a table."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from hime_core.errors import UsageError
from hime_core.geometry import Image
from training.ablations.plan import MOST_REFERENCES, Base, Run, runs_of, unfit
from training.ablations.progress import Progress
from training.ablations.rows import Block, Numbers, TableResult, TableRow, vary
from training.ablations.score import score_trials, score_weights, scored
from training.baselines.baseline import Shape
from training.data.trials import EvaluationTrial, trials_of
from training.fitting.fit import fit
from training.scoring.evaluate import Metric, headshots
from training.scoring.predictions import evaluate_predictions, program_of
from training.settings.config import RunConfig
from training.shipping.complexity import cost


def make_table(
    blocks: Sequence[Block],
    base: Base,
    data: Path,
    out: Path,
    *,
    seeds: int = 1,
    lpips: Metric | None = None,
    predictions: Mapping[str, Path] | None = None,
    say: Callable[[str], None] = print,
) -> list[TableResult]:
    """Train every row into OUT/<row>_<lr>x<scale>/ and score it on DATA/val's evaluation list.

    A finished row is not trained again, and an interrupted row goes on. seeds: every row is trained so often, with the
    seeds that follow the common run's. predictions: other methods' folders of `<lr>x<scale>/<identity>/<target>.png`,
    by name. A method is not scored at sizes that it lacks. Blocks are skipped if the data is too small for them, and
    rows are skipped if their losses need weights that are missing. `say` is called with the reasons, and with what is
    begun and finished. Raises UsageError if nothing can be made, or if a row was trained with other settings.
    """
    predictions = predictions or {}
    check_predictions(predictions, blocks)
    reasons = unfit(blocks, base, data)
    if not (data / "dev").is_dir():
        say(f"{data}: has no dev; training validates on val, which also scores the rows")
    runs = [
        run
        for block, reason in zip(blocks, reasons, strict=True)
        if not reason
        for run in runs_of(block, base, out, seeds)
    ]
    results: list[TableResult] = []
    with Progress(runs, say) as progress:
        for block, reason in zip(blocks, reasons, strict=True):
            if reason:
                say(f"{block.size} is skipped: {reason}")
                results += _skipped(block, base(block.lr, block.scale), reason)
            else:
                of_block = [run for run in runs if run.block is block]
                config = base(block.lr, block.scale)
                results += _make_block(block, of_block, config, data, predictions, lpips, progress, say)
    return results


def check_predictions(predictions: Mapping[str, Path], blocks: Sequence[Block]) -> None:
    """Raise UsageError if a folder of pictures has none of the table's sizes."""
    for name, folder in predictions.items():
        if not any((folder / block.size).is_dir() for block in blocks):
            sizes = ", ".join(block.size for block in blocks)
            raise UsageError(f"--predictions {name}={folder}: has none of the folders {sizes}")


def _make_block(
    block: Block,
    runs: Sequence[Run],
    config: RunConfig,
    data: Path,
    predictions: Mapping[str, Path],
    lpips: Metric | None,
    progress: Progress,
    say: Callable[[str], None],
) -> list[TableResult]:
    trials = trials_of(data / "val", MOST_REFERENCES, config.seed)
    identities = [trial.identity for trial in trials]
    shot = headshots(block.scale * block.lr, data / "val")

    def of_pictures(name: str, paper: Numbers, label: str) -> TableResult:
        task, program = (data / "val", block.lr, block.scale, MOST_REFERENCES), program_of(name, given[name])
        made = evaluate_predictions(given[name], *task, seed=config.seed, written_by=program, lpips=lpips)
        line = TableResult(label, block.lr, block.scale, None, paper, origin="scored from pictures")
        line = replace(line, pictures=given[name], written_by=program)
        return scored(line, [made.scores["own"]], made.identities)

    given = {name: folder / block.size for name, folder in predictions.items() if (folder / block.size).is_dir()}
    results = []
    if block.bicubic:
        line = TableResult("bicubic", block.lr, block.scale, None, block.bicubic, origin="not trained")
        size = (block.lr, block.scale)
        bicubic = score_trials(trials, lambda batch, lr: {}, *size, shot, config.device, lpips, "bicubic")["bicubic"]
        results.append(scored(line, [bicubic], identities))
    in_paper = {row.name for row in block.rows}
    results += [of_pictures(name, Numbers(), name) for name in given if name not in in_paper]
    for row in block.rows:
        if row.name in given:
            label = row.name if row.changes is None else f"{row.name} (pictures)"
            results.append(of_pictures(row.name, row.paper, label))
        elif row.changes is None:
            results.append(_line(row, block, config))
        if row.changes is None:
            continue
        own = [run for run in runs if run.row.name == (row.weights_of or row.name)]
        if missing := next((run.missing for run in own if run.missing), None):
            results.append(replace(_line(row, block, config), skipped=missing))
            continue
        for run in own:
            if run.left and not row.weights_of:
                with progress.running(run):
                    fit(run.config, run.folder)
        results.append(_score_row(row, own, trials, block, config, shot, lpips))
        ours = results[-1].ours
        say(f"{row.name} {block.size}: PSNR {ours.psnr:.2f}, SSIM {ours.ssim:.4f}")
    return results


def _score_row(
    row: TableRow,
    runs: Sequence[Run],
    trials: list[EvaluationTrial],
    block: Block,
    config: RunConfig,
    shot: Callable[[Path], Image],
    lpips: Metric | None,
) -> TableResult:
    by_seed, notes = [], []
    for run in runs:
        scores, note = score_weights(
            run.folder / "last.pt",
            trials,
            block.lr,
            row.references,
            shot,
            device=run.config.device,
            lpips=lpips,
            label=row.name,
        )
        by_seed.append(scores)
        notes += [note] if note else []
        if run.config.precision != config.precision:
            notes.append(f"it was trained in {run.config.precision}")
    line = replace(_line(row, block, runs[0].config), origin="trained here", run=runs[0].folder, seeds=len(runs))
    return scored(
        replace(line, note="; ".join(dict.fromkeys(notes)) or None), by_seed, [trial.identity for trial in trials]
    )


def _line(row: TableRow, block: Block, config: RunConfig) -> TableResult:
    """The row's line without scores. config: the block's common run, or the row's own."""
    line = TableResult(row.name, block.lr, block.scale, None, row.paper, why_costs_differ=row.why_costs_differ)
    if row.changes is None:
        return line
    trained = next(other for other in block.rows if other.name == (row.weights_of or row.name))
    own = vary(config, trained.changes or {})
    shape = own.network if own.baseline is None else Shape(own.network.scale, own.baseline)
    params_m, gmacs = cost(shape, block.lr, row.references)
    return replace(line, references=row.references, ours=Numbers(params_m=params_m, gmacs=gmacs))


def _skipped(block: Block, config: RunConfig, reason: str) -> list[TableResult]:
    size = (block.lr, block.scale)
    bicubic = [TableResult("bicubic", *size, None, block.bicubic, skipped=reason)] if block.bicubic else []
    return bicubic + [replace(_line(row, block, config), skipped=reason) for row in block.rows]
