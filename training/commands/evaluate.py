"""`hime-train evaluate`."""

from argparse import Namespace
from typing import Any

import torch

from hime_core.assets import sha256_of
from hime_core.errors import UsageError
from hime_core.network import Hime
from training.baselines.baseline import BaselineNetwork
from training.fitting.checkpoint import load_network_of
from training.scoring.evaluate import DEFAULT_CONDITIONS, Evaluation, check_sizes, evaluate
from training.scoring.frames import check_frames, evaluate_frames
from training.scoring.metrics.identity import make_identity
from training.scoring.metrics.lpips import make_lpips
from training.scoring.per_picture import check_place, write_scores
from training.scoring.predictions import evaluate_predictions
from training.shipping.origin import set_name

# The table in the terminal has these columns: a metric, its heading, and how its numbers are written.
COLUMNS = (("ssim", "SSIM", "6.4f"), ("lpips", "LPIPS", "6.4f"), ("identity_distance", "identity", "8.3f"))


def run(options: Namespace) -> dict[str, object]:
    """Score weights or another method's pictures on identity folders, by PSNR, SSIM, LPIPS and, if asked, identity."""
    check_sizes(options.lr, options.scale, options.refs)
    if options.predictions:
        _check_predictions(options)
    if options.method and not options.predictions:
        raise UsageError("--for: tells how --predictions are named; leave it out")
    if options.device == "cuda" and not torch.cuda.is_available():
        raise UsageError("--device cuda: torch finds no GPU here; leave it out")
    if options.csv:
        check_place(options.csv)
    extra: dict[str, Any] = {
        "seed": options.seed,
        "identity": make_identity() if options.identity else None,
        "lpips": make_lpips(torch.device(options.device), print, options.lpips_weights),
    }
    about = {"set": set_name(options.data), "lr": options.lr, "scale": options.scale, "lr_by": options.lr_by}
    about |= {"weights_sha256": None}
    if options.weights:
        network = load_network_of(options.weights, options.scale, raw=options.raw).to(options.device)
        if not options.raw:  # a card is of averaged weights, so it must not take a report of others
            about |= {"weights_sha256": sha256_of(options.weights)}
        check_frames(network, options.frames, options.lr_by)
        if options.frames:
            assert isinstance(network, Hime)  # check_frames
            return about | _of_frames(network, options, extra)
        result = _of_weights(network, options, extra)
    else:
        result = _of_predictions(options, extra)
    base = result.means["bicubic"]["psnr"]
    columns = [column for column in COLUMNS if column[0] in result.means["bicubic"]]
    up_to = "up to " if result.fewest < result.references else ""
    title = f"{result.count} images, {up_to}{result.references} references, LR by {options.lr_by}"
    print(f"{title:<42}   PSNR    gain", *(f"{heading:>6}" for _, heading, _ in columns))
    for name, row in result.means.items():
        print(
            f"{name:<42} {row['psnr']:6.2f}  {row['psnr'] - base:+6.2f}", *(f"{row[m]:{how}}" for m, _, how in columns)
        )
    if options.csv:
        write_scores(result, options.csv)
    return about | result.report()


def _of_weights(network: Hime | BaselineNetwork, options: Namespace, extra: dict[str, Any]) -> Evaluation:
    conditions = options.conditions or DEFAULT_CONDITIONS
    task = (options.data, options.lr, options.refs)
    return evaluate(network, *task, conditions=conditions, lr_by=options.lr_by, **extra)


def _of_frames(network: Hime, options: Namespace, extra: dict[str, Any]) -> dict[str, object]:
    """The report of the scores with each number of frames, which are also printed."""
    for name in ("conditions", "csv"):
        if getattr(options, name):
            raise UsageError(f"--{name}: is for single frames; leave it out, or --frames")
    task = (options.data, options.lr, options.refs, options.frames)
    result = evaluate_frames(network, *task, lr_by=options.lr_by, **extra)
    columns = [column for column in COLUMNS if column[0] in result.means[options.frames[0]]]
    headings = [f"{heading:>6}" for _, heading, _ in columns]
    title = f"{result.count} images, {options.refs} references, LR by {options.lr_by}"
    print(f"{title:<42}   PSNR    gain", *headings, "flicker     ms")
    for count, row in result.means.items():
        cells = [f"{row[m]:{how}}" for m, _, how in columns]
        gain = row["psnr"] - row["psnr_bicubic"]
        times = f"{row['flicker']:7.3f} {row['milliseconds']:6.1f}"
        frames = "1 frame" if count == 1 else f"{count} frames"
        print(f"{frames:<42} {row['psnr']:6.2f}  {gain:+6.2f}", *cells, times)
    return {"count": result.count, "refs": options.refs, "frames": {str(k): row for k, row in result.means.items()}}


def _check_predictions(options: Namespace) -> None:
    given = {
        "--lr-by": options.lr_by != "bicubic",
        "--conditions": options.conditions,
        "--frames": options.frames,
        "--raw": options.raw,
        "--device": options.device != "cpu",
    }
    for name in (name for name, value in given.items() if value):
        raise UsageError(f"{name}: pictures of another method are scored as they are, with bicubic alone; leave it out")


def _of_predictions(options: Namespace, extra: dict[str, Any]) -> Evaluation:
    task = (options.data, options.lr, options.scale, options.refs)
    return evaluate_predictions(options.predictions, *task, written_by=options.method, **extra)
