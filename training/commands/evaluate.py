"""`hime-train evaluate`."""

from argparse import Namespace

import torch

from hime_core.errors import UsageError
from training.fitting.checkpoint import load_network_of
from training.scoring.evaluate import Evaluation, check_sizes, evaluate
from training.scoring.metrics.lpips import make_lpips
from training.scoring.predictions import evaluate_predictions


def run(options: Namespace) -> dict[str, object]:
    """Score weights or another method's pictures by PSNR, SSIM and LPIPS, on identity folders."""
    check_sizes(options.lr, options.scale, options.refs)
    if options.predictions and options.lr_by != "bicubic":
        raise UsageError("--lr-by: pictures of another method are scored with bicubic alone; leave it out")
    result = _of_weights(options) if options.weights else _of_predictions(options)
    base = result.means["bicubic"]["psnr"]
    print(f"{result.count} images, {result.references} references, LR by {options.lr_by}   PSNR    gain  SSIM   LPIPS")
    for name, row in result.means.items():
        lpips = f"{row['lpips']:.4f}" if "lpips" in row else "-"
        print(f"{name:<28} {row['psnr']:6.2f}  {row['psnr'] - base:+6.2f}  {row['ssim']:.4f} {lpips}")
    return result.report()


def _of_weights(options: Namespace) -> Evaluation:
    network = load_network_of(options.weights, options.scale)
    lpips = make_lpips(torch.device("cpu"), print, options.lpips_weights)
    task = (options.data, options.lr, options.refs)
    return evaluate(network, *task, seed=options.seed, lr_by=options.lr_by, lpips=lpips)


def _of_predictions(options: Namespace) -> Evaluation:
    lpips = make_lpips(torch.device("cpu"), print, options.lpips_weights)
    task = (options.data, options.lr, options.scale, options.refs)
    return evaluate_predictions(options.predictions, *task, seed=options.seed, lpips=lpips)
