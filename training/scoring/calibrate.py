"""Compares our bicubic scores with the paper's, which shows whether sizes, resampling and metrics are the paper's."""

from dataclasses import dataclass
from pathlib import Path

from torch import Tensor

from hime_core.network.reconstructor import BicubicUpsample
from training.data.trials import EvaluationTrial, trials_of
from training.scoring.evaluate import TooSmallError, headshots, mean, score

# The rows "Bicubic" of the paper's Table 1 have this PSNR in dB and this SSIM, by LR side in pixels and scale.
PAPER_BICUBIC = {(32, 4): (25.64, 0.7752), (64, 4): (28.40, 0.8169), (16, 8): (21.83, 0.5929)}


@dataclass(frozen=True)
class Calibration:
    """The scores of bicubic at one size. The differences are our numbers minus the paper's.

    If the data is too small for a size, our numbers are None and `skipped` says why.
    """

    lr: int
    scale: int
    paper_psnr: float
    paper_ssim: float
    psnr: float | None = None
    ssim: float | None = None
    psnr_difference: float | None = None
    ssim_difference: float | None = None
    skipped: str | None = None


def calibrate(data: Path, *, progress: bool = True) -> list[Calibration]:
    """Score bicubic on every target of a folder at the paper's sizes.

    Sizes that the pictures are too small for are skipped.

    Raises UsageError if the folder cannot be scored.
    """
    trials = trials_of(data, references=0, seed=0)
    rows = []
    for (lr, scale), paper in PAPER_BICUBIC.items():
        label = f"bicubic {lr}x{lr} x{scale}" if progress else None
        try:
            scores = score(trials, _nothing_else, lr, BicubicUpsample(scale), headshots(scale * lr), label=label)
        except TooSmallError as error:
            rows.append(Calibration(lr, scale, *paper, skipped=str(error)))
            continue
        psnr, ssim = (mean(scores["bicubic"][metric]) for metric in ("psnr", "ssim"))
        rows.append(Calibration(lr, scale, *paper, psnr, ssim, round(psnr - paper[0], 4), round(ssim - paper[1], 4)))
    return rows


def _nothing_else(trial: EvaluationTrial, lr_image: Tensor) -> dict[str, Tensor]:
    return {}
