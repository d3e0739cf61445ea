"""Counts a network's parameters, and the multiply-accumulates of a run."""

from collections.abc import Callable
from typing import Any, Protocol

import torch
from torch import Tensor, nn
from torch.utils.flop_counter import FlopCounterMode


def parameter_count(network: nn.Module) -> int:
    """The number of learned values."""
    return sum(p.numel() for p in network.parameters())


class Enlarging(Protocol):
    """A network that takes LR pictures and exemplars, such as `Hime`."""

    @property
    def config(self) -> Any:
        """Has the network's scale as `scale`."""

    def __call__(self, lr: Tensor, exemplars: Tensor) -> Any:
        """lr: B×3×h×w. exemplars: B×R×3×sh×sw."""


def count_macs(network: Enlarging, lr_size: int, references: int) -> int:
    """Multiply-accumulates of one `forward` of an lr_size×lr_size input with some references, encoding included."""
    size = network.config.scale * lr_size
    return macs_of(lambda: network(torch.zeros(1, 3, lr_size, lr_size), torch.zeros(1, references, 3, size, size)))


def macs_of(work: Callable[[], object]) -> int:
    """Multiply-accumulates of what torch computes in a piece of work.

    Convolutions, matrix products and the sampling of warps are counted. The sampling of a deformable convolution is
    counted, too: 4 for each bilinear value and 1 for the mask. Work on single elements, such as activations and CoFA's
    weighted sum, is not counted, as is usual.
    """
    rules: dict[Any, Any] = {
        torch.ops.torchvision.deform_conv2d: _deform_flops,
        torch.ops.aten.grid_sampler_2d: _sampling_flops,
    }
    with FlopCounterMode(display=False, custom_mapping=rules) as counter, torch.no_grad():
        work()
    return counter.get_total_flops() // 2


def _deform_flops(x: Any, weight: Any, *_: Any, out_shape: Any, **__: Any) -> int:
    taps_in = weight[1] * weight[2] * weight[3]  # C·9 values for each output position
    positions = out_shape[0] * out_shape[2] * out_shape[3]
    return 2 * positions * taps_in * (weight[0] + 4 + 1)


def _sampling_flops(x: Any, grid: Any, *_: Any, out_shape: Any, **__: Any) -> int:
    n, c, h, w = out_shape
    return 2 * n * c * h * w * 4
