"""The plain convolution of the paper's Table 2: alignment that moves nothing."""

import torch
from torch import Tensor, nn

from hime_core.network.layers import zero_bias_


class ConvAlignment(nn.Module):
    """A 3×3 convolution in place of the deformable one; starts as "copy the reference"."""

    def __init__(self, width: int):
        super().__init__()
        self.kept_channels = width
        self.conv = nn.Conv2d(width, width, 3, padding=1)
        with torch.no_grad():
            nn.init.zeros_(self.conv.weight)
            self.conv.weight[:, :, 1, 1] = torch.eye(width)
        zero_bias_(self.conv)

    def keep(self, exemplar: Tensor, feature: Tensor) -> Tensor:
        """What is kept of an exemplar for alignment: here only its feature."""
        return feature

    def forward(self, kept: Tensor, lr_feature: Tensor, lr: Tensor) -> Tensor:
        """kept: N×C×H×W -> N×C×H×W. The LR input plays no part."""
        return self.conv(kept)
