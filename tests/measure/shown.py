"""Whether what the app shows is ever worse than plain enlargement: python -m tests.measure.shown DATA WEIGHTS [--lr 32]

Each line is about one way to make the small picture (`hime-train evaluate --lr-by`), and about the person's own
references, none, or a stranger's. It gives gains in PSNR over bicubic enlargement, in dB: of the network's picture, and
of the picture that the fidelity gate lets through. For each the mean over people and the person who gains least are
printed. A person's gain is the mean over all pictures of the set's evaluation list.
"""

import argparse
from pathlib import Path
from typing import get_args

import numpy as np
import torch

from app.enhance.fidelity import gated
from hime_core.errors import UsageError
from hime_core.network import Hime
from tests.measure.cameras import psnr
from tests.measure.people import REFERENCES
from tests.measure.weights import LR
from training.data.pictures import to_image, to_tensor
from training.data.trials import EvaluationTrial, trials_of
from training.fitting.checkpoint import load_weights
from training.scoring.enhance import enhancer
from training.scoring.evaluate import check_headshots, check_sizes, headshots
from training.scoring.lr_by import lr_maker
from training.settings.lr_by import LrBy


def main() -> None:
    """Print a line for each way and each kind of references."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("data", type=Path)
    p.add_argument("weights", type=Path)
    p.add_argument("--lr", type=int, default=LR)
    options = p.parse_args()
    try:
        network = load_weights(options.weights)
        check_sizes(options.lr, network.config.scale, REFERENCES)
        trials = trials_of(options.data, REFERENCES, 0)
        check_headshots(trials, network.config.scale * options.lr)
    except UsageError as error:
        p.error(str(error))
    print(
        f"{options.data}, LR {options.lr}, {len(trials)} pictures, {options.weights}: network (least) | shown (least)"
    )
    for how in get_args(LrBy):
        for name, gains in measured(network, trials, how, options.lr).items():
            network_gain, shown_gain = gains.mean(0)
            least, least_shown = gains.min(0)
            print(
                f"  {how:<10}{name:<10}{network_gain:+6.2f} ({least:+5.2f}) | {shown_gain:+6.2f} ({least_shown:+5.2f})"
            )


@torch.inference_mode()
def measured(network: Hime, trials: list[EvaluationTrial], how: LrBy, lr: int) -> dict[str, np.ndarray]:
    """By kind of references, for each person: the gain of the network's picture and of the shown one, in dB."""
    shot, make_lr = headshots(network.config.scale * lr), lr_maker(how)
    enhance = enhancer(network, shot)
    gains: dict[str, dict[str, list[tuple[float, float]]]] = {"own": {}, "none": {}, "stranger": {}}
    for trial in trials:
        truth = shot(trial.target)
        small = make_lr(truth, lr, trial)
        tensor = to_tensor([small])
        plain = psnr(to_image(network.upsample(tensor)), truth)
        for name, files in (("own", trial.references), ("none", []), ("stranger", trial.strangers)):
            sr = to_image(enhance(tensor, [files]))
            shown = gated(small[..., ::-1], sr[..., ::-1])[0][..., ::-1]  # the app's pictures are BGR
            of_person = gains[name].setdefault(trial.identity, [])
            of_person.append((psnr(sr, truth) - plain, psnr(shown, truth) - plain))
    return {name: np.array([np.mean(g, 0) for g in people.values()]) for name, people in gains.items()}


if __name__ == "__main__":
    main()
