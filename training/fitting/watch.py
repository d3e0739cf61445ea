"""Shows what the features of a network hold while it makes pictures."""

from collections.abc import Callable, Iterable

import torch
from torch import Tensor, nn

from hime_core.network import Hime


def watch(
    network: Hime, places: Iterable[str], batches: Iterable[tuple[Tensor, Tensor]], see: Callable[[str, Tensor], None]
) -> None:
    """Send batches through a network, and have every feature seen that some of its modules make.

    places: the modules' names. batches: LR B×3×h×w and exemplars B×R×3×H×W. see: called with a module's name and with
    what it made, N×C×H×W, once for each batch in which it computes.
    """

    def hook(place: str) -> torch.utils.hooks.RemovableHandle:
        def made(_: nn.Module, __: object, feature: Tensor) -> None:
            see(place, feature)

        return network.get_submodule(place).register_forward_hook(made)

    handles = [hook(place) for place in places]
    with torch.no_grad():
        for lr, exemplars in batches:
            network(lr, exemplars)
    for handle in handles:
        handle.remove()
