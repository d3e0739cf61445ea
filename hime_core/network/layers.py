"""The layers of the extractors and the reconstructor."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F


def zero_bias_(convolution: nn.Conv2d) -> None:
    """Start a convolution's bias at zero."""
    assert convolution.bias is not None
    nn.init.zeros_(convolution.bias)


class ResidualBlock(nn.Module):
    """x + conv(relu(conv(x))), without normalisation. N×C×H×W -> N×C×H×W."""

    def __init__(self, width: int):
        super().__init__()
        self.conv1 = nn.Conv2d(width, width, 3, padding=1)
        self.conv2 = nn.Conv2d(width, width, 3, padding=1)
        # A small second convolution makes a deep stack start near the identity.
        with torch.no_grad():
            self.conv2.weight.mul_(0.1)
        zero_bias_(self.conv2)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.conv2(F.relu(self.conv1(x)))


def residual_blocks(count: int, width: int) -> nn.Sequential:
    """`count` residual blocks in a row."""
    return nn.Sequential(*(ResidualBlock(width) for _ in range(count)))
