"""Scores the rows of a table on the evaluation list."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from hime_core.geometry import Image
from hime_core.network.reconstructor import BicubicUpsample
from training.ablations.rows import Numbers, PictureScores, TableResult, vary
from training.data.trials import EvaluationTrial
from training.fitting.checkpoint import load_network
from training.scoring.enhance import enhancer
from training.scoring.evaluate import Method, Metric, Scores, mean, score

# Networks of other methods keep these flags with their weights. Each has a note for False and for True.
NOTES = {
    "imagenet": (
        "VGG-19's layers in it began with random weights",
        "VGG-19's layers in it began with ImageNet's weights",
    ),
    "parsing_maps": ("it had no true parsing maps to learn from", "its parsing maps learned from true ones"),
}


def score_trials(
    trials: list[EvaluationTrial],
    method: Method,
    lr: int,
    scale: int,
    shot: Callable[[Path], Image],
    device: str,
    lpips: Metric | None,
    label: str,
) -> Scores:
    """PSNR, SSIM and LPIPS of each of a method's conditions, and of bicubic. shot: reads a picture at HR size."""
    upsample = BicubicUpsample(scale).to(device)
    return score(trials, method, lr, upsample, shot, lpips=lpips, label=f"score {label}")


@torch.inference_mode()
def score_weights(
    checkpoint: Path,
    trials: list[EvaluationTrial],
    lr: int,
    references: int,
    shot: Callable[[Path], Image],
    *,
    device: str,
    lpips: Metric | None,
    label: str,
) -> tuple[Mapping[str, Sequence[float]], str | None]:
    """What the weights get for every picture with its first references, by metric; and the network's note.

    shot: reads a picture at HR size.
    """
    network = load_network(checkpoint).to(device)
    enhance = enhancer(network, shot)

    def method(batch: list[EvaluationTrial], lr_images: Tensor) -> dict[str, Tensor]:
        return {"own": enhance(lr_images, [trial.references[:references] for trial in batch])}

    own = score_trials(trials, method, lr, network.config.scale, shot, device, lpips, label)["own"]
    notes = [NOTES[key][bool(flag)] for name, flag in network.named_buffers() if (key := name.split(".")[-1]) in NOTES]
    return own, "; ".join(notes) or None


def scored(
    line: TableResult, by_seed: Sequence[Mapping[str, Sequence[float]]], identities: Sequence[str]
) -> TableResult:
    """A line with the numbers that follow from the scores of its pictures.

    by_seed: for each seed of its training, the scores of every picture by metric. A number is the mean over pictures
    and seeds, and its deviation is that of the seeds' means, with one degree of freedom less than seeds.
    """
    values = {metric: [scores[metric] for scores in by_seed] for metric in by_seed[0]}
    ours = {metric: mean(np.mean(rows, axis=0).tolist()) for metric, rows in values.items()}
    deviation = Numbers()
    if len(by_seed) > 1:
        deviations = {metric: np.std(np.mean(rows, axis=1), ddof=1) for metric, rows in values.items()}
        deviation = Numbers(**{metric: round(float(value), 4) for metric, value in deviations.items()})
    return replace(
        line, ours=vary(line.ours, ours), deviation=deviation, scores=PictureScores(list(identities), values)
    )
