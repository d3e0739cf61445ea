"""Scores a run on people who are not in its training sets."""

from typing import Any

from hime_core.network import Hime
from training.baselines.baseline import BaselineNetwork
from training.data.trials import trials_of
from training.fitting.learner import Scores
from training.scoring.evaluate import check_headshots, evaluate
from training.scoring.frames import evaluate_frames
from training.settings.conditions import Condition
from training.settings.config import RunConfig

# In validation each picture is enhanced with this many references.
VALIDATION_REFERENCES = 3
# In validation this many pictures of each set are scored, spread evenly over the set.
VALIDATION_PICTURES = 24
# In validation a network with burst gets this many frames of each face, as many as in the app.
VALIDATION_FRAMES = 4
# These conditions are scored.
SHOWN: tuple[Condition, ...] = ("own", "no_reference", "stranger")


def check_validation(config: RunConfig) -> None:
    """Raise UsageError if a validation set cannot be scored. This is checked at the start, not hours later."""
    for folder in config.validation.values():
        check_headshots(trials_of(folder, VALIDATION_REFERENCES, seed=0), config.network.scale * validation_lr(config))


def validation_lr(config: RunConfig) -> int:
    """The LR side at which validation is done, pixels. It is the side that training draws most often."""
    return max(config.batch.lr_sizes, key=lambda size: config.batch.lr_sizes[size])


def validate(network: Hime | BaselineNetwork, config: RunConfig) -> Scores:
    """The mean gain in PSNR over bicubic, in dB, by validation set and condition.

    A network with burst gets several frames of a camera, which are made of each picture.
    """
    rows: Scores = {}
    task = (validation_lr(config), VALIDATION_REFERENCES)
    limits: dict[str, Any] = {"limit": VALIDATION_PICTURES, "progress": False}
    for name, folder in config.validation.items():
        if isinstance(network, Hime) and network.burst is not None:
            means = {
                k: evaluate_frames(
                    network, folder, *task, [VALIDATION_FRAMES], condition=k, lr_by="camera", **limits
                ).means[VALIDATION_FRAMES]
                for k in SHOWN
            }
            rows[name] = {k: round(row["psnr"] - row["psnr_bicubic"], 3) for k, row in means.items()}
        else:
            result = evaluate(network, folder, *task, **limits)
            base = result.means["bicubic"]["psnr"]
            rows[name] = {k: round(result.means[k]["psnr"] - base, 3) for k in SHOWN}
    return rows
