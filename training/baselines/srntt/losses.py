"""The losses of SRNTT (Zhang et al. 2019), as the authors' code computes them.

Two things are otherwise. The textures are weighted by the similarity itself, as in the paper; the code takes
sigmoid(0.65 - 20·S), which is smaller for similar textures. The critic is TTSR's, which has no batch norm.
"""

from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional as F

from training.baselines.baseline import BaselineObjective, Made, Shape
from training.baselines.wgan import Critic, fooling_loss
from training.losses.perceptual import VggFeatures, load_vgg19
from training.settings.baselines import Srntt

# VGG-19's relu5_1 has this place in torchvision's vgg19().features.
RELU5_1 = 29
# The texture loss compares the features relu1_1, relu2_1 and relu3_1.
LEVELS = (1, 2, 3)


class SrnttObjective(BaselineObjective):
    """The losses whose weight is not zero. Only the discriminator learns.

    The weights hold for pictures from -1 to 1, so that distances of pictures count twice.
    """

    def __init__(self, shape: Shape, vgg_weights: Path | None):
        super().__init__()
        assert isinstance(shape.baseline, Srntt)
        self.weights = shape.baseline
        self.vgg = VggFeatures(load_vgg19(vgg_weights), RELU5_1) if self.weights.perceptual else None
        self.discriminator = Critic() if self.weights.adversarial else None

    def generator(self, made: Made, hr: Tensor) -> tuple[Tensor, dict[str, Tensor]]:
        w, terms = self.weights, {}
        if w.reconstruction:
            terms["reconstruction"] = 2 * F.l1_loss(made.sr, hr)
        if w.back_projection:
            terms["back_projection"] = 2 * back_projection_loss(made.sr, made.beside["lr"])
        if self.vgg is not None:
            with torch.no_grad():
                wanted = self.vgg(hr)
            terms["perceptual"] = F.mse_loss(self.vgg(made.sr), wanted)
        if w.texture:
            pairs = [(made.beside[f"own{level}"], made.beside[f"swapped{level}"]) for level in LEVELS]
            losses = [texture_loss(own, swapped, made.beside["similarity"]) for own, swapped in pairs]
            terms["texture"] = torch.stack(losses).mean()
        if self.discriminator is not None:
            self.discriminator.requires_grad_(False)  # this loss trains the network, not the critic
            terms["adversarial"] = fooling_loss(self.discriminator, made.sr)
        return torch.stack([getattr(w, name) * term for name, term in terms.items()]).sum(), terms


def back_projection_loss(sr: Tensor, lr: Tensor) -> Tensor:
    """The mean over elements of |SR↓ - LR|, a scalar. ↓ is antialiased bicubic. sr: N×3×H×W. lr: N×3×h×w."""
    return F.l1_loss(F.interpolate(sr, lr.shape[2:], mode="bicubic", antialias=True), lr)


@torch.autocast("cuda", enabled=False)
@torch.autocast("cpu", enabled=False)
def texture_loss(own: Tensor, swapped: Tensor, similarity: Tensor) -> Tensor:
    """The mean over elements of (Gr(φ·S) - Gr(M·S))² / 4, a scalar.

    Gr(F) = F·Fᵀ / (C·H·W) is the Gram matrix of C channels. S is how similar the found patches are, so that textures
    that do not belong to the picture count less.

    own, swapped: φ and M, N×C×H×W. similarity: of each patch, N×1×(h-2)×(w-2), for h×w cells.
    """
    of_cells = F.pad(similarity, (1, 1, 1, 1), mode="replicate")
    s = F.interpolate(of_cells, own.shape[2:], mode="bicubic", align_corners=False)
    return (gram(own.float() * s) - gram(swapped * s)).square().mean() / 4


def gram(feature: Tensor) -> Tensor:
    """The Gram matrix over the size of the feature. N×C×H×W -> N×C×C."""
    flat = feature.flatten(2)
    return flat @ flat.mT / flat[0].numel()
