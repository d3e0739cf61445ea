"""Content-conditioned Feature Aggregation (paper section 3.3, Eq. 5 to 7)."""

import torch
from torch import Tensor, nn


class Cofa(nn.Module):
    """Aggregates any number of aligned references into one feature, weighted by how similar they are to the LR content.

    μ_i = σ(g1(F_i)ᵀ g2(F_L)) per pixel; F_a = Σ μ_i F_i / Σ μ_i.
    """

    def __init__(self, width: int):
        super().__init__()
        self.g1 = nn.Conv2d(width, width, 1)
        self.g2 = nn.Conv2d(width, width, 1)
        self.temperature = width**-0.5  # gives the inner product a variance near one at the start of training

    def forward(self, aligned: Tensor, lr_feature: Tensor, present: Tensor) -> tuple[Tensor, Tensor]:
        """aligned: B×R×C×H×W. lr_feature: B×C×H×W. present: B×R, 1 for a reference and 0 for padding.

        Returns F_a (B×C×H×W, zero if no reference is present) and the weights (B×R×H×W). The weights sum to one over
        the references that are present.
        """
        weights = self.weights(aligned, lr_feature, present)
        return (weights.unsqueeze(2) * aligned).sum(1), weights

    def weights(self, aligned: Tensor, lr_feature: Tensor, present: Tensor) -> Tensor:
        """The weights alone, B×R×H×W. Arguments are as for `forward`."""
        b, r, c, h, w = aligned.shape
        query = self.g2(lr_feature).unsqueeze(1)  # B×1×C×H×W
        key = self.g1(aligned.reshape(b * r, c, h, w)).view(b, r, c, h, w)
        score = torch.sigmoid(self.temperature * (key * query).sum(2)) * present.view(b, r, 1, 1)  # B×R×H×W
        return score / (score.sum(1, keepdim=True) + 1e-6)
