"""A small network as training leaves it."""

import torch

from hime_core.network import Hime, HimeConfig


def trained(shape: HimeConfig) -> Hime:
    """A network that uses its references: no weight of it is zero."""
    torch.manual_seed(3)
    network = Hime(shape)
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.add_(0.05 * torch.randn_like(parameter))
    return network.eval()
