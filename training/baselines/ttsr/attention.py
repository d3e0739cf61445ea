"""The texture transformer's search and transfer (Yang et al. 2020, section 3.1).

A position is a cell of the grid at a quarter of HR's resolution, which is LR's. Its patch is the 3×3 cells around it.
"""

import torch
from torch import Tensor
from torch.nn import functional as F

# A patch is so many cells wide and high.
SIDE = 3


def patches(features: Tensor) -> Tensor:
    """The patch of each position as a vector of length 1, N×C×h×w -> N×hw×9C. Outside the picture there are zeros."""
    return F.normalize(F.unfold(features, SIDE, padding=SIDE // 2).transpose(1, 2), dim=2)


def search(queries: Tensor, keys: Tensor) -> tuple[Tensor, Tensor]:
    """For each query q_i the most similar key k_j, and how similar it is (Eq. 3, 4 and 6), B×n each.

    H_i = argmax_j <q_i, k_j> and S_i = max_j <q_i, k_j>. queries: B×n×C, keys: B×m×C, vectors of length 1. Only S has a
    gradient, and only from the pairs that were chosen. So S is computed once more, of these pairs alone: the gradient
    of all pairs would be as large as the search.
    """
    with torch.no_grad():
        chosen = torch.bmm(queries, keys.transpose(1, 2)).argmax(2)
    first = torch.arange(len(keys), device=keys.device).unsqueeze(1) * keys.shape[1]
    nearest = keys.flatten(0, 1).index_select(0, (first + chosen).flatten()).view_as(queries)
    return chosen, (queries * nearest).sum(2)


def transfer(textures: Tensor, chosen: Tensor) -> Tensor:
    """T (Eq. 5): the chosen patches, laid at the positions that chose them, B×C×fh×fw. Where they overlap, their sum.

    The sum is divided by 9, the number of patches that overlap inside a picture. textures: B×R×C×fh×fw, the references'
    textures; a cell is f×f of their pixels. chosen: B×h×w, the positions in B×R·h·w.

    A cell of T is the sum of one cell from each of the 9 patches around it. So whole cells are looked up and summed,
    and no patch is ever built.
    """
    b, r, c = textures.shape[:3]
    h, w = chosen.shape[1:]
    f = textures.shape[3] // h
    cells = textures.view(b, r, c, h, f, w, f).permute(0, 1, 3, 5, 4, 6, 2).reshape(b * r * h * w, f * f * c)
    found, inside = sources(chosen, r)
    share = inside.to(cells.dtype) / SIDE**2
    summed = F.embedding_bag(found, cells, per_sample_weights=share, mode="sum")
    return summed.view(b, h, w, f, f, c).permute(0, 5, 1, 3, 2, 4).reshape(b, c, f * h, f * w)


def sources(chosen: Tensor, references: int) -> tuple[Tensor, Tensor]:
    """For each position the 9 cells whose sum `transfer` takes, and whether each of them exists, B·h·w×9 each.

    The position p is covered by the patches of the positions p - d, for all d from (-1, -1) to (1, 1). The patch of
    p - d has at p the cell that lies d from the chosen position. There is none if p - d or that cell is outside.
    Returns the cells' places in B·R·h·w, or 0 where there is none.
    """
    b, h, w = chosen.shape
    first = torch.arange(b, device=chosen.device).view(b, 1, 1) * references
    reference, y, x = first + chosen // (h * w), chosen // w % h, chosen % w
    outside = -SIDE  # a cell beside a position of this coordinate is outside, too
    reference, y, x = F.pad(reference, (1, 1, 1, 1)), *(F.pad(v, (1, 1, 1, 1), value=outside) for v in (y, x))
    found, inside = [], []
    for dy in (-1, 0, 1):
        for dx in (-1, 0, 1):
            here = (slice(None), slice(1 - dy, 1 - dy + h), slice(1 - dx, 1 - dx + w))
            row, column = y[here] + dy, x[here] + dx
            exists = (row >= 0) & (row < h) & (column >= 0) & (column < w)
            found.append(torch.where(exists, (reference[here] * h + row) * w + column, 0))
            inside.append(exists)
    return torch.stack(found, 3).view(-1, SIDE**2), torch.stack(inside, 3).view(-1, SIDE**2)
