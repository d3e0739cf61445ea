"""Sums the losses that training minimises (paper Eq. 10), for the network and for the discriminator."""

from pathlib import Path

import torch
from torch import Tensor, nn

from training.fitting.distributed import mean_over_all
from training.losses.adversarial import discriminator_loss, generator_loss
from training.losses.charbonnier import charbonnier
from training.losses.correlation import correlation_loss
from training.losses.discriminator import Discriminator
from training.losses.perceptual import PerceptualLoss, VggFeatures, load_vgg19
from training.settings.config import Losses


class Objective(nn.Module):
    """The losses whose weight is not zero, and the discriminator. Only the discriminator learns.

    vgg_weights: the file of the perceptual loss's weights; None: the file in torch.hub's folder.
    """

    def __init__(self, losses: Losses, vgg_weights: Path | None = None):
        super().__init__()
        self.losses = losses
        self.perceptual = PerceptualLoss(VggFeatures(load_vgg19(vgg_weights))) if losses.perceptual else None
        self.discriminator = Discriminator() if losses.adversarial else None

    def generator(self, sr: Tensor, hr: Tensor, taught: Tensor | None = None) -> tuple[Tensor, dict[str, Tensor]]:
        """Eq. 10 for SR and HR, N×3×H×W each in 0 to 1. Returns the loss, and its unweighted terms by name.

        taught: the teacher's SR, of the same shape, if there is a teacher.
        """
        w, terms = self.losses, {}
        if w.reconstruction:
            terms["reconstruction"] = charbonnier(sr, hr)
        if taught is not None:
            terms["teacher"] = charbonnier(sr, taught)
        if w.correlation:
            terms["correlation"] = correlation_loss(sr, hr, w.correlation_window, w.correlation_dilation)
        if self.perceptual is not None:
            terms["perceptual"] = self.perceptual(sr, hr)
        if self.discriminator is not None:
            self.discriminator.requires_grad_(False)  # this loss trains the network, not the discriminator
            terms["adversarial"] = generator_loss(*self._logits(sr, hr), mean_over_all)
        total = torch.stack([getattr(w, name) * term for name, term in terms.items()]).sum()
        return total, terms

    def discriminate(self, sr: Tensor, hr: Tensor) -> Tensor:
        """The discriminator's loss (Eq. 14) for SR and HR, N×3×H×W each in 0 to 1. No gradient flows into SR."""
        assert self.discriminator is not None
        self.discriminator.requires_grad_(True)
        return discriminator_loss(*self._logits(sr.detach(), hr), mean_over_all)

    def _logits(self, sr: Tensor, hr: Tensor) -> tuple[Tensor, Tensor]:
        """C(HR) and C(SR).

        They have SR's type also under autocast, since the losses are small differences of these logits.
        """
        assert self.discriminator is not None
        return self.discriminator(hr).to(sr.dtype), self.discriminator(sr).to(sr.dtype)
