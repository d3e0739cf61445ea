"""The losses of SRNTT (Zhang et al. 2019, section 3.3)."""

from pathlib import Path

from torch import Tensor
from torch.nn import functional as F

from training.baselines.baseline import BaselineObjective, Made, Shape
from training.settings.baselines import Srntt


class SrnttObjective(BaselineObjective):
    """The losses of SRNTT, weighted by its settings. A weight of 0 leaves a loss out."""

    def __init__(self, shape: Shape, vgg_weights: Path | None):
        super().__init__()
        assert isinstance(shape.baseline, Srntt)
        self.weights = shape.baseline

    def generator(self, made: Made, hr: Tensor) -> tuple[Tensor, dict[str, Tensor]]:
        terms = {"reconstruction": F.l1_loss(made.sr, hr)}
        if self.weights.back_projection:
            terms["back_projection"] = back_projection_loss(made.sr, made.beside["lr"])
        return sum(getattr(self.weights, name) * term for name, term in terms.items()), terms


def back_projection_loss(sr: Tensor, lr: Tensor) -> Tensor:
    """The mean over elements of |SR↓ - LR|, a scalar. ↓ is antialiased bicubic. sr: N×3×H×W. lr: N×3×h×w."""
    return F.l1_loss(F.interpolate(sr, lr.shape[2:], mode="bicubic", antialias=True), lr)
