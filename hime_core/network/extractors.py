"""The two feature extractors (paper section 3.1), for the LR input and for HR exemplars."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from hime_core.network.layers import residual_blocks, zero_bias_


class LrExtractor(nn.Module):
    """F_L from the LR input: convolution and k_l residual blocks. N×3×H×W -> N×C×H×W."""

    def __init__(self, width: int, blocks: int, rounded: bool = False, inner: int | None = None):
        super().__init__()
        self.head = nn.Conv2d(3, width, 3, padding=1)
        self.body = residual_blocks(blocks, width, rounded, inner)

    def forward(self, lr: Tensor) -> Tensor:
        return self.body(F.relu(self.head(lr)))


class HrExtractor(nn.Module):
    """F_ref from an HR exemplar, at the LR resolution.

    RGB -> one channel, because the colour of an exemplar is not needed -> space-to-depth by the scale, which keeps all
    detail -> convolution and k_h residual blocks. N×3×sH×sW -> N×C×H×W.
    """

    def __init__(self, width: int, blocks: int, scale: int):
        super().__init__()
        self.mono = nn.Conv2d(3, 1, 1)
        with torch.no_grad():
            # The mixture starts as luma (BT.601), so that its sign and range are sensible from the first step.
            self.mono.weight.copy_(torch.tensor([0.299, 0.587, 0.114]).view(1, 3, 1, 1))
        zero_bias_(self.mono)
        self.space_to_depth = nn.PixelUnshuffle(scale)
        self.head = nn.Conv2d(scale * scale, width, 3, padding=1)
        self.body = residual_blocks(blocks, width)

    def forward(self, exemplar: Tensor) -> Tensor:
        return self.body(F.relu(self.head(self.space_to_depth(self.mono(exemplar)))))
