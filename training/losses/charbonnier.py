"""The pixel-wise reconstruction loss (paper section 3.4)."""

from torch import Tensor


def charbonnier(sr: Tensor, hr: Tensor, epsilon: float = 1e-3) -> Tensor:
    """mean over elements of sqrt((HR - SR)² + ε²). Same shapes in, a scalar out.

    The mean, not the sum: the weights of other losses (Eq. 10) are relative to it.
    """
    return ((hr - sr).square() + epsilon**2).sqrt().mean()
