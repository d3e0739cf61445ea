"""Reference Feature Alignment, small (paper section 3.2, Fig. 3a): deformable sampling without optical flow."""

from collections import OrderedDict
from collections.abc import Callable

import torch
from torch import Tensor, nn
from torch.nn import functional as F
from torchvision.ops import deform_conv2d

from hime_core.network.layers import convolution, rounding, zero_bias_

# A 3×3 deformable kernel has this many taps.
TAPS = 9
# An offset is at most this many LR pixels. Deformable alignment is known to collapse if offsets are unbounded.
MAX_OFFSET = 10.0

# A deformable convolution takes x, the offset, the mask, the weight and the bias.
Convolution = Callable[[Tensor, Tensor, Tensor, Tensor, Tensor], Tensor]


def deform_conv2d_by_sampling(x: Tensor, offset: Tensor, mask: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    """A 3×3 modulated deformable convolution, written as one `grid_sample` and one matrix product.

    It equals `torchvision.ops.deform_conv2d` with padding 1 (zeros outside). Engines for GPUs that have no deformable
    convolution have these two.

    x: N×C×H×W. offset: N×18×H×W, a pair (dy, dx) for each tap, in pixels. mask: N×9×H×W.
    weight: O×C×3×3. bias: O. All are float32: a bfloat16 position would be a quarter of a pixel off. Returns N×O×H×W.
    """
    n, c, h, w = x.shape
    rows = torch.arange(h, dtype=x.dtype, device=x.device).view(1, 1, h, 1)
    columns = torch.arange(w, dtype=x.dtype, device=x.device).view(1, 1, 1, w)
    taps = torch.arange(-1, 2, dtype=x.dtype, device=x.device)
    tap_dy = taps.repeat_interleave(3).view(1, TAPS, 1, 1)
    tap_dx = taps.repeat(3).view(1, TAPS, 1, 1)
    dy, dx = offset.view(n, TAPS, 2, h, w).unbind(2)
    y, x_position = rows + tap_dy + dy, columns + tap_dx + dx  # N×9×H×W
    # grid_sample wants (x, y) with -1 and 1 at the outer edges of the border pixels.
    grid = torch.stack(((2 * x_position + 1) / w - 1, (2 * y + 1) / h - 1), dim=-1)
    sampled = F.grid_sample(x, grid.view(n, TAPS * h, w, 2), align_corners=False)  # N×C×9H×W
    sampled = sampled.reshape(n, c, TAPS, h * w) * mask.view(n, 1, TAPS, h * w)
    out = weight.reshape(-1, c * TAPS) @ sampled.reshape(n, c * TAPS, h * w)
    return out.view(n, -1, h, w) + bias.view(1, -1, 1, 1)


def deform_conv2d_by_bags(x: Tensor, offset: Tensor, mask: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    """The same as `deform_conv2d_by_sampling`, written as one `embedding_bag` and one matrix product.

    Each sampled value is a bag of four weighted pixels. This is the fastest form on a CPU, forward and backward:
    `grid_sample` and torchvision's operation take several times as long to go backward.
    """
    n, c, h, w = x.shape
    taps = torch.arange(TAPS).view(1, TAPS, 1, 1)
    dy, dx = offset.view(n, TAPS, 2, h, w).unbind(2)
    rows, row_shares = _neighbours(torch.arange(h).view(1, 1, h, 1) + taps // 3 - 1 + dy, h)
    columns, column_shares = _neighbours(torch.arange(w).view(1, 1, 1, w) + taps % 3 - 1 + dx, w)
    first_pixel = torch.arange(n).view(n, 1, 1, 1, 1) * (h * w)
    pixels = (first_pixel + rows * w).unsqueeze(-1) + columns.unsqueeze(-2)  # N×9×H×W×2×2
    shares = (row_shares * mask.unsqueeze(-1)).unsqueeze(-1) * column_shares.unsqueeze(-2)
    bags, bag_shares = (values.permute(0, 2, 3, 1, 4, 5).reshape(-1, 4) for values in (pixels, shares))
    table = x.permute(0, 2, 3, 1).reshape(n * h * w, c)
    sampled = F.embedding_bag(bags, table, per_sample_weights=bag_shares, mode="sum")
    out = torch.addmm(bias, sampled.view(n * h * w, TAPS * c), weight.permute(2, 3, 1, 0).reshape(TAPS * c, -1))
    return out.view(n, h, w, -1).permute(0, 3, 1, 2)


def _neighbours(position: Tensor, size: int) -> tuple[Tensor, Tensor]:
    """The two whole positions around each position, and the share of each, ...×2. Outside the picture shares are 0."""
    below = position.floor()
    share = position - below
    whole = torch.stack((below, below + 1), -1).long()
    shares = torch.stack((1 - share, share), -1) * ((whole >= 0) & (whole < size))
    return whole.clamp(0, size - 1), shares


class Rfa(nn.Module):
    """Deformable alignment of HIME small (Eq. 3 and 4 without flow): reference feature -> F_refA.

    Offsets are bounded to ±10 LR pixels. At the start of training offsets are zero and the deformable weight is the
    identity, so that the alignment copies the reference.
    """

    def __init__(self, width: int, rounded: bool = False, sampled: int | None = None):
        """rounded: the layers that find the offsets and the mask compute in 8 bits.

        sampled: so many channels, which a 1×1 convolution makes of the reference, are sampled; None: the reference is.
        """
        super().__init__()
        self.kept_channels = width
        self.always_by_sampling = False  # true for graphs of engines that have no deformable convolution
        self.offset_hidden = nn.Sequential(
            OrderedDict(
                {
                    "before": rounding(rounded),
                    "0": convolution(rounded, 2 * width, width, 1),
                    "1": nn.ReLU(),
                    "between": rounding(rounded),
                    "2": convolution(rounded, width, width, 3),
                    "3": nn.ReLU(),
                    "after": rounding(rounded),
                }
            )
        )
        self.offset = convolution(rounded, width, 3 * TAPS, 3)
        self.found = rounding(rounded)
        self.fewer = nn.Conv2d(width, sampled, 1, bias=False) if sampled else nn.Identity()
        self.weight = nn.Parameter(torch.zeros(width, sampled or width, 3, 3))
        self.bias = nn.Parameter(torch.zeros(width))
        with torch.no_grad():
            nn.init.zeros_(self.offset.weight)
            if isinstance(self.fewer, nn.Conv2d):  # then this is as near to a copy as so few channels can be
                nn.init.orthogonal_(self.fewer.weight)
                self.weight[:, :, 1, 1] = self.fewer.weight[:, :, 0, 0].T
            else:
                self.weight[:, :, 1, 1] = torch.eye(width)
        zero_bias_(self.offset)

    def keep(self, exemplar: Tensor, feature: Tensor) -> Tensor:
        """Returns what alignment needs of an exemplar: here this is only its feature."""
        return feature

    def forward(self, kept: Tensor, lr_feature: Tensor, lr: Tensor) -> Tensor:
        """kept and lr_feature: N×C×H×W. Returns F_refA, N×C×H×W."""
        return self.sample(kept, *self.offsets(kept, lr_feature))

    def offsets(self, reference: Tensor, lr_feature: Tensor) -> tuple[Tensor, Tensor]:
        """Returns Δp = g([reference, F_L]) (Eq. 3), N×18×H×W, pairs (dy, dx), and the mask N×9×H×W, 0..2."""
        out = self.found(self.offset(self.offset_hidden(torch.cat((reference, lr_feature), dim=1))))
        offset = MAX_OFFSET * torch.tanh(out[:, : 2 * TAPS] / MAX_OFFSET)
        return offset, 2 * torch.sigmoid(out[:, 2 * TAPS :])  # 1 at the start, which leaves the reference as it is

    def sample(self, reference: Tensor, offset: Tensor, mask: Tensor) -> Tensor:
        """Returns DConv(F_ref, Φ) (Eq. 4), computed in the way that is fastest on this device."""
        reference = self.fewer(reference)
        if self.always_by_sampling:
            return self._in_float32(deform_conv2d_by_sampling, reference, offset, mask).to(reference.dtype)
        # torchvision's deformable convolution has no bfloat16 on a CPU.
        learns = reference.requires_grad or offset.requires_grad
        if reference.device.type == "cpu" and (learns or reference.dtype == torch.bfloat16):
            with torch.autocast("cpu", enabled=False):
                return self._in_float32(deform_conv2d_by_bags, reference, offset, mask)
        # An exporter, which traces what is computed here, is never in inference mode.
        if reference.device.type == "cpu" and torch.is_inference_mode_enabled():
            return deform_conv2d_by_bags(reference, offset, mask, self.weight, self.bias)
        if self.weight.dtype == torch.float16:
            offset = offset.half()  # an offset with flow in it is float32
        return deform_conv2d(reference, offset, self.weight, self.bias, padding=1, mask=mask)

    def _in_float32(self, convolution: Convolution, reference: Tensor, offset: Tensor, mask: Tensor) -> Tensor:
        """A way to compute the deformable convolution, in float32 for arguments of any type."""
        weight, bias = self.weight.float(), self.bias.float()
        return convolution(reference.float(), offset.float(), mask.float(), weight, bias)
