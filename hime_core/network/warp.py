"""Backward warping by a flow (paper Eq. 2)."""

import torch
from torch import Tensor
from torch.nn import functional as F


def warp(x: Tensor, flow: Tensor) -> Tensor:
    """out(p) = x(p + flow(p)), bilinear, with replicated borders.

    x: N×C×H×W. flow: N×2×H×W, (dx, dy) in pixels. Returns N×C×H×W in the type of x. It is computed in the wider of the
    two types, because a bfloat16 position would be a quarter of a pixel off.
    """
    _, _, h, w = x.shape
    rows = torch.arange(h, dtype=flow.dtype, device=flow.device).view(1, h, 1)
    columns = torch.arange(w, dtype=flow.dtype, device=flow.device).view(1, 1, w)
    # grid_sample wants (x, y) with -1 and 1 at the outer edges of the border pixels.
    grid = torch.stack(((2 * (columns + flow[:, 0]) + 1) / w - 1, (2 * (rows + flow[:, 1]) + 1) / h - 1), dim=-1)
    wide = torch.promote_types(x.dtype, flow.dtype)
    return F.grid_sample(x.to(wide), grid.to(wide), padding_mode="border", align_corners=False).to(x.dtype)
