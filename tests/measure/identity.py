"""Whether weights make somebody look like another person: python -m tests.measure.identity DATA WEIGHTS... [--lr 32]

A face recogniser that is independent of HIME looks at one picture of each person of a set. It is dlib's, from pip's
dlib-bin and face_recognition_models. It sees the truth, the bicubic picture, and the pictures that the weights make
with the person's own references, with none, and with a stranger's. Two numbers are printed. The first is the distance
to the truth: dlib takes two pictures that are less than 0.6 apart for the same person. The second says how often
somebody is recognised: each picture is compared with one other photograph of everybody, and the nearest must be the
person's own. That photograph is also one of the person's own references.
"""

import argparse
from pathlib import Path

import numpy as np
import torch

from hime_core.errors import UsageError
from hime_core.geometry import Image
from tests.measure.people import one_each
from training.data.pictures import shrink, to_image, to_tensor
from training.scoring.enhance import enhancer
from training.scoring.evaluate import headshots
from training.scoring.metrics.identity import Code, recogniser


def main() -> None:
    """Print a line for each kind of picture."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("data", type=Path)
    p.add_argument("weights", type=Path, nargs="+")
    p.add_argument("--lr", type=int, default=32)
    options = p.parse_args()
    try:
        look = recogniser()
        trials, networks = one_each(options.data, options.weights, options.lr)
    except UsageError as error:
        p.error(str(error))
    shot = headshots(networks[0].config.scale * options.lr)
    enhancers = [enhancer(network, shot) for network in networks]
    truths = [look(shot(trial.target), shot(trial.target)) for trial in trials]
    others = [look(shot(trial.references[0]), shot(trial.references[0])) for trial in trials]
    apart = [np.linalg.norm(a - b) for i, a in enumerate(truths) for b in truths[:i]]
    print(f"{options.data}, LR {options.lr}, {len(trials)} people; two of them are {np.mean(apart):.2f} apart")
    tell("truth", truths, truths, others)

    made: dict[str, list[Image]] = {}
    with torch.inference_mode():
        for trial in trials:
            lr = to_tensor([shrink(shot(trial.target), options.lr)])
            made.setdefault("bicubic", []).append(to_image(networks[0].upsample(lr)))
            for path, enhance in zip(options.weights, enhancers, strict=True):
                for name, shown in (("own", trial.references), ("none", []), ("a stranger's", trial.strangers)):
                    made.setdefault(f"{path}, {name}", []).append(to_image(enhance(lr, [shown])))
    for name, pictures in made.items():
        codes = [look(picture, shot(trial.target)) for picture, trial in zip(pictures, trials, strict=True)]
        tell(name, codes, truths, others)


def tell(name: str, codes: list[Code], truths: list[Code], others: list[Code]) -> None:
    """Print the line of one kind of picture."""
    away = [np.linalg.norm(code - truth) for code, truth in zip(codes, truths, strict=True)]
    nearest = [int(np.argmin([np.linalg.norm(code - other) for other in others])) for code in codes]
    right = sum(i == j for i, j in enumerate(nearest))
    distance = f"{np.mean(away):.3f} from the truth, at most {np.max(away):.2f}"
    print(f"  {name:<60} {distance};  recognised {right}/{len(codes)}")


if __name__ == "__main__":
    main()
