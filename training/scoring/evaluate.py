"""Scores super-resolution on identity folders of headshots.

All methods are scored on the same list, by the same function.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import PIL.Image
import torch
from torch import Tensor
from tqdm import tqdm

from hime_core.errors import UsageError
from hime_core.geometry import Image
from hime_core.network import Hime
from hime_core.network.reconstructor import BicubicUpsample
from training.baselines.baseline import BaselineNetwork
from training.data.pictures import read_rgb, shrink, to_tensor
from training.data.trials import EvaluationTrial, trials_of
from training.scoring.lr_by import MakeLr, bicubic, lr_maker
from training.scoring.metrics.psnr import psnr
from training.scoring.metrics.ssim import ssim
from training.settings.lr_by import LrBy

# This function takes two batches of pictures, N×3×H×W each from 0 to 1, and returns N values.
Metric = Callable[[Tensor, Tensor], Tensor]
# This function takes a trial and its LR picture, 1×3×h×w, and returns the method's SR pictures, 1×3×H×W, by condition.
Method = Callable[[EvaluationTrial, Tensor], dict[str, Tensor]]
# Scores have a value for every trial, in the trials' order, by condition and metric.
Scores = dict[str, dict[str, list[float]]]

# This many pictures are kept in memory. One identity has fewer, and its targets are also references of its other
# targets.
KEPT_PICTURES = 128


class TooSmallError(UsageError):
    """A headshot is smaller than the HR size."""


@dataclass(frozen=True)
class Evaluation:
    """The mean scores of a method and of bicubic.

    The conditions are "bicubic" and "own", with the person's own references. A network also has "no_reference" and
    "stranger".
    """

    count: int  # this many pictures were scored
    references: int  # each picture had this many references
    means: dict[str, dict[str, float]]  # by condition and metric
    per_identity: dict[str, dict[str, float]]  # by identity: "psnr" with own references, and "psnr_bicubic", in dB

    def report(self) -> dict[str, object]:
        """The JSON object of `hime-train evaluate`, with the scores of "own" at its top. LPIPS is null if left out."""
        rows: dict[str, dict[str, float | None]] = {
            name: {**row, "lpips": row.get("lpips")} for name, row in self.means.items()
        }
        return {
            "count": self.count,
            "refs": self.references,
            **rows.pop("own"),
            **rows,
            "per_identity": self.per_identity,
        }


def check_sizes(lr: int, scale: int, references: int) -> None:
    """Raise UsageError for an LR side in pixels, a scale or a number of references that HIME does not take."""
    if lr % 8 or lr <= 0:
        raise UsageError(f"--lr {lr}: must be a multiple of 8")
    if scale not in (4, 8):
        raise UsageError(f"--scale {scale}: must be 4 or 8")
    if not 0 <= references <= 16:
        raise UsageError(f"--refs {references}: must be 0 to 16")


def headshot(path: Path, size: int) -> Image:
    """A headshot file as RGB, reduced to size×size by antialiased bicubic. Raises TooSmallError if it is smaller."""
    image = read_rgb(path)
    check_side(path, image.shape[1], image.shape[0], size)
    return shrink(image, size)


def headshots(size: int) -> Callable[[Path], Image]:
    """`headshot` at this size. It keeps the last pictures in memory."""
    return lru_cache(KEPT_PICTURES)(lambda path: headshot(path, size))


def check_headshots(trials: list[EvaluationTrial], size: int) -> None:
    """Raise UsageError if a picture cannot be scored at this HR size. Only the files' headers are read."""
    for path in sorted({file for t in trials for file in (t.target, *t.references, *t.strangers)}):
        try:
            with PIL.Image.open(path) as image:
                width, height = image.size
        except OSError as error:
            raise UsageError(f"{path}: not a readable picture; remove it or get it anew") from error
        check_side(path, width, height, size)


def check_side(path: Path, width: int, height: int, size: int) -> None:
    """Raise UsageError if a picture is not square, and TooSmallError if it is smaller than the HR size."""
    if width != height:
        raise UsageError(f"{path}: {width}x{height} is not square; make it with `hime-train prepare`")
    if width < size:
        raise TooSmallError(f"{path}: {width} px is smaller than the HR size {size}; leave it out or score smaller LR")


@torch.inference_mode()
def evaluate(
    network: Hime | BaselineNetwork,
    data: Path,
    lr: int,
    references: int,
    *,
    seed: int = 0,
    lr_by: LrBy = "bicubic",
    limit: int | None = None,
    lpips: Metric | None = None,
    progress: bool = True,
) -> Evaluation:
    """Score a network with the person's own references, with none, and with a stranger's; and bicubic.

    lr: LR side, pixels. seed: draws the references if DATA has no fixed list. lr_by: how LR pictures are made. limit:
    only this many trials are scored, spread evenly over the list. lpips: this metric is computed too
    (metrics/lpips.py).
    """
    trials = trials_of(data, references, seed)
    if limit is not None and limit < len(trials):
        trials = [trials[i] for i in np.linspace(0, len(trials) - 1, limit).astype(int)]
    shot = headshots(network.config.scale * lr)
    enhance = enhancer(network, shot)

    def method(trial: EvaluationTrial, lr_image: Tensor) -> dict[str, Tensor]:
        return {
            "no_reference": enhance(lr_image, []),
            "own": enhance(lr_image, trial.references),
            "stranger": enhance(lr_image, trial.strangers),
        }

    label = f"evaluate {data.name}" if progress else None
    make_lr = lr_maker(lr_by)
    scores = score(trials, method, lr, network.upsample, shot, make_lr=make_lr, lpips=lpips, label=label)
    return summary(trials, references, scores)


def enhancer(network: Hime | BaselineNetwork, shot: Callable[[Path], Image]) -> Callable[[Tensor, list[Path]], Tensor]:
    """A function that takes an LR picture, 1×3×h×w, and reference files, and returns the network's SR picture, 1×3×H×W.

    shot: reads a reference at HR size. The last references are kept encoded.
    """
    device = network.upsample.kernel.device

    @lru_cache(KEPT_PICTURES)
    def encode(path: Path) -> Tensor:
        return network.encode_sets(to_tensor([shot(path)]).unsqueeze(0).to(device))

    def enhance(lr_image: Tensor, paths: list[Path]) -> Tensor:
        height, width = (network.config.scale * side for side in lr_image.shape[2:])
        none = network.encode_sets(lr_image.new_zeros(1, 0, 3, height, width))
        return network.enhance(lr_image, torch.cat([none, *map(encode, paths)], dim=1))[0]

    return enhance


@torch.inference_mode()
def score(
    trials: list[EvaluationTrial],
    method: Method,
    lr: int,
    upsample: BicubicUpsample,
    shot: Callable[[Path], Image],
    *,
    make_lr: MakeLr = bicubic,
    lpips: Metric | None = None,
    label: str | None = None,
) -> Scores:
    """PSNR, SSIM and, if given, LPIPS of a method and of bicubic, on 8-bit pictures.

    lr: LR side, pixels. shot: reads a target at HR size. make_lr: makes its LR picture. label: the text before the
    progress bar; None: there is no bar.
    """
    metrics: dict[str, Metric] = {"psnr": psnr, "ssim": ssim} | ({"lpips": lpips} if lpips else {})
    device = upsample.kernel.device
    scores: Scores = {}
    for trial in tqdm(trials, desc=label, unit="image", disable=label is None):
        hr_image = shot(trial.target)
        hr, lr_image = (to_tensor([image]).to(device) for image in (hr_image, make_lr(hr_image, lr, trial)))
        results = {"bicubic": upsample(lr_image), **method(trial, lr_image)}
        sr = torch.cat(list(results.values()))
        for metric, measure in metrics.items():
            for name, value in zip(results, measure(sr, hr.expand_as(sr)).tolist(), strict=True):
                scores.setdefault(name, {}).setdefault(metric, []).append(value)
    return scores


def summary(trials: list[EvaluationTrial], references: int, scores: Scores) -> Evaluation:
    """The means over all trials, and over each identity's trials.

    scores: has at least the conditions "own" and "bicubic".
    """
    means = {name: {metric: mean(values) for metric, values in row.items()} for name, row in scores.items()}
    own, bicubic = scores["own"]["psnr"], scores["bicubic"]["psnr"]
    per_identity = {}
    for identity in dict.fromkeys(t.identity for t in trials):
        mine = [i for i, t in enumerate(trials) if t.identity == identity]
        per_identity[identity] = {
            "psnr": mean([own[i] for i in mine]),
            "psnr_bicubic": mean([bicubic[i] for i in mine]),
        }
    return Evaluation(len(trials), references, means, per_identity)


def mean(values: list[float]) -> float:
    """The mean with four digits behind the point, as in the tables."""
    return round(float(np.mean(values)), 4)
