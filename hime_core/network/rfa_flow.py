"""Flow-guided deformable alignment, HIME large (paper section 3.2, Fig. 3b, Eq. 2 to 4)."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from hime_core.network.reconstructor import BicubicUpsample
from hime_core.network.rfa import TAPS, Rfa
from hime_core.network.spynet import SpyNet
from hime_core.network.warp import warp


class FlowRfa(nn.Module):
    """Φ = o + Δp. The optical flow o comes from the pictures, and the bounded residual Δp from the features.

    The flow is computed from the exemplar's picture and the LR input. So two things are kept of an exemplar: its
    feature, and its picture at the resolution of the flow, folded into channels. The resolution of the flow is `factor`
    times the LR resolution. The paper's GMACs fit a flow at half the HR resolution, which is factor = scale / 2.
    """

    def __init__(self, width: int, scale: int, factor: int, levels: int):
        super().__init__()
        self.width, self.reduction, self.factor = width, scale // factor, factor
        self.kept_channels = width + 3 * factor * factor
        self.upsample = BicubicUpsample(factor) if factor > 1 else nn.Identity()
        self.spynet = SpyNet(levels)
        self.deformable = Rfa(width)

    def keep(self, exemplar: Tensor, feature: Tensor) -> Tensor:
        """Exemplars N×3×sH×sW and their features N×C×H×W -> what alignment needs of them, N×(C + 3·factor²)×H×W."""
        picture = F.avg_pool2d(exemplar, self.reduction)
        return torch.cat((feature, F.pixel_unshuffle(picture, self.factor).to(feature.dtype)), dim=1)

    def forward(self, kept: Tensor, lr_feature: Tensor, lr: Tensor) -> Tensor:
        """kept: N×(C + 3·factor²)×H×W. lr_feature: N×C×H×W. lr: N×3×H×W. Returns F_refA, N×C×H×W."""
        reference, picture = kept[:, : self.width], F.pixel_shuffle(kept[:, self.width :], self.factor)
        flow = self.flow(lr, picture)
        offset, mask = self.deformable.offsets(warp(reference, flow), lr_feature)
        # Offsets are pairs (dy, dx), one for each tap. Flow is (dx, dy).
        return self.deformable.sample(reference, offset + flow.flip(1).repeat(1, TAPS, 1, 1), mask)

    def flow(self, lr: Tensor, picture: Tensor) -> Tensor:
        """LR input N×3×H×W and the exemplars' pictures N×3×fH×fW -> flow N×2×H×W, (dx, dy) in LR pixels.

        The content of LR pixel p lies at p + flow(p) in the exemplar.
        """
        fine = self.spynet(self.upsample(lr), picture.to(lr.dtype))
        return F.avg_pool2d(fine, self.factor) / self.factor
