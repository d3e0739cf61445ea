"""The loss by which a network learns to align earlier frames to the present one."""

from torch import Tensor

from hime_core.network.burst import COLOURS
from training.losses.charbonnier import charbonnier


def alignment(aligned: Tensor, lr: Tensor) -> Tensor:
    """The distance of the present LR picture to the pictures of earlier frames after their alignment.

    aligned: B×P×M×H×W, memories of earlier frames as the present one would have them; the first channels of a memory
    are its LR picture. lr: B×3×H×W. Noise is new in each frame, so only the motion can make the distance smaller.
    """
    pictures = aligned[:, :, :COLOURS]
    return charbonnier(pictures, lr.unsqueeze(1).expand_as(pictures))
