"""SSIM on RGB (Wang et al. 2004): 11×11 Gaussian window, σ = 1.5, valid region, mean per image."""

import torch
from torch import Tensor
from torch.nn import functional as F

from training.scoring.metrics.psnr import to_8bit

WINDOW, SIGMA = 11, 1.5
C1, C2 = 0.01**2, 0.03**2


def ssim(a: Tensor, b: Tensor) -> Tensor:
    """N×3×H×W in 0..1, twice, H and W >= 11 -> N values, of the 8-bit-rounded images."""
    a, b = to_8bit(a).double(), to_8bit(b).double()
    x = torch.arange(WINDOW, dtype=a.dtype, device=a.device) - WINDOW // 2
    g = torch.exp(-x.square() / (2 * SIGMA**2))
    g = g / g.sum()

    def blur(image: Tensor) -> Tensor:
        n, c, h, w = image.shape
        flat = image.reshape(n * c, 1, h, w)
        out = F.conv2d(F.conv2d(flat, g.view(1, 1, -1, 1)), g.view(1, 1, 1, -1))
        return out.view(n, c, out.shape[2], out.shape[3])

    mean_a, mean_b = blur(a), blur(b)
    var_a, var_b = blur(a * a) - mean_a**2, blur(b * b) - mean_b**2
    covariance = blur(a * b) - mean_a * mean_b
    luminance = (2 * mean_a * mean_b + C1) / (mean_a**2 + mean_b**2 + C1)
    structure = (2 * covariance + C2) / (var_a + var_b + C2)
    return (luminance * structure).mean((1, 2, 3))
