"""`hime-train ablate`."""

import os
from argparse import Namespace
from functools import partial

import torch

from hime_core.errors import UsageError
from training.ablations.make import MOST_REFERENCES, SAMPLES_A_STEP, make_table, paper_run
from training.ablations.report import write_table
from training.ablations.rows import TableResult, lines
from training.ablations.tables import blocks_of
from training.ablations.temporal import make_temporal_table
from training.fitting.checkpoint import load_weights
from training.scoring.evaluate import check_sizes
from training.scoring.metrics.lpips import make_lpips


def run(options: Namespace) -> dict[str, object]:
    """Train and score a table of the paper, and write it beside the paper's numbers."""
    _check(options)
    device = options.device or ("cuda" if torch.cuda.is_available() else "cpu")
    results, about = _temporal(options, device) if options.table == "table5" else _trained(options, device)
    files = write_table(options.table, results, about, options.out)
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
    if options.table == "table1" and (options.lr or options.scale):
        raise UsageError("table1 has its own sizes; leave out --lr and --scale")
    if options.table != "table1" and options.predictions:
        raise UsageError("--predictions: other methods join table1")


def _trained(options: Namespace, device: str) -> tuple[list[TableResult], str]:
    lr, scale = options.lr or 16, options.scale or 8
    check_sizes(lr, scale, MOST_REFERENCES)
    base = partial(
        paper_run,
        options.data,
        steps=options.steps,
        pixels=options.pixels,
        seed=options.seed,
        device=device,
        vgg_weights=options.vgg_weights,
    )
    results = make_table(
        blocks_of(options.table, lr, scale),
        base,
        options.data,
        options.out / options.table,
        lpips=make_lpips(torch.device(device), print, options.lpips_weights),
        predictions=dict(options.predictions),
    )
    batch = f"{options.pixels} LR pixels" if options.pixels else f"{SAMPLES_A_STEP} samples"
    about = f"{options.steps} steps of {batch} a row, seed {options.seed}, bfloat16; scored on {options.data / 'val'}."
    return results, about + " In brackets: less the first row's."


def _temporal(options: Namespace, device: str) -> tuple[list[TableResult], str]:
    lr, scale = options.lr or 32, load_weights(options.weights).config.scale
    if options.scale not in (None, scale):
        raise UsageError(f"{options.weights}: is for scale {scale}, not {options.scale}")
    check_sizes(lr, scale, 1)
    lpips = make_lpips(torch.device(device), print, options.lpips_weights)
    results = make_temporal_table(options.weights, options.data, lr, device=device, lpips=lpips)
    return results, f"{options.weights} on the calls in {options.data}. In brackets: less the first row's."
