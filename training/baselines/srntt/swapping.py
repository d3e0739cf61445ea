"""Swapping: features of the input's size that consist of the matched patches of the references."""

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F

from training.baselines.srntt.matching import PATCH


@dataclass(frozen=True)
class Sources:
    """Where each cell of a swapped feature comes from.

    Patches overlap, so a cell is in nine of them, and near a border in fewer.
    """

    cells: Tensor  # cells of the input's references, r·H·W + y·W + x, B×h×w×9
    shares: Tensor  # how much each counts, B×h×w×9; 0 for patches that would reach over the border; adds up to 1


def sources(places: Tensor, width: int) -> Sources:
    """Where the cells come from. width: W, how many cells lie in a row of a reference.

    places: for each patch of the input the cell in which the found patch begins, B×(h-2)×(w-2).
    """
    h, w = (side + PATCH - 1 for side in places.shape[1:])
    around = F.pad(places, (PATCH - 1,) * 4, value=-1)
    cells, inside = [], []
    for y in range(PATCH):
        for x in range(PATCH):
            # The cell is at y, x in the patch that begins here.
            beginning = around[:, PATCH - 1 - y :, PATCH - 1 - x :][:, :h, :w]
            inside.append(beginning >= 0)
            cells.append((beginning + y * width + x) * inside[-1])
    share = torch.stack(inside, 3).float()
    return Sources(torch.stack(cells, 3), share / share.sum(3, keepdim=True))


def swap(feature: Tensor, taken: Sources, height: int) -> Tensor:
    """M: the feature that the found patches make. Where patches overlap, it is their mean.

    A cell of relu3_1 is a block of s×s in a feature that is s times as fine, so that patches show the same part of the
    picture in all features.

    feature: a feature of the references, B×R×C×sH×sW. height: H. Returns B×C×sh×sw.
    """
    b, r, c, fine, _ = feature.shape
    s, (_, h, w, _) = fine // height, taken.cells.shape
    blocks = feature.view(b, r, c, height, s, -1, s).permute(0, 1, 3, 5, 4, 6, 2)
    table = blocks.reshape(-1, s * s * c)
    begin = torch.arange(b, device=feature.device).view(-1, 1, 1, 1) * (len(table) // b)
    rows = (taken.cells + begin).view(b * h * w, -1)
    means = F.embedding_bag(rows, table, mode="sum", per_sample_weights=taken.shares.view(b * h * w, -1))
    return means.view(b, h, w, s, s, c).permute(0, 5, 1, 3, 2, 4).reshape(b, c, s * h, s * w)


def shares_of_references(taken: Sources, references: int, cells: int) -> Tensor:
    """How much of each cell comes from each reference, B×R×h×w. cells: H·W, how many cells a reference has."""
    b, h, w, _ = taken.cells.shape
    counts = taken.shares.new_zeros(b, h, w, references)
    return counts.scatter_add(3, taken.cells // cells, taken.shares).permute(0, 3, 1, 2)
