"""Finds the ranges in which a trained network's features lie, with which its training in 8 bits begins."""

from collections.abc import Iterable
from dataclasses import replace

import torch
from torch import Tensor, nn

from hime_core.network import Hime

# At each end of a feature's first range, this share of its values lies outside. With these few values inside, all
# levels would be coarser.
OUTSIDE = 1e-4


def with_rounding(plain: Hime, batches: Iterable[tuple[Tensor, Tensor]]) -> Hime:
    """The network with its features and weights rounded to 8 bits, in the ranges that batches show.

    batches: LR B×3×h×w and exemplars B×R×3×H×W, R at least 1.
    """
    network = Hime(replace(plain.config, rounded=True))
    own = network.state_dict()
    places = [name.removesuffix(".low") for name in own if name.endswith(".low")]
    seen = _extremes(plain, places, batches)
    ranges = {
        f"{place}.{end}": tensor
        for place, ends in seen.items()
        for end, tensor in zip(("low", "high"), ends, strict=True)
    }
    network.load_state_dict(plain.state_dict() | ranges)
    return network


def _extremes(
    network: Hime, places: list[str], batches: Iterable[tuple[Tensor, Tensor]]
) -> dict[str, tuple[Tensor, Tensor]]:
    """The lowest and highest value at each place in all batches, without OUTSIDE of each batch's values at each end."""
    found: dict[str, tuple[Tensor, Tensor]] = {}

    def watch(name: str) -> torch.utils.hooks.RemovableHandle:
        def see(_: nn.Module, inputs: tuple[Tensor, ...]) -> None:
            values = inputs[0].flatten().sort().values
            most = len(values) - 1
            low, high = values[round(OUTSIDE * most)], values[round((1 - OUTSIDE) * most)]
            before = found.get(name, (low, high))
            found[name] = torch.minimum(low, before[0]), torch.maximum(high, before[1])

        return network.get_submodule(name).register_forward_pre_hook(see)

    handles = [watch(name) for name in places]
    with torch.no_grad():
        for lr, exemplars in batches:
            network(lr, exemplars)
    for handle in handles:
        handle.remove()
    return found
