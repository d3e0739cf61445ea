"""Loads what several of these scripts measure: weights, and one picture of each person of a set."""

from pathlib import Path

from hime_core.network import Hime
from training.data.trials import EvaluationTrial, trials_of
from training.fitting.checkpoint import load_weights, load_weights_of
from training.scoring.evaluate import check_headshots, check_sizes

REFERENCES = 3  # A person has at most this many references.


def one_each(data: Path, weights: list[Path], lr: int) -> tuple[list[EvaluationTrial], list[Hime]]:
    """The first target of each person with up to three references, and the networks, which must have one scale.

    Raises UsageError if the data or the weights cannot be used.
    """
    first = load_weights(weights[0])
    networks = [first, *(load_weights_of(path, first.config.scale) for path in weights[1:])]
    check_sizes(lr, first.config.scale, REFERENCES)
    trials = list({trial.identity: trial for trial in reversed(trials_of(data, REFERENCES, 0))}.values())
    check_headshots(trials, first.config.scale * lr)
    return trials, networks
