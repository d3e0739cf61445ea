"""Scores what a network makes of a face with earlier frames of it.

The pictures of an evaluation list are stills, so the frames are made of each target as training makes them
(data/frames.py).
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from tqdm import tqdm

from hime_core.errors import UsageError
from hime_core.geometry import Image
from hime_core.network import Hime
from hime_core.network.hime import Past
from training.baselines.baseline import BaselineNetwork
from training.data.frames import draw_frames, earlier_views, lr_frames
from training.data.moments import UNCHANGED, affine, picture
from training.data.person import Photograph
from training.data.pictures import to_tensor
from training.data.sample_plan import PlannedView, Wear
from training.data.trials import EvaluationTrial, trials_of
from training.scoring.evaluate import Metric, headshots, mean, shown, spread
from training.scoring.lr_by import camera_of, generator_of
from training.scoring.metrics.psnr import psnr
from training.scoring.metrics.ssim import ssim
from training.settings.conditions import Condition
from training.settings.config import Frames
from training.settings.lr_by import LrBy

# The frames of a target are drawn by this seed, the identity and the picture's name, the same for all weights.
FRAMES_SEED = 1
# The same face is seen in all frames: what happens at a cut is no question of quality.
WITHOUT_CUTS = Frames(strange=0.0)

# So many frames are made of each target, however many of them are seen. So all weights are scored on the same ones.
LONGEST = 8


@dataclass(frozen=True)
class FrameScores:
    """The scores of a network that sees several frames of each face."""

    count: int  # this many pictures were scored
    # By number of frames, the present one included, and metric. Beside the metrics of `evaluate` there are
    # "psnr_bicubic", "flicker" and "milliseconds", the median time of a picture with encoded references.
    means: dict[int, dict[str, float]]


def check_frames(network: Hime | BaselineNetwork, counts: Sequence[int] | None, lr_by: LrBy) -> None:
    """Raise UsageError if a network cannot be scored with these numbers of frames. None: none are asked for."""
    burst = isinstance(network, Hime) and network.burst is not None
    if counts is None:
        if burst:
            raise UsageError("--weights: they see several frames of a face; say how many, such as --frames 4")
        return
    if not isinstance(network, Hime):
        raise UsageError("--frames: is for HIME's weights alone; leave it out")
    if lr_by not in ("bicubic", "camera"):
        raise UsageError(f"--frames: frames are made by bicubic or by a camera; leave out --lr-by {lr_by}")
    most, whose = (LONGEST, "with burst") if burst else (1, "without burst")
    if wrong := [count for count in counts if not 1 <= count <= most]:
        raise UsageError(f"--frames {wrong[0]}: weights {whose} see 1 to {most} frames")


@torch.inference_mode()
def evaluate_frames(
    network: Hime,
    data: Path,
    lr: int,
    references: int,
    counts: Sequence[int],
    *,
    condition: Condition = "own",
    seed: int = 0,
    lr_by: LrBy = "bicubic",
    limit: int | None = None,
    lpips: Metric | None = None,
    identity: Metric | None = None,
    progress: bool = True,
) -> FrameScores:
    """Score a network with several numbers of frames, the present one included, under one condition.

    counts: the numbers of frames (`check_frames`). lr_by: "bicubic" or "camera". The other arguments are those of
    `evaluate`. All numbers of frames are scored on the same pictures. Flicker is made from two moments in a row: it is
    the mean difference of their errors, 8-bit levels, and 0 if SR moves as the truth does.
    """
    shot = headshots(network.config.scale * lr, data)
    network.to(memory_format=torch.channels_last)
    device = network.upsample.kernel.device
    given = {"psnr": psnr, "ssim": ssim, "lpips": lpips, "identity_distance": identity}
    metrics = {name: measure for name, measure in given.items() if measure}
    trials = spread(trials_of(data, references, seed), limit)
    scores: dict[int, dict[str, list[float]]] = {count: {} for count in counts}
    for trial in tqdm(trials, desc=f"frames {data.name}", unit="image", disable=not progress):
        hr, frames = (to_tensor(images).to(device) for images in _call(trial, shot, lr, lr_by))
        files = shown(trial, condition)
        exemplars = to_tensor([shot(file) for file in files if file]).to(device) if files else hr[:0]
        encoded = network.encode_sets(exemplars.unsqueeze(0))
        for count, values in _scored(network, hr, frames, encoded, counts, metrics):
            for name, value in values.items():
                scores[count].setdefault(name, []).append(value)
    means = {
        count: {name: mean([float(np.median(v))] if name == "milliseconds" else v) for name, v in row.items()}
        for count, row in scores.items()
    }
    return FrameScores(len(trials), means)


def _scored(
    network: Hime, hr: Tensor, frames: Tensor, encoded: Tensor, counts: Sequence[int], metrics: dict[str, Metric]
) -> Iterator[tuple[int, dict[str, float]]]:
    """The scores of one target with each number of frames.

    hr: 2×3×H×W, the present moment and the one before. frames: the LR pictures of all frames, the latest one first.
    encoded: the target's references.
    """

    def enhanced(present: int, count: int) -> Tensor:
        earlier = frames[present + 1 : present + count].unsqueeze(0)
        past = Past(earlier, earlier.new_ones(1, count - 1)) if count > 1 else None
        return network.enhance(frames[present : present + 1], encoded, past=past)[0].clamp(0, 1)

    bicubic = float(psnr(network.upsample(frames[:1]), hr[:1]))
    for count in counts:
        begun = _now(hr.device)
        sr = enhanced(0, count)
        values = {"milliseconds": 1000 * (_now(hr.device) - begun), "psnr_bicubic": bicubic}
        values |= {name: float(measure(sr, hr[:1])) for name, measure in metrics.items()}
        change = (sr - hr[:1]) - (enhanced(1, count) - hr[1:])
        values["flicker"] = 255 * float(change.abs().mean())
        yield count, values


def _call(
    trial: EvaluationTrial, shot: Callable[[Path], Image], lr: int, lr_by: LrBy
) -> tuple[list[Image], list[Image]]:
    """The end of a call, made of a target: two HR pictures, and LONGEST + 1 LR pictures, the latest ones first."""
    still = shot(trial.target)
    size, rng = still.shape[0], generator_of(trial, FRAMES_SEED)
    target = PlannedView(Photograph(still, 1.0), affine(0, 1, 0, 0), None, (0, 0), UNCHANGED, 1.0, Wear())
    closed, earlier = draw_frames(LONGEST, lr, target, WITHOUT_CUTS, rng)
    views = [replace(target, closed=closed), *earlier_views(target, earlier)]
    images = [picture(view, size) for view in views]
    return images[:2], lr_frames(images, earlier, camera_of(trial) if lr_by == "camera" else None, lr)


def _now(device: torch.device) -> float:
    if device.type == "cuda":
        torch.cuda.synchronize(device)
    return time.perf_counter()
