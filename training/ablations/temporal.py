"""Makes Table 5. It shows, on recorded calls, how much a reference helps if it was taken some time before."""

from bisect import bisect_left
from collections.abc import Callable
from pathlib import Path

import torch
from torch import Tensor

from hime_core.errors import UsageError
from training.ablations.rows import Numbers, TableResult
from training.ablations.score import score_trials, scored
from training.data.pictures import pictures
from training.data.trials import EvaluationTrial
from training.fitting.checkpoint import load_weights
from training.scoring.enhance import enhancer
from training.scoring.evaluate import Metric, headshots

# A new reference is taken once in this many frames.
INTERVALS = (30, 60, 120)
# Table 5 has these numbers in the paper, by row.
PAPER_TABLE5 = {
    "30 frames": Numbers(37.34, 0.9250),
    "60 frames": Numbers(37.24, 0.9241),
    "120 frames": Numbers(37.12, 0.9227),
    "blank": Numbers(36.81, 0.9207),
}


@torch.inference_mode()
def make_temporal_table(
    weights: Path,
    calls: Path,
    lr: int,
    *,
    device: str,
    lpips: Metric | None = None,
    intervals: tuple[int, ...] = INTERVALS,
    say: Callable[[str], None] = print,
) -> list[TableResult]:
    """Score the frames of calls: with a reference from each interval, with a black reference, and by bicubic.

    calls: CALLS/<call>/NNNN.png with every frame, as `prepare call --every 1` writes them; frames without a face are
    missing. lr: LR side, pixels. All rows score the same frames. Calls that are not longer than the longest interval
    are left out, and `say` is called with their names. Raises UsageError if no call is left.
    """
    network = load_weights(weights).to(device)
    trials = _trials(calls, intervals, say)
    shot = headshots(network.config.scale * lr)
    enhance = enhancer(network, shot)
    names = [f"{interval} frames" for interval in intervals]

    def method(batch: list[EvaluationTrial], lr_images: Tensor) -> dict[str, Tensor]:
        own = {name: enhance(lr_images, [[trial.references[i]] for trial in batch]) for i, name in enumerate(names)}
        return {**own, "blank": enhance(lr_images, [[None]] * len(batch))}

    scores = score_trials(trials, method, lr, network.config.scale, shot, device, lpips, calls.name)
    identities = [trial.identity for trial in trials]
    say(f"{len(trials)} frames of {len(set(identities))} calls")
    results = []
    for name in (*names, "blank", "bicubic"):
        references = None if name == "bicubic" else 1
        paper = PAPER_TABLE5.get(name, Numbers())
        line = TableResult(name, lr, network.config.scale, references, paper, origin="not trained")
        results.append(scored(line, [scores[name]], identities))
    return results


def reference_before(frame: int, interval: int, frames: list[int]) -> int | None:
    """The last frame before `frame` whose number is a multiple of the interval; None if there is none.

    frames: the numbers of the frames that there are, sorted.
    """
    earlier = frames[: bisect_left(frames, frame)]
    return next((f for f in reversed(earlier) if f % interval == 0), None)


def _trials(calls: Path, intervals: tuple[int, ...], say: Callable[[str], None]) -> list[EvaluationTrial]:
    """A trial for every frame that has a reference from each interval.

    The trial's references are in the intervals' order.
    """
    if not calls.is_dir():
        raise UsageError(f"{calls}: no such folder; make it with `hime-train prepare call --every 1`")
    trials = []
    for call in sorted(p for p in calls.iterdir() if p.is_dir()):
        files = {_frame_number(file): file for file in pictures(call)}
        frames = sorted(files)
        if not frames or frames[-1] <= max(intervals):
            say(f"{call} is left out: it is no longer than {max(intervals)} frames")
            continue
        for frame in frames:
            shown = [reference_before(frame, interval, frames) for interval in intervals]
            if None not in shown:
                trials.append(EvaluationTrial(call.name, files[frame], [files[f] for f in shown if f is not None], []))
    if not trials:
        raise UsageError(
            f"{calls}: no call is longer than {max(intervals)} frames; `hime-train prepare call --every 1` makes them"
        )
    return trials


def _frame_number(file: Path) -> int:
    try:
        return int(file.stem)
    except ValueError:
        raise UsageError(f"{file}: is not named by its frame's number; `hime-train prepare call` does that") from None
