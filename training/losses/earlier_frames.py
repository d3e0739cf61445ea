"""The losses by which a network learns what earlier frames of a face know."""

from torch import Tensor
from torch.nn import functional as F

from hime_core.network.burst import COLOURS
from training.losses.charbonnier import charbonnier


def alignment(aligned: Tensor, lr: Tensor) -> Tensor:
    """The distance of the present LR picture to the pictures of earlier frames after their alignment.

    aligned: B×P×C×H×W, whose first three channels are a picture. lr: B×3×H×W. Noise is new in each frame, so only the
    right motion makes the distance smaller.
    """
    pictures = aligned[:, :, :COLOURS]
    return charbonnier(pictures, lr.unsqueeze(1).expand_as(pictures))


def cleaned(lr: Tensor, hr: Tensor) -> Tensor:
    """The distance of an LR picture, B×3×h×w, to HR, B×3×H×W, reduced by antialiased bicubic."""
    return charbonnier(lr, F.interpolate(hr, lr.shape[2:], mode="bicubic", antialias=True))
