"""How much fine detail weights make, and how right it is: python -m tests.measure.texture DATA WEIGHTS...

Detail is what a 5×5 binomial blur removes from a picture. It is measured on one picture of each person of a set, at LR
32, with the person's own references. Three means over people are printed: the standard deviation of the detail over the
truth's, the correlation of the detail with the truth's, and the picture's PSNR in dB.
"""

import argparse
from pathlib import Path

import cv2
import numpy as np
import torch

from hime_core.errors import UsageError
from hime_core.geometry import Image
from tests.measure.people import one_each
from training.data.pictures import shrink, to_image, to_tensor
from training.scoring.enhance import enhancer
from training.scoring.evaluate import headshots

LR = 32  # LR pictures have this many pixels a side.


def detail(image: Image) -> np.ndarray:
    """The detail of a picture, which is what a 5×5 binomial blur removes."""
    taps = np.array([1, 4, 6, 4, 1]) / 16
    return image.astype(np.float64) - cv2.sepFilter2D(image.astype(np.float64), -1, taps, taps)


@torch.inference_mode()
def main() -> None:
    """Print a line for each file of weights."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("data", type=Path)
    p.add_argument("weights", type=Path, nargs="+")
    options = p.parse_args()
    try:
        trials, networks = one_each(options.data, options.weights, LR)
    except UsageError as error:
        p.error(str(error))
    shot = headshots(networks[0].config.scale * LR)
    for path, network in zip(options.weights, networks, strict=True):
        enhance, rows = enhancer(network, shot), []
        for trial in trials:
            hr = shot(trial.target)
            sr = to_image(enhance(to_tensor([shrink(hr, LR)]), [trial.references]))
            ours, truth = detail(sr), detail(hr)
            psnr = 10 * np.log10(255**2 / np.mean((sr.astype(float) - hr) ** 2))
            rows.append((ours.std() / truth.std(), np.corrcoef(ours.ravel(), truth.ravel())[0, 1], psnr))
        amplitude, likeness, psnr = np.mean(rows, axis=0)
        print(f"{path}: amplitude {amplitude:.2f}, correlation {likeness:.2f}, {psnr:.2f} dB, {len(rows)} people")


if __name__ == "__main__":
    main()
