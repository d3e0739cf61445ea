"""What weights gain with good and with bad cameras: python -m tests.measure.cameras DATA WEIGHTS... [--lr 32]

Of one picture a person of a set, with own references: PSNR over bicubic enlargement of the same LR in dB, means over
people, for each thing that goes wrong in calls (those of tests.measure.weights).
"""

import argparse
from pathlib import Path

import numpy as np
import torch

from hime_core.errors import UsageError
from hime_core.geometry import Image
from tests.measure.weights import CASES
from training.checkpoint import load_weights
from training.data.pictures import to_image, to_tensor
from training.data.trials import trials_of
from training.evaluate import check_headshots, enhancer, headshots


def main() -> None:
    """Print a line for each camera."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("data", type=Path)
    p.add_argument("weights", type=Path, nargs="+")
    p.add_argument("--lr", type=int, default=32)
    options = p.parse_args()
    try:
        trials = list({trial.identity: trial for trial in reversed(trials_of(options.data, 3, 0))}.values())
        networks = [load_weights(path) for path in options.weights]
        scale = networks[0].config.scale
        if any(network.config.scale != scale for network in networks):
            raise UsageError("the weights differ in scale; measure those of one scale at a time")
        check_headshots(trials, scale * options.lr)
    except UsageError as error:
        p.error(str(error))
    shot = headshots(scale * options.lr)
    enhancers = [enhancer(network, shot) for network in networks]
    print(f"{options.data}, LR {options.lr}, {len(trials)} people: {', '.join(path.stem for path in options.weights)}")
    for case in CASES:
        if case.lr != CASES[0].lr:  # that one is a matter of size: --lr
            continue
        gains = []
        with torch.inference_mode():
            for trial in trials:
                truth = case.scene(shot(trial.target))
                lr = to_tensor([case.camera(truth, options.lr)])
                base = psnr(to_image(networks[0].upsample(lr)), truth)
                shown = trial.references if case.exemplar else []
                gains.append([psnr(to_image(enhance(lr, shown)), truth) - base for enhance in enhancers])
        print(f"  {case.name:<24}" + "".join(f"{gain:+8.2f}" for gain in np.mean(gains, axis=0)))


def psnr(image: Image, truth: Image) -> float:
    """In dB."""
    return float(10 * np.log10(255**2 / np.mean((image.astype(np.float64) - truth) ** 2)))


if __name__ == "__main__":
    main()
