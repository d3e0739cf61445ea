"""HR reconstruction (paper section 3.4), which is residual blocks and then one sub-pixel step, and the bicubic skip."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from hime_core.network.layers import residual_blocks, zero_bias_


def icnr_(weight: Tensor, scale: int) -> Tensor:
    """ICNR: give the s² convolution filters behind each output channel of a PixelShuffle the same start.

    The upsampling then starts without checkerboards. weight: (O·s²)×C×k×k; it is changed in place and returned.
    """
    out_channels = weight.shape[0] // scale**2
    base = torch.empty(out_channels, *weight.shape[1:])
    nn.init.kaiming_normal_(base)
    with torch.no_grad():
        return weight.copy_(0.1 * base.repeat_interleave(scale**2, dim=0))


def bicubic_taps(scale: int) -> Tensor:
    """Keys' cubic (a = -0.5) as a one-dimensional filter for each sub-pixel. Returns s×5; each row sums to one.

    Sub-pixel p lies in an LR pixel. Row p holds the weights of the LR pixels -2..2 around that LR pixel.
    """
    a = -0.5
    phase = (torch.arange(scale, dtype=torch.float64) + 0.5) / scale - 0.5  # sub-pixel centre, in LR pixels
    d = (torch.arange(-2, 3, dtype=torch.float64).view(1, 5) - phase.view(scale, 1)).abs()
    near = (a + 2) * d**3 - (a + 3) * d**2 + 1
    far = a * d**3 - 5 * a * d**2 + 8 * a * d - 4 * a
    taps = torch.where(d <= 1, near, torch.where(d < 2, far, torch.zeros_like(d)))
    return (taps / taps.sum(1, keepdim=True)).float()


class BicubicUpsample(nn.Module):
    """I_L ↑s: bicubic (a = -0.5, as MATLAB and Pillow) with replicated borders. N×3×H×W -> N×3×sH×sW.

    It is a fixed convolution and a PixelShuffle, so that every engine computes the same numbers.
    """

    kernel: Tensor

    def __init__(self, scale: int):
        super().__init__()
        taps = bicubic_taps(scale)
        kernel = torch.einsum("py,qx->pqyx", taps, taps).reshape(scale * scale, 1, 5, 5)
        self.register_buffer("kernel", kernel, persistent=False)
        self.shuffle = nn.PixelShuffle(scale)

    def forward(self, lr: Tensor) -> Tensor:
        n, c, h, w = lr.shape
        padded = F.pad(lr, (2, 2, 2, 2), mode="replicate").view(n * c, 1, h + 4, w + 4)
        up = self.shuffle(F.conv2d(padded, self.kernel))
        return up.view(n, c, up.shape[2], up.shape[3])


class Reconstructor(nn.Module):
    """R(F_f): k_r residual blocks at LR resolution, convolution to 3·s² channels, PixelShuffle.

    N×C×H×W -> N×3×sH×sW, which is added to the bicubic skip.
    """

    def __init__(
        self,
        width: int,
        blocks: int,
        scale: int,
        rounded: bool = False,
        inner: int | None = None,
        narrow: int | None = None,
    ):
        super().__init__()
        self.body = residual_blocks(blocks, width, rounded, inner, narrow)
        self.tail = nn.Conv2d(width, 3 * scale * scale, 3, padding=1)
        icnr_(self.tail.weight, scale)
        zero_bias_(self.tail)
        self.shuffle = nn.PixelShuffle(scale)

    def forward(self, fused: Tensor) -> Tensor:
        return self.shuffle(self.tail(self.body(fused)))
