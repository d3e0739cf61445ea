"""How much fine detail weights make, and how right it is: python -m tests.measure.texture DATA WEIGHTS...

Of one picture a person of a set, LR 32, own references: the standard deviation of what a 5×5 binomial blur takes away
beside the truth's, its correlation with the truth's, and PSNR in dB, means over people.
"""

import argparse
from pathlib import Path

import cv2
import numpy as np
import torch

from hime_core.errors import UsageError
from hime_core.geometry import Image
from training.checkpoint import load_weights
from training.data.pictures import shrink, to_image, to_tensor
from training.data.trials import trials_of
from training.evaluate import check_headshots, enhancer, headshots

LR, REFERENCES = 32, 3


def detail(image: Image) -> np.ndarray:
    """What a 5×5 binomial blur takes away."""
    taps = np.array([1, 4, 6, 4, 1]) / 16
    return image.astype(np.float64) - cv2.sepFilter2D(image.astype(np.float64), -1, taps, taps)


@torch.inference_mode()
def main() -> None:
    """Print a line for each weights."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("data", type=Path)
    p.add_argument("weights", type=Path, nargs="+")
    options = p.parse_args()
    try:
        trials = list({trial.identity: trial for trial in reversed(trials_of(options.data, REFERENCES, 0))}.values())
        networks = {path: load_weights(path) for path in options.weights}
        for network in networks.values():
            check_headshots(trials, network.config.scale * LR)
    except UsageError as error:
        p.error(str(error))
    for path, network in networks.items():
        shot = headshots(network.config.scale * LR)
        enhance, rows = enhancer(network, shot), []
        for trial in trials:
            hr = shot(trial.target)
            sr = to_image(enhance(to_tensor([shrink(hr, LR)]), trial.references))
            ours, truth = detail(sr), detail(hr)
            psnr = 10 * np.log10(255**2 / np.mean((sr.astype(float) - hr) ** 2))
            rows.append((ours.std() / truth.std(), np.corrcoef(ours.ravel(), truth.ravel())[0, 1], psnr))
        amplitude, likeness, psnr = np.mean(rows, axis=0)
        print(f"{path}: amplitude {amplitude:.2f}, correlation {likeness:.2f}, {psnr:.2f} dB, {len(rows)} people")


if __name__ == "__main__":
    main()
