"""The loss by which a network learns to align earlier frames of a face."""

from torch import Tensor

from hime_core.network.warp import warp
from training.losses.charbonnier import charbonnier


def alignment(flow: Tensor, noiseless: Tensor) -> Tensor:
    """The distance of the present LR picture to those of earlier frames after their alignment.

    flow: (B·P)×2×H×W, as `warp` wants it. noiseless: B×(1+P)×3×H×W, the present frame first. With noise the distance
    would teach wrong flows, since a picture that is read between its pixels has less noise.
    """
    past = noiseless[:, 1:]
    aligned = warp(past.flatten(0, 1), flow).view_as(past)
    return charbonnier(aligned, noiseless[:, :1].expand_as(past))
