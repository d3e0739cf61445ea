"""How good a run is on people whom it does not train on."""

from hime_core.network import Hime
from training.data.trials import trials_of
from training.fitting.learner import Scores
from training.scoring.evaluate import check_headshots, evaluate
from training.settings.config import RunConfig

# Each picture is enhanced with so many references.
REFERENCES = 3
# Of each validation set so many pictures are scored, evenly spread.
PICTURES = 24


def check_validation(config: RunConfig) -> None:
    """Raise UsageError where a validation set cannot be scored: at the start, not hours later."""
    for folder in config.validation.values():
        check_headshots(trials_of(folder, REFERENCES, seed=0), config.network.scale * validation_lr(config))


def validation_lr(config: RunConfig) -> int:
    """The LR side that validation is done at: the one that training draws most often."""
    return max(config.batch.lr_sizes, key=lambda size: config.batch.lr_sizes[size])


def validate(network: Hime, config: RunConfig) -> Scores:
    """PSNR gains over bicubic, in dB, on a few images of each validation set, evenly spread."""
    rows, task = {}, (validation_lr(config), REFERENCES)
    for name, folder in config.validation.items():
        result = evaluate(network, folder, *task, limit=PICTURES, progress=False)
        base = result.means["bicubic"]["psnr"]
        rows[name] = {k: round(result.means[k]["psnr"] - base, 3) for k in ("own", "no_reference", "stranger")}
    return rows
