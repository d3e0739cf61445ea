"""`hime-train ablate`."""

import os
from argparse import Namespace
from dataclasses import asdict
from functools import partial
from pathlib import Path

import torch

from hime_core.errors import UsageError
from training.ablations.figure7 import draw_figure7
from training.ablations.forecast import as_text, forecast
from training.ablations.make import make_table
from training.ablations.plan import MOST_REFERENCES, SAMPLES_A_STEP, Base, paper_run
from training.ablations.report import write_table
from training.ablations.rows import Block, TableResult, lines
from training.ablations.tables import blocks_of
from training.ablations.temporal import make_temporal_table
from training.data.trials import trials_of
from training.fitting.checkpoint import load_weights
from training.scoring.bootstrap import FEWEST_PEOPLE
from training.scoring.evaluate import check_sizes
from training.scoring.metrics.lpips import make_lpips

# Says a line at once, also where nobody watches and the output goes into a file.
say = partial(print, flush=True)
# Explains the brackets of the tables.
BRACKETS = (
    "In brackets: less the first row's. A tie is a difference whose 95 % interval over people holds 0: this list of "
    f"pictures does not show which is better. For fewer than {FEWEST_PEOPLE} people there are no intervals."
)


def run(options: Namespace) -> dict[str, object]:
    """Train and score a table of the paper, and write it beside the paper's numbers."""
    _check(options)
    device = options.device or ("cuda" if torch.cuda.is_available() else "cpu")
    if options.table == "table5":
        results, about = _temporal(options, device)
    elif options.dry_run:
        return _dry_run(options, device)
    else:
        results, about = _trained(options, device)
    files = write_table(options.table, results, about, options.out)
    if options.table == "table1":
        files["figure7"] = options.out / "table1_figure7.png"
        draw_figure7(results, trials_of(options.data / "val", MOST_REFERENCES, options.seed), files["figure7"])
    print(files["md"].read_text())
    print("written: " + ", ".join(str(path) for path in files.values()))
    return {
        "table": options.table,
        "about": about,
        "rows": lines(results),
        "files": {kind: str(path) for kind, path in files.items()},
    }


def _check(options: Namespace) -> None:
    if "RANK" in os.environ:
        raise UsageError("ablate is one process; start it without torchrun, on several GPUs one table on each")
    if (options.table == "table5") != (options.weights is not None):
        raise UsageError("--weights: table5 needs it, and only table5, which scores weights and trains none")
    if options.table == "table5" and (options.dry_run or options.seeds > 1 or options.overrides):
        raise UsageError("table5 trains nothing; leave out --dry-run, --seeds and settings")
    if options.table == "table1" and (options.lr is None) != (options.scale is None):
        raise UsageError("--lr, --scale: table1 has the paper's three sizes; give both for another one, or none")
    if options.table != "table1" and options.predictions:
        raise UsageError("--predictions: other methods join table1")
    names = [name for name, _ in options.predictions]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise UsageError(f"--predictions {twice}: is given twice; give each folder a name of its own")


def _table(options: Namespace, device: str) -> tuple[list[Block], Base, Path, Path]:
    """The blocks of the table, the run that its rows change, the data, and the folder of its runs."""
    blocks = blocks_of(options.table, options.lr, options.scale)
    for block in blocks:
        check_sizes(block.lr, block.scale, MOST_REFERENCES)
    base = partial(
        paper_run,
        options.data,
        steps=options.steps,
        pixels=options.pixels,
        seed=options.seed,
        device=device,
        vgg_weights=options.vgg_weights,
        overrides=options.overrides,
    )
    return blocks, base, options.data, options.out / options.table


def _dry_run(options: Namespace, device: str) -> dict[str, object]:
    rows = forecast(*_table(options, device), seeds=options.seeds, predictions=dict(options.predictions), say=say)
    print(as_text(rows))
    return {"table": options.table, "forecast": [asdict(row) for row in rows]}


def _trained(options: Namespace, device: str) -> tuple[list[TableResult], str]:
    lpips = make_lpips(torch.device(device), say, options.lpips_weights)
    more = {"seeds": options.seeds, "lpips": lpips, "predictions": dict(options.predictions)}
    blocks, base, data, runs = _table(options, device)
    results = make_table(blocks, base, data, runs, **more, say=say)
    batch = f"{options.pixels} LR pixels" if options.pixels else f"{SAMPLES_A_STEP} samples"
    seeds = f"seed {options.seed}"
    if options.seeds > 1:
        seeds = f"seeds {options.seed} to {options.seed + options.seeds - 1} (mean ± standard deviation)"
    settings = ", ".join([base(blocks[0].lr, blocks[0].scale).precision, *options.overrides])
    about = f"{options.steps} steps of {batch} a row, {seeds}, {settings}; scored on {options.data / 'val'}."
    return results, f"{about} {BRACKETS}"


def _temporal(options: Namespace, device: str) -> tuple[list[TableResult], str]:
    lr, scale = options.lr or 32, load_weights(options.weights).config.scale
    if options.scale not in (None, scale):
        raise UsageError(f"{options.weights}: is for scale {scale}, not {options.scale}")
    check_sizes(lr, scale, 1)
    lpips = make_lpips(torch.device(device), say, options.lpips_weights)
    results = make_temporal_table(options.weights, options.data, lr, device=device, lpips=lpips, say=say)
    return results, f"{options.weights} on the calls in {options.data}. {BRACKETS}"
