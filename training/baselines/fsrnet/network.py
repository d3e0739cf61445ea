"""The network of FSRNet. The LR picture, enlarged by bicubic, goes through four networks (Chen et al. 2018, Figure 2).

The coarse network makes a first SR. From this the encoder makes features, and the prior network estimates where the
parts of the face are. The decoder makes SR of both. References are not looked at.

The paper leaves the blocks open. They are those of the public code that HIME's paper names, except that borders are
padded with zeros, that the last layers have no tanh, and that the transposed convolution has 4×4 taps. The paper's
adversarial and perceptual losses (FSRGAN) and its landmark maps are left out.
"""

import torch
from torch import Tensor, nn

from training.baselines.baseline import BaselineNetwork, Made, Shape, in_float32
from training.baselines.fsrnet.layers import Hourglass, Preactivated, Residual, convolved
from training.settings.baselines import Fsrnet
from training.settings.parsing import PARTS

# The coarse network and the decoder have this many residual blocks each.
OUTER_BLOCKS = 3
# The encoder has this many residual blocks.
ENCODER_BLOCKS = 12
# The prior network has this many residual blocks before the hourglasses, and one more makes the features wider.
PRIOR_BLOCKS = 2
# The prior network has this many hourglasses, one after the other.
HOURGLASSES = 2


class FsrnetNetwork(BaselineNetwork):
    """FSRNet, with parsing maps as facial prior.

    In `beside` it returns "coarse", the coarse network's SR, and "estimated_maps", B×P×H/2×W/2 for P parts. H and W are
    multiples of 16. `parsing_maps` is kept with the weights, and says whether the maps were taught by true ones.
    """

    parsing_maps: Tensor

    def __init__(self, shape: Shape):
        super().__init__(shape)
        assert isinstance(shape.baseline, Fsrnet)
        width = shape.baseline.width
        self.coarse = nn.Sequential(
            convolved(3, width), *(Residual(width) for _ in range(OUTER_BLOCKS)), nn.Conv2d(width, 3, 3, padding=1)
        )
        self.encoder = nn.Sequential(
            convolved(3, width, stride=2),
            *(Residual(width) for _ in range(ENCODER_BLOCKS)),
            nn.Conv2d(width, width, 3, padding=1),
            nn.Tanh(),
        )
        self.prior = nn.Sequential(
            convolved(3, width, size=7, stride=2),
            Preactivated(width, 2 * width),
            *(Residual(2 * width) for _ in range(PRIOR_BLOCKS)),
            *(Hourglass(2 * width) for _ in range(HOURGLASSES)),
        )
        self.maps = nn.Conv2d(2 * width, len(PARTS), 1)
        self.decoder = nn.Sequential(
            convolved(3 * width, width),
            nn.ConvTranspose2d(width, width, 4, stride=2, padding=1, bias=False),
            nn.BatchNorm2d(width),
            nn.ReLU(),
            *(Residual(width) for _ in range(OUTER_BLOCKS)),
            nn.Conv2d(width, 3, 3, padding=1),
        )
        self.register_buffer("parsing_maps", torch.tensor(False))

    def make(self, lr: Tensor, exemplars: Tensor) -> Made:
        """As `BaselineNetwork.make`, R from 0 up. No reference counts."""
        coarse = in_float32(self.coarse[-1], self.coarse[:-1](2 * self.upsample(lr) - 1))
        prior = self.prior(coarse)
        sr = in_float32(self.decoder[-1], self.decoder[:-1](torch.cat((self.encoder(coarse), prior), 1)))
        weights = lr.new_zeros(*exemplars.shape[:2], *lr.shape[2:])
        return Made((sr + 1) / 2, weights, {"coarse": (coarse + 1) / 2, "estimated_maps": self.maps(prior)})

    def enhance(self, lr: Tensor, references: Tensor, present: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """As `BaselineNetwork.enhance`. Without references there is nothing to make up for."""
        made = self.make(lr, references)
        return made.sr, made.weights
