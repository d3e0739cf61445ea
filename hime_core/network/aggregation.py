"""The two plain aggregations that the paper's Table 3 compares with CoFA. Arguments and results are as for `Cofa`."""

import torch
from torch import Tensor, nn


class AverageAggregation(nn.Module):
    """F_a is the mean over the references that are present."""

    def forward(self, aligned: Tensor, lr_feature: Tensor, present: Tensor) -> tuple[Tensor, Tensor]:
        """aligned: B×R×C×H×W, present: B×R -> F_a B×C×H×W and equal weights B×R×H×W."""
        b, r, _, h, w = aligned.shape
        share = present / present.sum(1, keepdim=True).clamp_min(1)
        return (share.view(b, r, 1, 1, 1) * aligned).sum(1), share.view(b, r, 1, 1).expand(b, r, h, w)


class MaxAggregation(nn.Module):
    """F_a is the maximum over the references that are present, channel by channel."""

    def forward(self, aligned: Tensor, lr_feature: Tensor, present: Tensor) -> tuple[Tensor, Tensor]:
        """aligned: B×R×C×H×W, present: B×R -> F_a B×C×H×W and each reference's share of the channels, B×R×H×W."""
        b, r, _, _, _ = aligned.shape
        there = present.view(b, r, 1, 1, 1) > 0
        highest, winner = aligned.masked_fill(~there, -torch.inf).max(1)
        won = (winner.unsqueeze(1) == torch.arange(r, device=aligned.device).view(1, r, 1, 1, 1)) & there
        return torch.where(there.any(1), highest, torch.zeros_like(highest)), won.to(aligned.dtype).mean(2)
