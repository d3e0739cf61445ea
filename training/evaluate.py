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
from training.data.batches import pictures, read_rgb, to_tensor
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


@dataclass(frozen=True)
class Trial:
    """One target and the files it is super-resolved with; as many strangers as references, where there are so many."""

    identity: str
    target: Path
    references: list[Path]
    strangers: list[Path]


def make_trials(data: Path, references: int, seed: int) -> list[Trial]:
    """The evaluation list: every image once as target, with other images of the same identity drawn by the seed.

    An identity with fewer than `references` other images gives those it has. Identities with one image are left
    out when references are asked for.
    """
    if not data.is_dir():
        raise UsageError(f"{data}: no such folder")
    people = {p.name: pictures(p) for p in sorted(data.iterdir()) if p.is_dir()}
    people = {name: files for name, files in people.items() if len(files) > (1 if references else 0)}
    if not people or (references and len(people) < 2):
        raise UsageError(f"{data}: expected at least two identity folders with two headshots each")
    rng = np.random.default_rng(seed)
    trials = []
    for name, files in people.items():
        everybody_else = [f for other, theirs in people.items() if other != name for f in theirs]
        for target in files:
            others = [f for f in files if f != target]
            count = min(references, len(others))
            own = [others[i] for i in rng.choice(len(others), count, replace=False)]
            strangers = min(count, len(everybody_else))
            foreign = (
                [everybody_else[i] for i in rng.choice(len(everybody_else), strangers, replace=False)] if count else []
            )
            trials.append(Trial(name, target, own, foreign))
    return trials


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
