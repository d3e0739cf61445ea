"""What training and scoring need of another method's network and of its losses."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from hime_core.network.reconstructor import BicubicUpsample
from training.baselines.wgan import critic_loss
from training.settings.baselines import Baseline


@dataclass(frozen=True)
class Shape:
    """What a network is built from."""

    scale: int  # SR side over LR side, 4 or 8
    baseline: Baseline  # the method and its settings


@dataclass(frozen=True)
class Made:
    """What a network makes of a batch."""

    sr: Tensor  # SR, B×3×H×W; not clamped
    weights: Tensor  # how much each reference counts at each LR pixel, B×R×h×w
    beside: dict[str, Tensor]  # by name: what else the method's losses look at


class BaselineNetwork(nn.Module, ABC):
    """The network of another method, with the part of `Hime` that training and scoring use.

    A method says in `make` what it makes of a batch. Pictures are float32, RGB, from 0 to 1. References are whole
    pictures, since these methods compare a reference with the input, pixel by pixel or feature by feature.
    """

    def __init__(self, shape: Shape):
        super().__init__()
        self.config = shape
        self.upsample = BicubicUpsample(shape.scale)

    @abstractmethod
    def make(self, lr: Tensor, exemplars: Tensor) -> Made:
        """lr: B×3×h×w. exemplars: B×R×3×H×W, R from 1 up."""

    def begin(self, vgg_weights: Path | None) -> None:
        """Give a new network the weights that its method begins with, where they are at hand. Nothing is downloaded."""

    def encode_sets(self, exemplars: Tensor) -> Tensor:
        """Sets of exemplars as `enhance` takes them: as they are, B×R×3×H×W."""
        return exemplars

    def enhance(self, lr: Tensor, references: Tensor, present: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """LR and references -> SR, and the references' weights, as `Hime.enhance`.

        Where there is no reference, the method gets a black picture (`or_blank`).
        """
        made = self.make(lr, self.or_blank(lr, references))
        return made.sr, made.weights[:, : references.shape[1]]

    def or_blank(self, lr: Tensor, exemplars: Tensor) -> Tensor:
        """The exemplars, or a black picture where there is none, since these methods need one, B×R×3×H×W."""
        b, _, h, w = lr.shape
        return exemplars if exemplars.shape[1] else lr.new_zeros(b, 1, 3, self.config.scale * h, self.config.scale * w)

    def forward(self, lr: Tensor, exemplars: Tensor) -> tuple[Tensor, Tensor]:
        """`enhance`, as `Hime.forward`."""
        return self.enhance(lr, exemplars)


@torch.autocast("cuda", enabled=False)
@torch.autocast("cpu", enabled=False)
def in_float32(layer: nn.Module, x: Tensor) -> Tensor:
    """What a layer makes of x, computed in float32 also under autocast.

    A network's last layer makes the picture itself, which bfloat16 would round to eight bits or fewer.
    """
    return layer(x.float())


class BaselineObjective(nn.Module, ABC):
    """The losses of another method, with the part of `Objective` that training uses. Only the discriminator learns."""

    def __init__(self) -> None:
        super().__init__()
        # Set here and not in the class, where it would hide the module that a method's losses set.
        self.discriminator: nn.Module | None = None

    @abstractmethod
    def generator(self, made: Made, hr: Tensor) -> tuple[Tensor, dict[str, Tensor]]:
        """The loss of the network, and its unweighted terms by name. hr: B×3×H×W."""

    def discriminate(self, sr: Tensor, hr: Tensor) -> Tensor:
        """The loss of the discriminator. No gradient flows into SR. sr, hr: B×3×H×W."""
        assert self.discriminator is not None
        self.discriminator.requires_grad_(True)
        return critic_loss(self.discriminator, sr, hr)
