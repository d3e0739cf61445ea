"""SSIM of RGB pictures (Wang et al. 2004). It is the mean over all places whose whole window is in the picture."""

from functools import lru_cache

import torch
from torch import Tensor

from training.scoring.metrics.psnr import to_8bit

# SSIM's Gaussian window is this many pixels wide and high.
WINDOW = 11
# SSIM's Gaussian window has a deviation of this many pixels.
SIGMA = 1.5
# SSIM's constant C1 keeps the comparison of means from dividing by zero; levels go from 0 to 1.
C1 = 0.01**2
# SSIM's constant C2 keeps the comparison of variances from dividing by zero; levels go from 0 to 1.
C2 = 0.03**2
# The window is applied to so many rows at once.
ROWS_AT_ONCE = 32


def ssim(a: Tensor, b: Tensor) -> Tensor:
    """The SSIM of each pair of 8-bit-rounded pictures, N values. a, b: N×3×H×W from 0 to 1, H and W at least 11.

    A CPU computes in float32, which agrees with float64 to 1e-6. A GPU computes in float64, since torch may let it
    multiply float32 with ten bits.
    """
    return torch.cat([_of_pair(to_8bit(x), to_8bit(y)) for x, y in zip(a.split(1), b.split(1), strict=True)])


def _of_pair(a: Tensor, b: Tensor) -> Tensor:
    """The SSIM of two 8-bit pictures, 1×3×H×W each. So few numbers at once stay in a CPU's cache.

    With d = a - b, the product of SSIM's two terms is
    (1 - mean_d² / (mean_a² + mean_b² + C1)) · (1 - var_d / (var_a + var_b + C2)).
    Here nothing small is the difference of two large numbers, as the covariance would be. So float32 is enough.
    """
    kind = torch.float32 if a.device.type == "cpu" else torch.float64
    a, b = a.to(kind), b.to(kind)
    a, b = a - 0.5, b - 0.5  # numbers around zero have small squares, which round less
    blurred = _blur(torch.cat((a, b, a.square() + b.square(), (a - b).square())))
    mean_a, mean_b, squares, squares_d = blurred.split(1)
    squared_mean_d = (mean_a - mean_b).square()
    luminance = 1 - squared_mean_d / ((mean_a + 0.5).square() + (mean_b + 0.5).square() + C1)
    structure = 1 - (squares_d - squared_mean_d) / (squares - mean_a.square() - mean_b.square() + C2)
    return (luminance * structure).mean((1, 2, 3), dtype=torch.float64)


def _blur(image: Tensor) -> Tensor:
    """A picture blurred by SSIM's window, N×3×H×W -> N×3×(H-10)×(W-10).

    On a CPU matrix products are much faster here than convolutions of one channel.
    """
    for _ in range(2):  # down, turn, down again and turn back
        places = range(0, image.shape[2] - WINDOW + 1, ROWS_AT_ONCE)
        strips = [image[:, :, start : start + ROWS_AT_ONCE + WINDOW - 1] for start in places]
        blurred = [_window(strip.shape[2], image.dtype, image.device) @ strip for strip in strips]
        image = torch.cat(blurred, dim=2).transpose(2, 3)
    return image


@lru_cache
def _window(rows: int, kind: torch.dtype, device: torch.device) -> Tensor:
    """A matrix that blurs a column of `rows` values by SSIM's window, (rows - 10)×rows."""
    offset = torch.arange(rows, device=device) - torch.arange(rows - WINDOW + 1, device=device).unsqueeze(1)
    distance = (offset - WINDOW // 2).double()
    weights = torch.exp(-distance.square() / (2 * SIGMA**2)) * (distance.abs() <= WINDOW // 2)
    return (weights / weights.sum(1, keepdim=True)).to(kind)
