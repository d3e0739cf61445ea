"""The loss by which a network learns that wrong references must change nothing."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import torch
from torch import Tensor

from hime_core.network import Hime
from training.losses.charbonnier import charbonnier

# A function of network, LR and exemplars, which returns what the network adds to the bicubic skip.
Residual = Callable[[Hime, Tensor, Tensor], Tensor]
# Nobody sees a difference of this size, on a scale of 0 to 1. Below it the loss pulls less and less: a full pull at
# differences that do not matter would tear the network apart.
UNSEEN_DIFFERENCE = 1 / 255


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
    """How far SR is from what the network makes without references, in the samples whose references are all wrong.

    It is a mean over the elements of the whole batch; samples with a right reference count as zero. HR is not asked:
    against it, what a stranger adds would be lost among all the detail that no network can know.

    network, predict, lr, sr, exemplars: the network, how it is called, its input and its output. wrong: B, whether all
    references of a sample are wrong. whole: compute all samples and count the wrong ones, so that shapes stay the same
    and the program does not wait for a GPU; else compute the wrong ones alone, which is less work.
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
        return charbonnier(sr, without, UNSEEN_DIFFERENCE) * wrong.float().mean()
    apart = ((without - sr).square() + UNSEEN_DIFFERENCE**2).sqrt().mean((1, 2, 3))
    return (apart * wrong).mean()
