"""Scores a run on people who are not in its training sets."""

from hime_core.network import Hime
from training.baselines.baseline import BaselineNetwork
from training.data.trials import trials_of
from training.fitting.learner import Scores
from training.scoring.evaluate import check_headshots, evaluate
from training.scoring.frames import evaluate_frames
from training.settings.config import RunConfig

# In validation each picture is enhanced with this many references.
VALIDATION_REFERENCES = 3
# In validation this many pictures of each set are scored, spread evenly over the set.
VALIDATION_PICTURES = 24
# A network with burst is also scored with this many frames in place of one, as many as the app gives it.
VALIDATION_FRAMES = 4


def check_validation(config: RunConfig) -> None:
    """Raise UsageError if a validation set cannot be scored. This is checked at the start, not hours later."""
    for folder in config.validation.values():
        check_headshots(trials_of(folder, VALIDATION_REFERENCES, seed=0), config.network.scale * validation_lr(config))


def validation_lr(config: RunConfig) -> int:
    """The LR side at which validation is done, pixels. It is the side that training draws most often."""
    return max(config.batch.lr_sizes, key=lambda size: config.batch.lr_sizes[size])


def validate(network: Hime | BaselineNetwork, config: RunConfig) -> Scores:
    """The mean gain in PSNR over bicubic, in dB, by validation set and condition.

    A network with burst also has "earlier_frames": what several frames of a camera gain over one of them, with own
    references.
    """
    rows, task = {}, (validation_lr(config), VALIDATION_REFERENCES)
    for name, folder in config.validation.items():
        result = evaluate(network, folder, *task, limit=VALIDATION_PICTURES, progress=False)
        base = result.means["bicubic"]["psnr"]
        rows[name] = {k: round(result.means[k]["psnr"] - base, 3) for k in ("own", "no_reference", "stranger")}
        if isinstance(network, Hime) and network.burst is not None:
            counts = (1, VALIDATION_FRAMES)
            scores = evaluate_frames(
                network, folder, *task, counts, lr_by="camera", limit=VALIDATION_PICTURES, progress=False
            )
            one, several = (scores[count]["psnr"] for count in counts)
            rows[name]["earlier_frames"] = round(several - one, 3)
    return rows
