"""The plain convolution of the paper's Table 2. It takes the place of alignment, and moves nothing."""

import torch
from torch import Tensor, nn

from hime_core.network.layers import zero_bias_


class ConvAlignment(nn.Module):
    """A 3×3 convolution in place of the deformable one. It starts by copying the reference."""

    def __init__(self, width: int):
        super().__init__()
        self.kept_channels = width
        self.conv = nn.Conv2d(width, width, 3, padding=1)
        with torch.no_grad():
            nn.init.zeros_(self.conv.weight)
            self.conv.weight[:, :, 1, 1] = torch.eye(width)
        zero_bias_(self.conv)

    def keep(self, exemplar: Tensor, feature: Tensor) -> Tensor:
        """Returns what alignment needs of an exemplar: here this is only its feature."""
        return feature

    def forward(self, kept: Tensor, lr_feature: Tensor, lr: Tensor) -> Tensor:
        """kept: N×C×H×W -> F_refA, N×C×H×W. The LR input is not used."""
        return self.conv(kept)
