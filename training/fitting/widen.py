"""Makes a trained network wider, so that training can go on with more channels."""

import torch
from torch import Tensor

from hime_core.network import Hime


def widen(network: Hime, narrow: Hime) -> Hime:
    """The network, with the weights of a narrower one. It makes the same pictures as that one.

    network: has random weights, and differs from the narrow network in its width alone. Its first channels become the
    narrow network's channels. The further channels are new. They keep their random weights, and read everything.
    Nothing that the narrow network had reads them: these weights start at zero (Chen et al. 2016, "Net2Net"). They are
    the first to learn, and from the second step on all new channels do.
    """
    old, width = narrow.config.width, network.config.width
    own = {name: _into(tensor, network.state_dict()[name], old, width) for name, tensor in narrow.state_dict().items()}
    if "cofa.g1.weight" in own:
        # CoFA divides its inner product by the root of the width. The product itself must not see the new channels, so
        # one of its two factors has none of them.
        for name in ("cofa.g1.weight", "cofa.g1.bias"):
            own[name][:old] *= (width / old) ** 0.5
            own[name][old:] = 0
    network.load_state_dict(own)
    return network


def _into(narrow: Tensor, wide: Tensor, old: int, width: int) -> Tensor:
    """A wide weight that does for the old channels what a narrow one did. A weight's shape begins with out, in.

    old and width: the narrow and the wide network's width. A weight whose shape depends on neither is the narrow one.
    """
    if narrow.shape == wide.shape:
        return narrow.clone()
    outputs = narrow.shape[0]
    result = wide.clone()
    if narrow.dim() == 1:
        result[:outputs] = narrow
        return result
    result[:outputs] = 0
    inputs = torch.arange(wide.shape[1])
    if len(inputs) != narrow.shape[1]:
        # The layer that finds the offsets reads two features, one behind the other. Each has new channels at its end.
        inputs = inputs[inputs % width < old]
    result[:outputs, inputs] = narrow
    return result
