"""PSNR of RGB pictures. They are rounded to 8 bits, and no border is cut off."""

import torch
from torch import Tensor


def to_8bit(image: Tensor) -> Tensor:
    """The picture, clamped to 0 to 1 and rounded to multiples of 1/255."""
    return image.clamp(0, 1).mul_(255).round_().div_(255)


def psnr(a: Tensor, b: Tensor) -> Tensor:
    """The PSNR of each pair of pictures, N values in dB. a, b: N×3×H×W from 0 to 1. Equal pictures have 100 dB."""
    error = (to_8bit(a) - to_8bit(b)).square().mean((1, 2, 3))
    return -10 * torch.log10(error.clamp_min(1e-10))
