"""The relativistic average GAN losses (paper section 5.1, Eq. 12 to 14; Jolicoeur-Martineau 2018).

D_Ra(real, fake) = σ(C(real) - E[C(fake)]) (Eq. 13) says how much more real a picture looks than pictures of the other
kind do on average. The two losses are the equations' sums as printed. Each loss has two terms and is not halved. So
λ_adv (Eq. 10) counts twice as much as in code that takes the average of the two terms.

`mean` averages logits over the minibatch, inside D_Ra. If several processes share a minibatch, `mean` must average over
all of them, and gradients must flow through it. The outer expectations are taken in one process, since data-parallel
training averages the gradients.
"""

from collections.abc import Callable

import torch
from torch import Tensor
from torch.nn import functional as F

# This function takes logits, and returns their mean as a scalar.
Mean = Callable[[Tensor], Tensor]


def discriminator_loss(real_logits: Tensor, fake_logits: Tensor, mean: Mean = torch.mean) -> Tensor:
    """Eq. 14: -E_HR[log D_Ra(HR, SR)] - E_SR[log(1 - D_Ra(SR, HR))].

    real_logits, fake_logits: C(HR) and C(SR) of one minibatch, any shape. Returns a scalar, which is 2·log 2 if C
    cannot tell HR from SR.
    """
    real, fake = _relative(real_logits, fake_logits, mean)
    # -log σ(a) = softplus(-a) and -log(1 - σ(a)) = softplus(a): softplus is finite for every logit, and the logarithms
    # are not.
    return F.softplus(-real).mean() + F.softplus(fake).mean()


def generator_loss(real_logits: Tensor, fake_logits: Tensor, mean: Mean = torch.mean) -> Tensor:
    """Eq. 12: -E_HR[log(1 - D_Ra(HR, SR))] - E_SR[log D_Ra(SR, HR)], the mirror image of Eq. 14.

    The generator learns to make SR look more real than HR does on average, and HR less real than SR. The logits are the
    same as in `discriminator_loss`. The generator's gradient flows through both terms.
    """
    real, fake = _relative(real_logits, fake_logits, mean)
    return F.softplus(real).mean() + F.softplus(-fake).mean()


def _relative(real_logits: Tensor, fake_logits: Tensor, mean: Mean) -> tuple[Tensor, Tensor]:
    """The logits of D_Ra(HR, SR) and D_Ra(SR, HR)."""
    return real_logits - mean(fake_logits), fake_logits - mean(real_logits)
