"""Score a network on identity folders of headshots: bicubic, no reference, the person's own, a stranger's."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from tqdm import tqdm

from hime_core.errors import UsageError
from hime_core.geometry import Image, resize_bicubic
from hime_core.network import Hime
from training.data.pictures import read_rgb, to_tensor
from training.data.trials import make_trials
from training.metrics.psnr import psnr
from training.metrics.ssim import ssim


@dataclass(frozen=True)
class Evaluation:
    """Means over `count` images: by condition ("bicubic", "no_reference", "stranger", "own") and metric; and the
    PSNR of every identity with its own references and with bicubic."""

    count: int
    references: int
    means: dict[str, dict[str, float]]
    per_identity: dict[str, dict[str, float]]

    def report(self) -> dict[str, object]:
        """The JSON object of `hime-train evaluate`; the person's own references stand at the top."""
        rows: dict[str, dict[str, float | None]] = {name: {**m, "lpips": None} for name, m in self.means.items()}
        return {
            "count": self.count,
            "refs": self.references,
            **rows.pop("own"),
            **rows,
            "per_identity": self.per_identity,
        }


def headshot(path: Path, size: int) -> Image:
    """A headshot file as RGB size×size, by antialiased bicubic. Raises UsageError where it is smaller."""
    image = read_rgb(path)
    if image.shape[0] != image.shape[1]:
        raise UsageError(f"{path}: {image.shape[1]}x{image.shape[0]} is not square; make it with `hime-train prepare`")
    if image.shape[0] < size:
        raise UsageError(f"{path}: {image.shape[0]} px is smaller than the HR size {size}")
    return to_uint8(resize_bicubic(image.astype(np.float32), size, size))


def to_uint8(image: np.ndarray) -> Image:
    """Round and clip 0..255 floats."""
    return np.clip(np.round(image), 0, 255).astype(np.uint8)


@torch.inference_mode()
def evaluate(
    network: Hime,
    data: Path,
    lr: int,
    references: int,
    *,
    seed: int = 0,
    limit: int | None = None,
    progress: bool = True,
) -> Evaluation:
    """Mean PSNR and SSIM over a folder. LR images are antialiased bicubic, 8-bit.

    limit: score only so many trials, spread evenly.
    """
    scale, device = network.config.scale, network.upsample.kernel.device
    trials = make_trials(data, references, seed)
    if limit is not None and limit < len(trials):
        trials = [trials[i] for i in np.linspace(0, len(trials) - 1, limit).astype(int)]
    scores: dict[str, list[tuple[float, float]]] = {}
    for trial in tqdm(trials, desc=f"evaluate {data.name}", unit="image", disable=not progress):
        hr_image = headshot(trial.target, scale * lr)
        lr_image = to_uint8(resize_bicubic(hr_image.astype(np.float32), lr, lr))
        hr, low = to_tensor([hr_image]).to(device), to_tensor([lr_image]).to(device)
        results = {
            "bicubic": network.upsample(low),
            "no_reference": _enhance(network, low, []),
            "own": _enhance(network, low, trial.references),
            "stranger": _enhance(network, low, trial.strangers),
        }
        for name, sr in results.items():
            scores.setdefault(name, []).append((float(psnr(sr, hr)), float(ssim(sr, hr))))
    means = {name: dict(zip(("psnr", "ssim"), _mean(rows), strict=True)) for name, rows in scores.items()}
    per_identity = {}
    for identity in dict.fromkeys(t.identity for t in trials):
        mine = [i for i, t in enumerate(trials) if t.identity == identity]
        own, bicubic = (_mean([scores[name][i] for i in mine])[0] for name in ("own", "bicubic"))
        per_identity[identity] = {"psnr": own, "psnr_bicubic": bicubic}
    return Evaluation(len(trials), references, means, per_identity)


def _mean(rows: list[tuple[float, float]]) -> list[float]:
    return [round(float(v), 4) for v in np.mean(rows, axis=0)]


def _enhance(network: Hime, lr: Tensor, references: list[Path]) -> Tensor:
    size = network.config.scale * lr.shape[-1]
    views = to_tensor([headshot(f, size) for f in references]) if references else torch.zeros(0, 3, size, size)
    return network(lr, views.unsqueeze(0).to(lr.device))[0]
