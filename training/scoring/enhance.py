"""Enhances pictures of the evaluation list with a network, many at once, with any references."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from pathlib import Path

import torch
from torch import Tensor

from hime_core.errors import UsageError
from hime_core.geometry import Image
from hime_core.network import Hime
from training.baselines.baseline import BaselineNetwork
from training.data.pictures import to_tensor

# A reference is a file, or None for a black picture.
Reference = Path | None
# This function takes N LR pictures, N×3×h×w, and the references of each, and returns the SR pictures, N×3×H×W.
Enhance = Callable[[Tensor, Sequence[Sequence[Reference]]], Tensor]

# So many pixels of references are encoded at once: four pictures of 128×128. More would leave a CPU's cache.
ENCODED_AT_ONCE = 4 * 128**2
# So many bytes of encoded references are kept. What a network keeps of a reference may be larger than the picture.
KEPT_BYTES = 256 * 2**20


def enhancer(network: Hime | BaselineNetwork, shot: Callable[[Path], Image]) -> Enhance:
    """A function that enhances LR pictures of one size with references.

    Of the network it uses `config.scale`, `upsample`, `encode_sets` and `enhance` alone, and it sets the memory format
    of its weights to the one that is fastest. shot: reads a reference at HR size. The last references are kept encoded.
    Raises UsageError for a network with a burst, which would be without its earlier frames here.
    """
    if isinstance(network, Hime) and network.burst is not None:
        raise UsageError("weights with burst see several frames: only `hime-train evaluate --frames` scores them")
    network.to(memory_format=torch.channels_last)
    kept: OrderedDict[Reference, Tensor] = OrderedDict()

    def encode(references: list[Reference], black: Tensor) -> list[Tensor]:
        """Each reference encoded, 1×1×..."""
        codes = {path: kept.pop(path) for path in dict.fromkeys(references) if path in kept}
        new = [path for path in dict.fromkeys(references) if path not in codes]
        at_once = max(1, ENCODED_AT_ONCE // black[0].numel())
        for some in (new[i : i + at_once] for i in range(0, len(new), at_once)):
            pictures = [black if path is None else to_tensor([shot(path)])[0].to(black.device) for path in some]
            encoded = network.encode_sets(torch.stack(pictures).unsqueeze(0))
            codes |= {path: encoded[:, i : i + 1].clone() for i, path in enumerate(some)}
        kept.update(codes)
        while sum(code.nbytes for code in kept.values()) > KEPT_BYTES:
            kept.popitem(last=False)
        return [codes[path] for path in references]

    def enhance(lr: Tensor, references: Sequence[Sequence[Reference]]) -> Tensor:
        side, sr = network.config.scale * lr.shape[3], dict[int, Tensor]()
        for count in {len(paths) for paths in references}:
            mine = [i for i, paths in enumerate(references) if len(paths) == count]
            if count:
                codes = encode([path for i in mine for path in references[i]], lr.new_zeros(3, side, side))
                sets = torch.cat(codes).unflatten(0, (len(mine), count)).flatten(1, 2)
            else:
                sets = network.encode_sets(lr.new_zeros(len(mine), 0, 3, side, side))
            sr |= dict(zip(mine, network.enhance(lr[mine], sets)[0], strict=True))
        return torch.stack([sr[i] for i in range(len(lr))])

    return enhance
