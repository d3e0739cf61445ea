"""Patch matching: which patch of the references is most similar to each patch of the input."""

import functools

import torch
from torch import Tensor
from torch.nn import functional as F

# A patch has this side, in cells of the feature relu3_1.
PATCH = 3
# Similarities are computed in bands of the input. The products of a band's cells with a reference's cells are at most
# about so many numbers, 32 MiB.
LARGEST_TABLE = 2**23
# Norms are at least this, so that a patch without any feature is similar to none.
SMALLEST_NORM = 1e-6


def best_matches(asked: Tensor, references: Tensor) -> tuple[Tensor, Tensor]:
    """For each patch of the input the most similar patch of all references together, and how similar it is.

    Patch i of the input, P_i, and patch j of the references, Q_j, have the similarity <P_i, Q_j> / (|P_i|·|Q_j|).
    Patches are of 3×3 cells with all channels, one at each cell, without those that reach over the border.

    asked: features of the input, B×C×h×w. references: features of the references, B×R×C×H×W.

    Returns for each patch, B×(h-2)×(w-2), the cell in which the found patch begins (r·H·W + y·W + x), and the
    similarity.
    """
    found = [_best_of_one(one, own) for one, own in zip(asked, references, strict=True)]
    places, similarities = zip(*found, strict=True)
    return torch.stack(places), torch.stack(similarities)


def _best_of_one(asked: Tensor, references: Tensor) -> tuple[Tensor, Tensor]:
    """`best_matches` of one input, C×h×w, and its references, R×C×H×W."""
    _, h, w = asked.shape
    height, width = references.shape[2:]
    across = width - PATCH + 1
    reference_norms = patch_norms(references).flatten(1)
    rows = max(1, LARGEST_TABLE // (w * height * width) - PATCH + 1)
    places, values = [], []
    for top in range(0, h - PATCH + 1, rows):
        band = asked[:, top : top + rows + PATCH - 1]
        best = [
            (patch_products(band, reference).flatten(2) / norms).max(2)
            for reference, norms in zip(references, reference_norms, strict=True)
        ]
        value, of = torch.stack([b.values for b in best]).max(0)
        inside = torch.stack([b.indices for b in best]).gather(0, of[None])[0]
        places.append(of * height * width + inside // across * width + inside % across)
        values.append(value)
    return torch.cat(places), torch.cat(values) / patch_norms(asked[None])[0]


def patch_products(asked: Tensor, reference: Tensor) -> Tensor:
    """The inner product of each patch of the input with each patch of a reference.

    Products of cells come first, and products of patches are sums of them. That takes a ninth of the multiplications.

    asked: C×h×w. reference: C×H×W. Returns (h-2)×(w-2)×(H-2)·(W-2) as h-2, w-2, H-2, W-2.
    """
    (c, h, w), (_, height, width) = asked.shape, reference.shape
    cells = (asked.reshape(c, -1).T @ reference.reshape(c, -1)).view(h, w, height, width)
    h, w, height, width = (side - PATCH + 1 for side in cells.shape)
    rows = functools.reduce(Tensor.add, (cells[:, i : i + w, :, i : i + width] for i in range(PATCH)))
    return functools.reduce(Tensor.add, (rows[i : i + h, :, i : i + height] for i in range(PATCH)))


def patch_norms(features: Tensor) -> Tensor:
    """The norm of each patch. N×C×h×w -> N×(h-2)×(w-2)."""
    squares = features.square().sum(1, keepdim=True)
    sums = F.avg_pool2d(squares, PATCH, stride=1, divisor_override=1)
    return sums[:, 0].sqrt().clamp_min(SMALLEST_NORM)
