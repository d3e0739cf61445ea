"""What weights gain with good and with bad cameras: python -m tests.measure.cameras DATA WEIGHTS... [--lr 32]

The gain is the PSNR in dB over bicubic enlargement of the same LR picture. It is measured on one picture of each person
of a set, with the person's own references, and printed as the mean over people. There is a line for each thing that
goes wrong in calls, as in tests.measure.weights.
"""

import argparse
from pathlib import Path

import numpy as np
import torch

from hime_core.errors import UsageError
from hime_core.geometry import Image
from tests.measure.people import one_each
from tests.measure.weights import CASES, LR
from training.data.pictures import to_image, to_tensor
from training.scoring.enhance import enhancer
from training.scoring.evaluate import headshots


def main() -> None:
    """Print a line for each camera."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("data", type=Path)
    p.add_argument("weights", type=Path, nargs="+")
    p.add_argument("--lr", type=int, default=LR)
    options = p.parse_args()
    try:
        trials, networks = one_each(options.data, options.weights, options.lr)
    except UsageError as error:
        p.error(str(error))
    shot = headshots(networks[0].config.scale * options.lr)
    enhancers = [enhancer(network, shot) for network in networks]
    print(f"{options.data}, LR {options.lr}, {len(trials)} people: {', '.join(map(str, options.weights))}")
    for case in (case for case in CASES if case.lr == LR):  # --lr sets the size, so cases of other sizes are left out
        gains = []
        with torch.inference_mode():
            for trial in trials:
                truth = case.scene(shot(trial.target))
                lr = to_tensor([case.camera(truth, options.lr)])
                base = psnr(to_image(networks[0].upsample(lr)), truth)
                shown = trial.references if case.exemplar else []
                gains.append([psnr(to_image(enhance(lr, [shown])), truth) - base for enhance in enhancers])
        print(f"  {case.name:<24}" + "".join(f"{gain:+8.2f}" for gain in np.mean(gains, axis=0)))


def psnr(image: Image, truth: Image) -> float:
    """PSNR of a picture, in dB."""
    return float(10 * np.log10(255**2 / np.mean((image.astype(np.float64) - truth) ** 2)))


if __name__ == "__main__":
    main()
