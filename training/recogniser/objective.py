"""The loss of the recogniser. Glances at one person should be nearer to each other than glances at different people."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from hime_core.network.recogniser import CODE

# Cosines of a batch's glances are divided by this before they are compared (InfoNCE's temperature).
TEMPERATURE = 0.07
# A person's own far glance must be nearer than anybody else's by at least this cosine.
OWN_LEAD = 0.1
# Cosines to the centres are multiplied by this before they are compared (CosFace's s).
CENTRE_SCALE = 16.0
# A person's own centre must be nearer than any other by at least this cosine (CosFace's m).
CENTRE_MARGIN = 0.15
# The comparison with the centres counts this much. The comparison of near with far glances counts 1.
CENTRES_WEIGHT = 0.5


class RecogniserLoss(nn.Module):
    """The sum of two losses.

    The first compares the near with the far glances of a batch, both ways (InfoNCE, van den Oord et al. 2018). The
    second compares each glance with a learned centre of every person (CosFace, Wang et al. 2018), so that every step
    knows everybody.
    """

    def __init__(self, people: int):
        """people: how many people the run has. Each person has two centres, one as they are and one in a mirror."""
        super().__init__()
        self.centres = nn.Parameter(F.normalize(torch.randn(2 * people, CODE), dim=1))

    def forward(self, near: Tensor, far: Tensor, who: Tensor) -> dict[str, Tensor]:
        """near, far: B×CODE, rows of length 1.

        who: B, the number of each row's centre; negative if the row has no centre.

        Returns the loss and its terms by name.
        """
        itself = torch.arange(len(who))
        cosines = near @ far.T - OWN_LEAD * torch.eye(len(who))
        logits = cosines / TEMPERATURE
        pairs = (F.cross_entropy(logits, itself) + F.cross_entropy(logits.T, itself)) / 2
        known = who >= 0
        codes, numbers = torch.cat((near[known], far[known])), torch.cat((who[known], who[known]))
        centres = F.cross_entropy(*self._to_centres(codes, numbers))
        return {"loss": pairs + CENTRES_WEIGHT * centres, "pairs": pairs, "centres": centres}

    def _to_centres(self, codes: Tensor, who: Tensor) -> tuple[Tensor, Tensor]:
        cosines = codes @ F.normalize(self.centres, dim=1).T
        cosines = cosines - CENTRE_MARGIN * F.one_hot(who, cosines.shape[1])
        # A person in a mirror is neither the same person nor another person, so nothing is learned from this pair.
        mirrored = F.one_hot(who ^ 1, cosines.shape[1]).bool()
        return CENTRE_SCALE * cosines.masked_fill(mirrored, -1.0), who
