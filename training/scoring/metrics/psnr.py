"""PSNR on RGB, no border crop, images rounded to 8 bits."""

import torch
from torch import Tensor


def to_8bit(image: Tensor) -> Tensor:
    """Clamp to 0..1 and round to multiples of 1/255."""
    return (image.clamp(0, 1) * 255).round() / 255


def psnr(a: Tensor, b: Tensor) -> Tensor:
    """N×3×H×W in 0..1, twice -> N values in dB, of the 8-bit-rounded images. Equal images read 100 dB."""
    error = (to_8bit(a) - to_8bit(b)).square().mean((1, 2, 3))
    return -10 * torch.log10(error.clamp_min(1e-10))
