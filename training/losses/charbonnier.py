"""The pixel-wise reconstruction loss (paper section 3.4)."""

from torch import Tensor, nn


def charbonnier(sr: Tensor, hr: Tensor, epsilon: float = 1e-3) -> Tensor:
    """The mean over elements of sqrt((HR - SR)² + ε²), a scalar. SR and HR have the same shape.

    The loss is the mean and not the sum. The weights of the other losses (Eq. 10) are relative to this mean.
    """
    return ((hr - sr).square() + epsilon**2).sqrt().mean()


class CharbonnierLoss(nn.Module):
    """`charbonnier` with a given ε, as a module."""

    def __init__(self, epsilon: float = 1e-3):
        super().__init__()
        self.epsilon = epsilon

    def forward(self, sr: Tensor, hr: Tensor) -> Tensor:
        return charbonnier(sr, hr, self.epsilon)
