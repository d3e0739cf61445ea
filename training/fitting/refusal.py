"""The loss that asks wrong references to change nothing."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import torch
from torch import Tensor

from hime_core.network import Hime
from training.losses.charbonnier import charbonnier

# What a network adds to the bicubic skip: network, LR, exemplars -> residual.
Residual = Callable[[Hime, Tensor, Tensor], Tensor]
# A difference of this size, on a scale of 0 to 1, is seen by nobody; below it the loss pulls ever less, since a full
# pull would tear the network apart.
REFUSED = 1 / 255


def refusal(
    network: Hime,
    predict: Residual,
    lr: Tensor,
    sr: Tensor,
    exemplars: Tensor,
    wrong: Tensor,
    autocast: AbstractContextManager[None],
    *,
    whole: bool,
) -> Tensor:
    """How far SR is from what the network makes without references, where all of them are wrong; its mean over the
    elements of the whole batch. Against HR, what a stranger adds drowns in all that no network can know.

    whole: make that for all samples and count those; so shapes stay the same, and no GPU has to tell who is wrong. Else
    for those alone: less work.
    """
    if not exemplars.shape[1] or not (whole or wrong.any()):
        return sr.new_zeros(())
    if not whole:
        lr, sr, exemplars = lr[wrong], sr[wrong], exemplars[wrong]
    with torch.no_grad():
        with autocast:
            added = predict(network, lr, exemplars[:, :0])
        without = network.upsample(lr) + added.float()
    if not whole:
        return charbonnier(sr, without, REFUSED) * wrong.float().mean()
    apart = ((without - sr).square() + REFUSED**2).sqrt().mean((1, 2, 3))
    return (apart * wrong).mean()
