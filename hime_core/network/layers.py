"""The layers of the extractors and the reconstructor."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from hime_core.network.rounding import RoundedConv2d, Rounding


def zero_bias_(convolution: nn.Conv2d) -> None:
    """Start a convolution's bias at zero."""
    assert convolution.bias is not None
    nn.init.zeros_(convolution.bias)


class ResidualBlock(nn.Module):
    """x + conv(relu(conv(x))), without normalisation. N×C×H×W -> N×C×H×W.

    rounded: x, and what both convolutions read and write, have 8 bits. inner: channels between the two convolutions;
    None: as many as x has.
    """

    def __init__(self, width: int, rounded: bool = False, inner: int | None = None):
        super().__init__()
        inner = inner or width
        self.before, self.between, self.after = (rounding(rounded) for _ in range(3))
        self.conv1 = convolution(rounded, width, inner, 3)
        self.conv2 = convolution(rounded, inner, width, 3)
        # A small second convolution makes a deep stack start near the identity.
        with torch.no_grad():
            self.conv2.weight.mul_(0.1)
        zero_bias_(self.conv2)

    def forward(self, x: Tensor) -> Tensor:
        x = self.before(x)
        return x + self.after(self.conv2(self.between(F.relu(self.conv1(x)))))


def residual_blocks(
    count: int, width: int, rounded: bool = False, inner: int | None = None, narrow: int | None = None
) -> nn.Sequential:
    """`count` residual blocks in a row. The first `narrow` of them have `inner` inner channels; None: all have."""
    narrow = count if narrow is None else narrow
    return nn.Sequential(*(ResidualBlock(width, rounded, inner if i < narrow else None) for i in range(count)))


def convolution(rounded: bool, inputs: int, outputs: int, side: int) -> nn.Conv2d:
    """A convolution of a side×side kernel that keeps the picture's size. rounded: its weights are rounded to 8 bits."""
    return (RoundedConv2d if rounded else nn.Conv2d)(inputs, outputs, side, padding=side // 2)


def rounding(rounded: bool) -> nn.Module:
    """A place at which a feature is rounded to 8 bits, or is not."""
    return Rounding() if rounded else nn.Identity()
