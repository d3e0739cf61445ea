"""The relativistic average GAN losses (paper section 5.1, Eq. 12 to 14; Jolicoeur-Martineau 2018).

D_Ra(real, fake) = σ(C(real) - E[C(fake)]) (Eq. 13) is how much more real a picture is than the other kind is on
average. The two losses are the equations' sums as printed. Each has two terms and is not halved, so λ_adv (Eq. 10)
counts twice as much as where the average of the two terms is taken.

`mean` averages logits over the minibatch, inside D_Ra. Where processes share a minibatch, it must average over all of
them, and gradients must flow through it. The outer expectations are those of one process, since data-parallel training
averages the gradients.
"""

from collections.abc import Callable

import torch
from torch import Tensor
from torch.nn import functional as F

# A function that returns the mean of logits as a scalar.
Mean = Callable[[Tensor], Tensor]


def discriminator_loss(real_logits: Tensor, fake_logits: Tensor, mean: Mean = torch.mean) -> Tensor:
    """Eq. 14: -E_HR[log D_Ra(HR, SR)] - E_SR[log(1 - D_Ra(SR, HR))].

    real_logits, fake_logits: C(HR) and C(SR) of one minibatch, any shape. Returns a scalar, which is 2·log 2 where C
    cannot tell them apart.
    """
    real, fake = _relative(real_logits, fake_logits, mean)
    # -log σ(a) = softplus(-a) and -log(1 - σ(a)) = softplus(a): finite for every logit, as the logarithms are not.
    return F.softplus(-real).mean() + F.softplus(fake).mean()


def generator_loss(real_logits: Tensor, fake_logits: Tensor, mean: Mean = torch.mean) -> Tensor:
    """Eq. 12: -E_HR[log(1 - D_Ra(HR, SR))] - E_SR[log D_Ra(SR, HR)], the mirror image of Eq. 14.

    SR learns to look more real than HR does on average, and HR is to look less real than SR. The logits are those of
    `discriminator_loss`. The generator's gradient flows through both terms.
    """
    real, fake = _relative(real_logits, fake_logits, mean)
    return F.softplus(real).mean() + F.softplus(-fake).mean()


def _relative(real_logits: Tensor, fake_logits: Tensor, mean: Mean) -> tuple[Tensor, Tensor]:
    """The logits of D_Ra(HR, SR) and D_Ra(SR, HR)."""
    return real_logits - mean(fake_logits), fake_logits - mean(real_logits)
