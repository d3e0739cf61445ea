"""The losses of FSRNet (Chen et al. 2018, Eq. 6)."""

from pathlib import Path

from torch import Tensor
from torch.nn import functional as F

from training.baselines.baseline import BaselineObjective, Made, Shape
from training.settings.baselines import Fsrnet


class FsrnetObjective(BaselineObjective):
    """Squared distances of SR, of the coarse SR and, if they are at hand, of the parsing maps to the true ones.

    They are means over elements. The paper takes half the sums.
    """

    def __init__(self, shape: Shape, vgg_weights: Path | None):
        super().__init__()
        assert isinstance(shape.baseline, Fsrnet)
        self.losses = shape.baseline

    def generator(self, made: Made, hr: Tensor) -> tuple[Tensor, dict[str, Tensor]]:
        """As `BaselineObjective.generator`. made.beside may have "true_maps", B×P×H/2×W/2."""
        terms = {"reconstruction": F.mse_loss(made.sr, hr)}
        total = terms["reconstruction"]
        if self.losses.coarse:
            terms["coarse"] = F.mse_loss(made.beside["coarse"], hr)
            total = total + self.losses.coarse * terms["coarse"]
        if self.losses.prior and "true_maps" in made.beside:
            terms["prior"] = F.mse_loss(made.beside["estimated_maps"], made.beside["true_maps"])
            total = total + self.losses.prior * terms["prior"]
        return total, terms
