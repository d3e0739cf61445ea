"""The losses of FSRNet (Chen et al. 2018, Eq. 6)."""

from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional as F

from training.baselines.baseline import BaselineObjective, Made, Shape
from training.settings.baselines import Fsrnet
from training.settings.parsing import PARTS


class FsrnetObjective(BaselineObjective):
    """Squared distances of SR, of the coarse SR and, if they are at hand, of the parsing maps to the true ones.

    They are means over elements. The paper takes half the sums.
    """

    def __init__(self, shape: Shape, vgg_weights: Path | None):
        super().__init__()
        assert isinstance(shape.baseline, Fsrnet)
        self.losses = shape.baseline

    def generator(self, made: Made, hr: Tensor) -> tuple[Tensor, dict[str, Tensor]]:
        """As `BaselineObjective.generator`. made.beside may have "true_maps": the part at each pixel, B×H×W, uint8."""
        terms = {"reconstruction": F.mse_loss(made.sr, hr)}
        total = terms["reconstruction"]
        if self.losses.coarse:
            terms["coarse"] = F.mse_loss(made.beside["coarse"], hr)
            total = total + self.losses.coarse * terms["coarse"]
        if self.losses.prior and "true_maps" in made.beside:
            terms["prior"] = F.mse_loss(made.beside["estimated_maps"], maps_of(made.beside["true_maps"]))
            total = total + self.losses.prior * terms["prior"]
        return total, terms


def maps_of(labels: Tensor) -> Tensor:
    """For each part the share that it has of each 2×2 pixels, B×P×H/2×W/2. labels: the part at each pixel, B×H×W."""
    numbers = torch.arange(len(PARTS), device=labels.device).view(1, -1, 1, 1)
    return F.avg_pool2d((labels.unsqueeze(1) == numbers).float(), 2)
