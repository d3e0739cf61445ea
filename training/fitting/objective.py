"""What training minimises (paper Eq. 10): the generator's losses, and the discriminator's own."""

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
    """The weighted sum of the terms whose weight is not zero. Only the discriminator in it learns.

    generator: (SR, HR) -> (loss, its terms by name). discriminate: (SR, HR) -> the discriminator's loss.
    """

    def __init__(self, losses: Losses):
        super().__init__()
        self.losses = losses
        self.perceptual = PerceptualLoss(VggFeatures(load_vgg19())) if losses.perceptual else None
        self.discriminator = Discriminator() if losses.adversarial else None

    def generator(self, sr: Tensor, hr: Tensor) -> tuple[Tensor, dict[str, Tensor]]:
        """SR and HR, N×3×H×W -> Eq. 10 and its unweighted terms."""
        w, terms = self.losses, {}
        if w.reconstruction:
            terms["reconstruction"] = charbonnier(sr, hr)
        if w.correlation:
            terms["correlation"] = correlation_loss(sr, hr, w.correlation_window, w.correlation_dilation)
        if self.perceptual is not None:
            terms["perceptual"] = self.perceptual(sr, hr)
        if self.discriminator is not None:
            self.discriminator.requires_grad_(False)  # the picture is to change here, not its judge
            terms["adversarial"] = generator_loss(*self._logits(sr, hr), mean_over_all)
        total = torch.stack([getattr(w, name) * term for name, term in terms.items()]).sum()
        return total, terms

    def discriminate(self, sr: Tensor, hr: Tensor) -> Tensor:
        """Eq. 14 for a finished SR."""
        assert self.discriminator is not None
        self.discriminator.requires_grad_(True)
        return discriminator_loss(*self._logits(sr.detach(), hr), mean_over_all)

    def _logits(self, sr: Tensor, hr: Tensor) -> tuple[Tensor, Tensor]:
        """C(HR) and C(SR), in SR's own type also under autocast: the losses are made of their small differences."""
        assert self.discriminator is not None
        return self.discriminator(hr).to(sr.dtype), self.discriminator(sr).to(sr.dtype)
