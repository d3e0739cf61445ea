"""What the recogniser is taught: a near and a far glance at a person are nearer than any two of different people."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from hime_core.network.recogniser import CODE

TEMPERATURE = 0.07  # of cosines, in the comparison of a batch's glances
LEAD = 0.1  # cosine by which a person's own glances must be nearer than others' there
SCALE, MARGIN = 16.0, 0.15  # of cosines to everybody's centre, CosFace's s and m
CENTRES = 0.5  # weight of the comparison with all centres


class Comparison(nn.Module):
    """Two losses: the symmetric comparison of near with far glances (InfoNCE, van den Oord et al. 2018), and of each
    glance with a learned centre of every person (CosFace, Wang et al. 2018), so that each step knows everybody."""

    def __init__(self, people: int):
        """people: of the run; each has two centres, one of them mirrored."""
        super().__init__()
        self.centres = nn.Parameter(F.normalize(torch.randn(2 * people, CODE), dim=1))

    def forward(self, near: Tensor, far: Tensor, who: Tensor) -> dict[str, Tensor]:
        """near, far: B×CODE, unit rows; who: B, negative for who has no centre. Returns the loss and its terms."""
        itself = torch.arange(len(who))
        cosines = near @ far.T - LEAD * torch.eye(len(who))
        logits = cosines / TEMPERATURE
        pairs = (F.cross_entropy(logits, itself) + F.cross_entropy(logits.T, itself)) / 2
        known = who >= 0
        codes, numbers = torch.cat((near[known], far[known])), torch.cat((who[known], who[known]))
        centres = F.cross_entropy(*self._to_centres(codes, numbers))
        return {"loss": pairs + CENTRES * centres, "pairs": pairs, "centres": centres}

    def _to_centres(self, codes: Tensor, who: Tensor) -> tuple[Tensor, Tensor]:
        cosines = codes @ F.normalize(self.centres, dim=1).T
        cosines = cosines - MARGIN * F.one_hot(who, cosines.shape[1])
        # Somebody in a mirror is neither the same nor another: no lesson.
        mirrored = F.one_hot(who ^ 1, cosines.shape[1]).bool()
        return SCALE * cosines.masked_fill(mirrored, -1.0), who
