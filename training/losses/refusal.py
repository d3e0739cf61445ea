"""The loss by which a network learns that wrong references must change nothing."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import torch
from torch import Tensor

from hime_core.network import Hime
from training.losses.charbonnier import charbonnier

# This function takes network, LR and exemplars, and returns what the network adds to the bicubic skip.
Residual = Callable[[Hime, Tensor, Tensor], Tensor]
# Nobody sees a difference of this size, on a scale of 0 to 1. The gradient of smaller differences shrinks to zero. A
# full gradient for differences that do not matter would harm the network.
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
    """The distance of SR to the picture that the network makes without references, if all references are wrong.

    The loss is a mean over the elements of the whole batch. Samples with a right reference count as zero. SR is not
    compared with HR here: the details that a stranger's reference adds would hardly change the distance to HR, which
    has many more details that no network can know.

    network, predict, lr, sr, exemplars: the network, how it is called, its input and its output. wrong: B, whether all
    references of a sample are wrong. whole: all samples are computed and only the wrong ones count, so that shapes stay
    the same and the program does not wait for a GPU. Else only the wrong ones are computed, which is less work.
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
