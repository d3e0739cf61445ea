"""Scores what a network makes of a face with earlier frames of it.

The pictures of an evaluation list are stills, so the frames are made of each target as training makes them
(data/frames.py).
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from tqdm import tqdm

from hime_core.errors import UsageError
from hime_core.geometry import Image
from hime_core.network import Hime
from hime_core.network.hime import Past
from training.data.frames import draw_frames, earlier_views, lr_frames
from training.data.moments import UNCHANGED, affine, picture
from training.data.person import Photograph
from training.data.pictures import to_tensor
from training.data.sample_plan import PlannedView, Wear
from training.data.trials import EvaluationTrial, trials_of
from training.scoring.evaluate import Metric, headshots, mean, spread
from training.scoring.lr_by import camera_of, generator_of
from training.scoring.metrics.psnr import psnr
from training.scoring.metrics.ssim import ssim
from training.settings.config import Frames
from training.settings.lr_by import LrBy

# The frames of a target are drawn by this seed, the identity and the picture's name, the same for all weights.
FRAMES_SEED = 1
# The same face is seen in all frames: what happens at a cut is no question of quality.
WITHOUT_CUTS = Frames(strange=0.0)

# The scores of a number of frames, by metric. Beside the metrics of the reports there are "milliseconds", the median
# time of a picture whose references are encoded and whose earlier frames are remembered, and "flicker".
FrameScores = dict[str, float]


def check_frames(network: object, lr_by: LrBy) -> None:
    """Raise UsageError if a network cannot be scored with earlier frames, or not on LR pictures made in this way."""
    if not isinstance(network, Hime) or network.burst is None:
        raise UsageError("--frames: these weights make no use of earlier frames; leave it out")
    if lr_by not in ("bicubic", "camera"):
        raise UsageError(f"--frames: frames are made by bicubic or by a camera; leave out --lr-by {lr_by}")


@torch.inference_mode()
def evaluate_frames(
    network: Hime,
    data: Path,
    lr: int,
    references: int,
    counts: Sequence[int],
    *,
    seed: int = 0,
    lr_by: LrBy = "bicubic",
    limit: int | None = None,
    lpips: Metric | None = None,
    identity: Metric | None = None,
    progress: bool = True,
) -> dict[int, FrameScores]:
    """Score a network with several numbers of frames, the present one included, with own references.

    counts: the numbers of frames. lr_by: "bicubic" or "camera". The other arguments are those of `evaluate`. All
    numbers of frames are scored on the same pictures. Flicker is made from two moments in a row: it is the mean
    difference of their errors, 8-bit levels, and 0 if SR moves as the truth does.
    """
    shot = headshots(network.config.scale * lr, data)
    network.to(memory_format=torch.channels_last)
    device = network.upsample.kernel.device
    given = {"psnr": psnr, "ssim": ssim, "lpips": lpips, "identity_distance": identity}
    metrics = {name: measure for name, measure in given.items() if measure}
    trials = spread(trials_of(data, references, seed), limit)
    scores: dict[int, dict[str, list[float]]] = {count: {} for count in counts}
    for trial in tqdm(trials, desc=f"frames {data.name}", unit="image", disable=not progress):
        hr, frames = (to_tensor(images).to(device) for images in _call(trial, shot, lr, max(counts), lr_by))
        exemplars = to_tensor([shot(file) for file in trial.references]).to(device) if trial.references else hr[:0]
        encoded = network.encode_sets(exemplars.unsqueeze(0))
        for count, values in _scored(network, hr, frames, encoded, counts, metrics):
            for name, value in values.items():
                scores[count].setdefault(name, []).append(value)
    return {
        count: {name: mean([float(np.median(v))] if name == "milliseconds" else v) for name, v in row.items()}
        for count, row in scores.items()
    }


def _scored(
    network: Hime, hr: Tensor, frames: Tensor, encoded: Tensor, counts: Sequence[int], metrics: dict[str, Metric]
) -> Iterator[tuple[int, FrameScores]]:
    """The scores of one target with each number of frames.

    hr: 2×3×H×W, the present moment and the one before. frames: (K + 1)×3×h×w, the LR pictures, the latest one first.
    encoded: the target's references.
    """
    memories = network.remember(frames.unsqueeze(0))

    def enhanced(present: int, count: int) -> Tensor:
        past = Past(*(tensor[:, present + 1 : present + count] for tensor in memories)) if count > 1 else None
        return network.enhance(frames[present : present + 1], encoded, past=past)[0].clamp(0, 1)

    for count in counts:
        begun = _now(hr.device)
        sr = enhanced(0, count)
        values = {"milliseconds": 1000 * (_now(hr.device) - begun)}
        values |= {name: float(measure(sr, hr[:1])) for name, measure in metrics.items()}
        change = (sr - hr[:1]) - (enhanced(1, count) - hr[1:])
        values["flicker"] = 255 * float(change.abs().mean())
        yield count, values


def _call(
    trial: EvaluationTrial, shot: Callable[[Path], Image], lr: int, count: int, lr_by: LrBy
) -> tuple[list[Image], list[Image]]:
    """The end of a call, made of a target: two HR pictures, and count + 1 LR pictures, the latest ones first."""
    still = shot(trial.target)
    size, rng = still.shape[0], generator_of(trial, FRAMES_SEED)
    target = PlannedView(Photograph(still, 1.0), affine(0, 1, 0, 0), None, (0, 0), UNCHANGED, 1.0, Wear())
    closed, earlier = draw_frames(count, lr, target, WITHOUT_CUTS, rng)
    views = [replace(target, closed=closed), *earlier_views(target, earlier)]
    images = [picture(view, size) for view in views]
    return images[:2], lr_frames(images, earlier, camera_of(trial) if lr_by == "camera" else None, lr)


def _now(device: torch.device) -> float:
    if device.type == "cuda":
        torch.cuda.synchronize(device)
    return time.perf_counter()
