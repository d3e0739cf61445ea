"""The loss by which a network learns to align earlier frames of a face."""

from torch import Tensor

from hime_core.network.burst import COLOURS
from training.losses.charbonnier import charbonnier


def alignment(aligned: Tensor, lr: Tensor) -> Tensor:
    """The distance of the present LR picture to the pictures of earlier frames after their alignment.

    aligned: B×P×C×H×W, whose first three channels are a picture. lr: B×3×H×W. Noise is new in each frame, so only the
    right motion makes the distance smaller.
    """
    pictures = aligned[:, :, :COLOURS]
    return charbonnier(pictures, lr.unsqueeze(1).expand_as(pictures))
