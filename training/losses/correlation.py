"""The correlation loss (paper section 4, Eq. 8 and 9).

It compares how alike a pixel and its neighbours are in SR and in HR.
"""

from collections.abc import Iterator
from typing import Any

import torch
from torch import Tensor, nn
from torch.autograd.function import once_differentiable
from torch.nn import functional as F


def correlation_map(image: Tensor, k: int, dilation: int = 1) -> Tensor:
    """The correlation map of N×C×H×W pictures (Eq. 8), N×k²×H×W.

    I is the image minus its channel means, zero outside the picture. With r = (k - 1)/2 and i, j = -r..r, channel
    (j + r)·k + (i + r) is cor(i, j, x, y) = <I(x, y), I(x - i·dilation, y - j·dilation)> / k². Raises ValueError
    unless k is odd and both are positive.
    """
    check_window(k, dilation)
    centred = centre(image)
    h, w = image.shape[2:]
    r = k // 2
    padded = F.pad(centred, (r * dilation,) * 4)
    starts = [(r - i) * dilation for i in range(-r, r + 1)]
    maps = [(centred * padded[..., y : y + h, x : x + w]).sum(1) for y in starts for x in starts]
    return torch.stack(maps, 1) / k**2


def correlation_loss(sr: Tensor, hr: Tensor, k: int, dilation: int = 1) -> Tensor:
    """The mean of |correlation_map(SR) - correlation_map(HR)| (Eq. 9 with L1), a scalar. SR and HR are N×C×H×W.

    The loss is the mean over all N·k²·H·W elements and not the sum, so that neither the pictures' size nor the batch
    size changes the balance with the other losses (Eq. 10). Eq. 8 divides by k² too. So with a larger k the values are
    smaller, and the same weight λ_cor counts less. Raises ValueError as `correlation_map` does.
    """
    check_window(k, dilation)
    distance: Tensor = _Distance.apply(centre(sr), centre(hr), k, dilation)
    return distance / (k**4 * hr.numel() / hr.shape[1])


class CorrelationLoss(nn.Module):
    """`correlation_loss` with a given window, as a module."""

    def __init__(self, k: int, dilation: int = 1):
        super().__init__()
        check_window(k, dilation)
        self.k, self.dilation = k, dilation

    def forward(self, sr: Tensor, hr: Tensor) -> Tensor:
        return correlation_loss(sr, hr, self.k, self.dilation)


def check_window(k: int, dilation: int) -> None:
    """Raise ValueError unless k is odd and positive, and the dilation is positive."""
    if k < 1 or k % 2 == 0 or dilation < 1:
        raise ValueError(f"k must be odd and positive and dilation positive, not {k} and {dilation}")


def centre(image: Tensor) -> Tensor:
    """Each picture's channels minus their means, N×C×H×W, contiguous."""
    return (image - image.mean((2, 3), keepdim=True)).contiguous()


class _Distance(torch.autograd.Function):
    """The sum of |products of SR - products of HR| over all displacements of the window. The maps are never built.

    The products of (i, j) and of (-i, -j) are the same numbers at shifted places, so one of the two is computed and
    counts twice. The forward pass adds up the gradient too, in place, so that nothing is kept for each displacement.
    """

    @staticmethod
    def forward(ctx: Any, sr: Tensor, hr: Tensor, k: int, dilation: int) -> Tensor:
        for_sr, for_hr = (
            torch.zeros_like(image) if needed else None
            for image, needed in zip((sr, hr), ctx.needs_input_grad[:2], strict=True)
        )
        total = sr.new_zeros(())
        for dy, dx in _half_window(k, dilation, sr.shape[2], sr.shape[3]):
            count = 1 if dy == dx == 0 else 2
            difference = _products(sr, dy, dx).sub_(_products(hr, dy, dx))
            total += count * difference.abs().sum()
            sign = difference.sign_().unsqueeze(1)
            for image, gradient, slope in ((sr, for_sr, count), (hr, for_hr, -count)):
                if gradient is not None:
                    pixels, neighbours = _pairs(image, dy, dx)
                    at_pixels, at_neighbours = _pairs(gradient, dy, dx)
                    at_pixels.addcmul_(sign, neighbours, value=slope)
                    at_neighbours.addcmul_(sign, pixels, value=slope)
        ctx.save_for_backward(for_sr, for_hr)
        return total

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, slope: Tensor) -> tuple[Tensor | None, Tensor | None, None, None]:
        for_sr, for_hr = ctx.saved_tensors
        return None if for_sr is None else slope * for_sr, None if for_hr is None else slope * for_hr, None, None


def _half_window(k: int, dilation: int, height: int, width: int) -> Iterator[tuple[int, int]]:
    """The displacements (dy, dx) of the window, pixels: one of each opposite pair.

    Displacements that always leave the picture are left out.
    """
    r = k // 2
    for j in range(r + 1):
        for i in range(-r if j else 0, r + 1):
            dy, dx = j * dilation, i * dilation
            if dy < height and abs(dx) < width:
                yield dy, dx


def _pairs(image: Tensor, dy: int, dx: int) -> tuple[Tensor, Tensor]:
    """Two views: the pixels whose neighbour at (dy, dx) lies in the picture, and these neighbours. dy is 0 or more."""
    h, w = image.shape[2:]
    pixels = image[..., : h - dy, max(0, -dx) : w - max(0, dx)]
    return pixels, image[..., dy:, max(0, dx) : w + min(0, dx)]


def _products(image: Tensor, dy: int, dx: int) -> Tensor:
    """The inner products of pixels and their neighbours over the channels, N×(H - dy)×(W - |dx|)."""
    pixels, neighbours = _pairs(image, dy, dx)
    return (pixels * neighbours).sum(1)
