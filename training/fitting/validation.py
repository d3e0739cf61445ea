"""Scores a run on people whom it is not trained on."""

from hime_core.network import Hime
from training.data.trials import trials_of
from training.fitting.learner import Scores
from training.scoring.evaluate import check_headshots, evaluate
from training.settings.config import RunConfig

# In validation each picture is enhanced with so many references.
VALIDATION_REFERENCES = 3
# In validation so many pictures of each set are scored, spread evenly over it.
VALIDATION_PICTURES = 24


def check_validation(config: RunConfig) -> None:
    """Raise UsageError where a validation set cannot be scored. It is called at the start, not hours later."""
    for folder in config.validation.values():
        check_headshots(trials_of(folder, VALIDATION_REFERENCES, seed=0), config.network.scale * validation_lr(config))


def validation_lr(config: RunConfig) -> int:
    """The LR side at which validation is done, which is the one that training draws most often, pixels."""
    return max(config.batch.lr_sizes, key=lambda size: config.batch.lr_sizes[size])


def validate(network: Hime, config: RunConfig) -> Scores:
    """By validation set and condition: the mean gain in PSNR over bicubic, in dB."""
    rows, task = {}, (validation_lr(config), VALIDATION_REFERENCES)
    for name, folder in config.validation.items():
        result = evaluate(network, folder, *task, limit=VALIDATION_PICTURES, progress=False)
        base = result.means["bicubic"]["psnr"]
        rows[name] = {k: round(result.means[k]["psnr"] - base, 3) for k in ("own", "no_reference", "stranger")}
    return rows
