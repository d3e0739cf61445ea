"""The losses of TTSR (Yang et al. 2020, section 3.3)."""

from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional as F

from training.baselines.baseline import BaselineObjective, Made, Shape
from training.baselines.wgan import Critic, fooling_loss
from training.losses.perceptual import VggFeatures, load_vgg19
from training.settings.baselines import Ttsr

# VGG-19's relu5_1 has this place in torchvision's vgg19().features.
RELU5_1 = 29


class TtsrObjective(BaselineObjective):
    """The losses whose weight is not zero (Eq. 8). Those of pixels take pictures from -1 to 1, as published."""

    def __init__(self, shape: Shape, vgg_weights: Path | None):
        super().__init__()
        assert isinstance(shape.baseline, Ttsr)
        self.weights = shape.baseline
        self.vgg = VggFeatures(load_vgg19(vgg_weights), RELU5_1) if self.weights.perceptual else None
        self.discriminator = Critic() if self.weights.adversarial else None

    def generator(self, made: Made, hr: Tensor) -> tuple[Tensor, dict[str, Tensor]]:
        terms = {}
        if self.weights.reconstruction:
            terms["reconstruction"] = 2 * F.l1_loss(made.sr, hr)
        if self.vgg is not None:
            with torch.no_grad():
                wanted = self.vgg(hr)
            terms["perceptual"] = F.mse_loss(self.vgg(made.sr), wanted)
        if self.weights.transfer:
            levels = [F.mse_loss(made.beside[f"made_{i}"], made.beside[f"transferred_{i}"]) for i in range(3)]
            terms["transfer"] = torch.stack(levels).mean()
        if self.discriminator is not None:
            self.discriminator.requires_grad_(False)  # this loss trains the network, not the critic
            terms["adversarial"] = fooling_loss(self.discriminator, made.sr)
        total = torch.stack([getattr(self.weights, name) * term for name, term in terms.items()]).sum()
        return total, terms
