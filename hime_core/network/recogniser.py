"""The recogniser: a glance at a head -> a code. Codes of glances at the same person are similar."""

from torch import Tensor, nn
from torch.nn import functional as F

from hime_core.glance import GLANCE_SIDE

# A code consists of this many numbers.
CODE = 128
# The network has this many channels at half the resolution of a glance.
WIDTH = 32
# This is added to the standard deviation of a glance's levels (0..1), so that the noise of a flat picture is not
# amplified.
FLAT = 0.02


class Stage(nn.Module):
    """A residual block that halves the resolution (He et al. 2016, "Deep residual learning")."""

    def __init__(self, channels: int, out: int):
        super().__init__()
        self.first = nn.Conv2d(channels, out, 3, 2, 1, bias=False)
        self.first_norm = nn.BatchNorm2d(out)
        self.second = nn.Conv2d(out, out, 3, 1, 1, bias=False)
        self.second_norm = nn.BatchNorm2d(out)
        self.skip = nn.Conv2d(channels, out, 1, 2, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        """B×channels×h×w -> B×out×h/2×w/2."""
        inner = F.relu(self.first_norm(self.first(x)))
        return F.relu(self.skip(x) + self.second_norm(self.second(inner)))


class RecogniserNetwork(nn.Module):
    """Glances B×3×64×64, RGB, 0..1 -> codes B×128 of length one.

    The network has 0.74 M parameters, and a glance takes 28 M multiplications. It first removes the brightness and the
    contrast of the whole glance. It must learn all other effects of light.
    """

    def __init__(self) -> None:
        super().__init__()
        w = WIDTH
        self.body = nn.Sequential(
            nn.Conv2d(3, w, 3, 2, 1, bias=False),
            nn.BatchNorm2d(w),
            nn.ReLU(),
            Stage(w, 2 * w),
            Stage(2 * w, 3 * w),
            Stage(3 * w, 4 * w),
        )
        self.head = nn.Linear(4 * w * (GLANCE_SIDE // 16) ** 2, CODE)

    def forward(self, glances: Tensor) -> Tensor:
        """The codes of glances. The cosine of two codes, -1..1, says how alike the glances are."""
        mean = glances.mean((1, 2, 3), keepdim=True)
        deviation = (glances - mean).square().mean((1, 2, 3), keepdim=True).sqrt()
        features = self.body((glances - mean) / (deviation + FLAT))
        return F.normalize(self.head(features.flatten(1)).float(), dim=1)
