"""The discriminator C(·) of the adversarial loss (paper section 5.1, which leaves its design open)."""

from torch import Tensor, nn
from torch.nn.utils.parametrizations import spectral_norm


class Discriminator(nn.Module):
    """A logit for each window of 52×52 pixels, 8 pixels apart: N×3×H×W, RGB, 0..1, H and W >= 16 -> N×1×H/8×W/8.

    No sigmoid: Eq. 13 applies it to differences. A patch discriminator (Isola et al. 2017, section 3.2.2): at each of
    three resolutions a 3×3 convolution widens and a 4×4 one of stride 2 halves, all with LeakyReLU(0.2); a last 3×3
    one makes the logits. One logit a picture is too little to learn from with the few pictures of a step: the network
    outran such a discriminator at once, and it stayed at chance.

    Spectral norm takes batch norm's place: batch norm would tie a picture's logits to the rest of the minibatch, which
    differs when processes share it. The last convolution goes without, so that logits find their own range. The norm's
    power iteration is state: it is in the state_dict, and moves with every forward in train mode.
    """

    def __init__(self, width: int = 32):
        super().__init__()
        layers: list[nn.Module] = []
        channels = 3
        for wider in (width, 2 * width, 4 * width):
            layers += [spectral_norm(nn.Conv2d(channels, wider, 3, padding=1)), nn.LeakyReLU(0.2)]
            layers += [spectral_norm(nn.Conv2d(wider, wider, 4, stride=2, padding=1)), nn.LeakyReLU(0.2)]
            channels = wider
        self.features = nn.Sequential(*layers)
        self.logits = nn.Conv2d(channels, 1, 3, padding=1)

    def forward(self, image: Tensor) -> Tensor:
        return self.logits(self.features(2 * image - 1))
