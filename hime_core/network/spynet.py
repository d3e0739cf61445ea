"""SpyNet: optical flow by a spatial pyramid (Ranjan and Black 2017), the flow estimator of HIME large."""

from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from hime_core.network.warp import warp

# Pictures (RGB, 0..1) are normalised by this mean and this deviation of each channel. Published SpyNet weights expect
# these numbers.
MEAN, STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)


def flow_step() -> nn.Sequential:
    """One level: (first picture, warped second picture, flow so far), N×8×H×W -> flow residual, N×2×H×W."""
    channels = (8, 32, 64, 32, 16, 2)
    layers: list[nn.Module] = []
    for before, after in pairwise(channels):
        layers += [nn.Conv2d(before, after, 7, padding=3), nn.ReLU()]
    return nn.Sequential(*layers[:-1])


class SpyNet(nn.Module):
    """(first, second), both N×3×H×W in 0..1 -> flow N×2×H×W, (dx, dy) in pixels: first(p) looks like second(p + flow).

    levels: the pyramid's levels. Each one halves the pictures of the one before, so that the published six levels would
    reduce a headshot of 64 pixels to 2. The sides of pictures are multiples of 2^(levels - 1). An untrained network
    returns a flow of zero.
    """

    mean: Tensor
    std: Tensor

    def __init__(self, levels: int):
        super().__init__()
        self.steps = nn.ModuleList(flow_step() for _ in range(levels))  # coarsest first
        for step in self.steps:
            assert isinstance(step, nn.Sequential)
            last = step[-1]
            assert isinstance(last, nn.Conv2d)
            assert last.bias is not None
            nn.init.zeros_(last.weight)
            nn.init.zeros_(last.bias)
        self.register_buffer("mean", torch.tensor(MEAN).view(1, 3, 1, 1), persistent=False)
        self.register_buffer("std", torch.tensor(STD).view(1, 3, 1, 1), persistent=False)

    def forward(self, first: Tensor, second: Tensor) -> Tensor:
        pyramid = [((first - self.mean) / self.std, (second - self.mean) / self.std)]
        for _ in range(len(self.steps) - 1):
            a, b = pyramid[0]
            pyramid.insert(0, (F.avg_pool2d(a, 2), F.avg_pool2d(b, 2)))
        n, _, h, w = pyramid[0][0].shape
        flow = torch.zeros(n, 2, h, w, dtype=torch.float32, device=first.device)
        for level, (step, (a, b)) in enumerate(zip(self.steps, pyramid, strict=True)):
            if level:
                flow = 2 * F.interpolate(flow, scale_factor=2, mode="bilinear", align_corners=False)
            # The sum stays in float32: a bfloat16 flow would be a fraction of a pixel off.
            flow = flow + step(torch.cat((a, warp(b, flow), flow.to(a.dtype)), dim=1)).float()
        return flow
