"""SSIM of RGB pictures (Wang et al. 2004). It is the mean over all places whose whole window is in the picture."""

import torch
from torch import Tensor
from torch.nn import functional as F

from training.scoring.metrics.psnr import to_8bit

# SSIM's Gaussian window is this many pixels wide and high.
WINDOW = 11
# SSIM's Gaussian window has a deviation of this many pixels.
SIGMA = 1.5
# SSIM's constant C1 keeps the comparison of means from dividing by zero; levels go from 0 to 1.
C1 = 0.01**2
# SSIM's constant C2 keeps the comparison of variances from dividing by zero; levels go from 0 to 1.
C2 = 0.03**2


def ssim(a: Tensor, b: Tensor) -> Tensor:
    """The SSIM of each pair of 8-bit-rounded pictures, N values. a, b: N×3×H×W from 0 to 1, H and W at least 11."""
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
