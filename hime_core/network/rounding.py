"""Rounds features and weights to 8 bits, as a processor's fast 8-bit arithmetic sees them.

A network that is trained so loses little when it runs in 8 bits (Jacob et al. 2018). Here everything is still computed
in float32, on the rounded numbers; the exported graph for 8 bits computes with whole numbers.
"""

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

# A feature is rounded to one of 256 levels: 0 to this.
LEVELS = 255
# A weight is rounded to a level from the negative of this to this, times the largest weight of its output channel.
WEIGHT_LEVELS = 127
# The smallest step from one level to the next. It keeps an empty range from dividing by zero.
LEAST_STEP = 1e-8


class Rounding(nn.Module):
    """Rounds a feature to 256 even levels from `low` to `high`. Values outside become the nearest of the two.

    Zero is always a level, because convolutions pad with it. The two limits are learned: a value outside pulls its
    limit (Choi et al. 2018, PACT). The gradient passes through the rounding itself as if it were not there.
    """

    def __init__(self) -> None:
        super().__init__()
        self.low = nn.Parameter(torch.tensor(-1.0))
        self.high = nn.Parameter(torch.tensor(1.0))

    def step_and_zero(self) -> tuple[Tensor, Tensor]:
        """The step from one level to the next, and the level (0..255) that stands for zero."""
        low, high = self.low.detach().clamp_max(0), self.high.detach().clamp_min(0)
        step = ((high - low) / LEVELS).clamp_min(LEAST_STEP)
        return step, (-low / step).round()

    def forward(self, x: Tensor) -> Tensor:
        return _RoundToLevels.apply(x, self.low, self.high, *self.step_and_zero())


class _RoundToLevels(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, x: Tensor, low: Tensor, high: Tensor, step: Tensor, zero: Tensor) -> Tensor:
        level = (x / step).round_().add_(zero)
        ctx.save_for_backward(level < 0, level > LEVELS)
        return level.clamp_(0, LEVELS).sub_(zero).mul_(step)

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor, Tensor, Tensor, None, None]:
        below, above = ctx.saved_tensors
        (g,) = gradients
        return g.masked_fill(below | above, 0), (g * below).sum(), (g * above).sum(), None, None


class RoundedConv2d(nn.Conv2d):
    """A convolution whose weights are rounded to 8 bits, each output channel by its own largest weight."""

    def forward(self, x: Tensor) -> Tensor:
        return F.conv2d(x, rounded(self.weight), self.bias, self.stride, self.padding)


def weight_steps(weight: Tensor) -> Tensor:
    """The step from one level to the next for each output channel of a weight O×C×k×k: O."""
    return (weight.detach().abs().amax((1, 2, 3)) / WEIGHT_LEVELS).clamp_min(LEAST_STEP)


def rounded(weight: Tensor) -> Tensor:
    """A weight O×C×k×k, rounded. Its gradient passes as if it were not rounded."""
    step = weight_steps(weight).view(-1, 1, 1, 1)
    return weight + ((weight.detach() / step).round() * step - weight.detach())
