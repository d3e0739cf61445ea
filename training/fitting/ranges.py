"""Finds the ranges in which a trained network's features lie, with which its training in 8 bits begins."""

from collections.abc import Iterable
from dataclasses import replace

import torch
from torch import Tensor

from hime_core.network import Hime
from training.fitting.watch import watch

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

    def see(place: str, feature: Tensor) -> None:
        values = feature.flatten().sort().values
        most = len(values) - 1
        low, high = values[round(OUTSIDE * most)], values[round((1 - OUTSIDE) * most)]
        before = found.get(place, (low, high))
        found[place] = torch.minimum(low, before[0]), torch.maximum(high, before[1])

    watch(network, places, batches, see)
    return found
