"""Scores super-resolution on identity folders of headshots.

All methods are scored on the same list, by the same function.
"""

from collections.abc import Callable, Sequence
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
from training.data.store import StoreNotWrittenError, files_of, open_store
from training.data.trials import EvaluationTrial, trials_of
from training.scoring.enhance import Reference, enhancer
from training.scoring.lr_by import MakeLr, bicubic, lr_maker
from training.scoring.metrics.psnr import psnr
from training.scoring.metrics.ssim import ssim
from training.settings.conditions import Condition
from training.settings.lr_by import LrBy

# This function takes two batches of pictures, N×3×H×W each from 0 to 1, and returns N values.
Metric = Callable[[Tensor, Tensor], Tensor]
# This function takes N trials and their LR pictures, N×3×h×w, and returns the method's SR pictures, N×3×H×W, by
# condition.
Method = Callable[[list[EvaluationTrial], Tensor], dict[str, Tensor]]
# Scores have a value for every trial, in the trials' order, by condition and metric.
Scores = dict[str, dict[str, list[float]]]

# Everything that may be measured, in the order of the reports: PSNR in dB, SSIM, LPIPS, and the distance of identities.
METRICS = ("psnr", "ssim", "lpips", "identity_distance")
# These conditions are scored unless others are asked for.
DEFAULT_CONDITIONS: tuple[Condition, ...] = ("no_reference", "own", "stranger")

# So many LR pixels go through the network at once: 16 pictures at (16, 8), one at (64, 4). More would leave a CPU's
# cache and are no faster.
PIXELS_AT_ONCE = 4096
# This many pictures are kept in memory. One identity has fewer, and its targets are also references of its other
# targets.
KEPT_PICTURES = 128


class TooSmallError(UsageError):
    """A headshot is smaller than the HR size."""


@dataclass(frozen=True)
class Evaluation:
    """The mean scores of a method and of bicubic.

    The conditions are "bicubic" and, for another method's pictures, "own"; for a network, those that were asked for.
    """

    count: int  # this many pictures were scored
    references: int  # each picture had at most this many references
    fewest: int  # the picture with the fewest references had this many
    means: dict[str, dict[str, float]]  # by condition and metric
    # By identity: "psnr_bicubic" and, with own references, "psnr", in dB.
    per_identity: dict[str, dict[str, float]]
    scores: Scores  # every picture's, in the trials' order; `means` are their means
    identities: list[str]  # of every picture, in the same order
    targets: list[str]  # the name of every picture's file in its identity's folder, in the same order

    def report(self) -> dict[str, object]:
        """The JSON object of `hime-train evaluate`, with the scores of "own" at its top.

        Metrics that were left out are null, and those of "own" too if it was.
        """
        rows = {name: {metric: row.get(metric) for metric in METRICS} for name, row in self.means.items()}
        return {
            "count": self.count,
            "refs": self.references,
            **rows.pop("own", dict.fromkeys(METRICS)),
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


def headshots(size: int, data: Path | None = None) -> Callable[[Path], Image]:
    """`headshot` at this size. It keeps the last pictures in memory.

    data: pictures of this folder of identity folders come from its store (data/store.py), which is made if it can be.
    """
    stored = {} if data is None else _stored(data, size)

    @lru_cache(KEPT_PICTURES)
    def shot(path: Path) -> Image:
        image = stored.get(path)
        if image is None:
            return headshot(path, size)
        check_side(path, image.shape[1], image.shape[0], size)
        return image

    return shot


def _stored(data: Path, size: int) -> dict[Path, Image]:
    """The pictures of a folder's store by file. Empty if the store cannot be written."""
    try:
        people = open_store(data, size)
    except StoreNotWrittenError:
        return {}
    return {
        file: image
        for files, images in zip(files_of(data), people, strict=True)
        for file, image in zip(files, images, strict=True)
    }


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
    conditions: Sequence[Condition] = DEFAULT_CONDITIONS,
    seed: int = 0,
    lr_by: LrBy = "bicubic",
    limit: int | None = None,
    lpips: Metric | None = None,
    identity: Metric | None = None,
    progress: bool = True,
) -> Evaluation:
    """Score a network under several conditions, and bicubic.

    lr: LR side, pixels. conditions: which references the network gets. seed: draws the references if DATA has no fixed
    list. lr_by: how LR pictures are made. limit: only this many trials are scored, spread evenly over the list. lpips,
    identity: these metrics are computed too (metrics/lpips.py, metrics/identity.py).
    """
    trials = spread(trials_of(data, references, seed), limit)
    shot = headshots(network.config.scale * lr, data)
    enhance = enhancer(network, shot)

    def method(batch: list[EvaluationTrial], lr_images: Tensor) -> dict[str, Tensor]:
        return {name: enhance(lr_images, [shown(trial, name) for trial in batch]) for name in conditions}

    label = f"evaluate {data.name}" if progress else None
    task = (trials, method, lr, network.upsample, shot)
    scores = score(*task, make_lr=lr_maker(lr_by), lpips=lpips, identity=identity, label=label)
    return summary(trials, references, scores)


def spread(trials: list[EvaluationTrial], limit: int | None) -> list[EvaluationTrial]:
    """So many of the trials, spread evenly over the list. None: all of them."""
    if limit is None or limit >= len(trials):
        return trials
    return [trials[i] for i in np.linspace(0, len(trials) - 1, limit).astype(int)]


def shown(trial: EvaluationTrial, condition: Condition) -> Sequence[Reference]:
    """The references of a trial under a condition."""
    match condition:
        case "own":
            return trial.references
        case "no_reference":
            return []
        case "stranger":
            return trial.strangers
        case "blank":
            return [None] * len(trial.references)


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
    identity: Metric | None = None,
    label: str | None = None,
) -> Scores:
    """PSNR, SSIM and, if given, LPIPS and identity of a method and of bicubic, on 8-bit pictures.

    lr: LR side, pixels. shot: reads a target at HR size. make_lr: makes its LR picture. label: the text before the
    progress bar; None: there is no bar.
    """
    metrics = {"psnr": psnr, "ssim": ssim, "lpips": lpips, "identity_distance": identity}
    device, scores = upsample.kernel.device, dict[str, dict[str, list[float]]]()
    at_once = max(1, PIXELS_AT_ONCE // lr**2)
    with tqdm(total=len(trials), desc=label, unit="image", disable=label is None) as bar:
        for batch in (trials[i : i + at_once] for i in range(0, len(trials), at_once)):
            hr_images = [shot(trial.target) for trial in batch]
            lr_images = [make_lr(image, lr, trial) for image, trial in zip(hr_images, batch, strict=True)]
            hr_tensor, lr_tensor = to_tensor(hr_images).to(device), to_tensor(lr_images).to(device)
            results = {"bicubic": upsample(lr_tensor), **method(batch, lr_tensor)}
            for name, sr in results.items():
                for metric, measure in metrics.items():
                    if measure:
                        values = measure(sr, hr_tensor).tolist()
                        scores.setdefault(name, {}).setdefault(metric, []).extend(values)
            bar.update(len(batch))
    return scores


def summary(trials: list[EvaluationTrial], references: int, scores: Scores) -> Evaluation:
    """The means over all trials, and over each identity's trials.

    scores: has at least the condition "bicubic".
    """
    means = {name: {metric: mean(values) for metric, values in row.items()} for name, row in scores.items()}
    identities = [trial.identity for trial in trials]
    named = {"psnr": "own", "psnr_bicubic": "bicubic"}
    per_identity: dict[str, dict[str, float]] = {
        identity: {
            name: mean(
                [value for value, whose in zip(scores[row]["psnr"], identities, strict=True) if whose == identity]
            )
            for name, row in named.items()
            if row in scores
        }
        for identity in dict.fromkeys(identities)
    }
    targets = [trial.target.name for trial in trials]
    fewest = min(len(trial.references) for trial in trials)
    return Evaluation(len(trials), references, fewest, means, per_identity, scores, identities, targets)


def mean(values: list[float]) -> float:
    """The mean with four digits behind the point, as in the tables."""
    return round(float(np.mean(values)), 4)
