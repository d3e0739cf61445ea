"""The losses of Ttsr."""

from pathlib import Path

from torch import Tensor
from torch.nn import functional as F

from training.baselines.baseline import BaselineObjective, Made, Shape


class TtsrObjective(BaselineObjective):
    """The losses of Ttsr."""

    def __init__(self, shape: Shape, vgg_weights: Path | None):
        super().__init__()

    def generator(self, made: Made, hr: Tensor) -> tuple[Tensor, dict[str, Tensor]]:
        loss = F.l1_loss(made.sr, hr)
        return loss, {"reconstruction": loss}
