"""The discriminator C(·) of the adversarial loss (paper section 5.1, which leaves its design open)."""

from torch import Tensor, nn
from torch.nn.utils.parametrizations import spectral_norm


class Discriminator(nn.Module):
    """One logit a picture: N×3×H×W, RGB, 0..1, H and W >= 16 -> N. No sigmoid: Eq. 13 applies it to differences.

    VGG-style: at each of four resolutions a 3×3 convolution widens and a 4×4 one of stride 2 halves, all with
    LeakyReLU(0.2); then the mean over positions, so that any HR size fits, and one linear unit. It sees a picture
    as windows of 76×76 pixels.

    Spectral norm takes batch norm's place: batch norm would tie a picture's logit to the rest of the minibatch, which
    differs when processes share it. The linear unit goes without, so that logits find their own range. The norm's
    power iteration is state: it is in the state_dict, and moves with every forward in train mode.
    """

    def __init__(self, width: int = 32):
        super().__init__()
        layers: list[nn.Module] = []
        channels = 3
        for wider in (width, 2 * width, 4 * width, 8 * width):
            layers += [spectral_norm(nn.Conv2d(channels, wider, 3, padding=1)), nn.LeakyReLU(0.2)]
            layers += [spectral_norm(nn.Conv2d(wider, wider, 4, stride=2, padding=1)), nn.LeakyReLU(0.2)]
            channels = wider
        self.features = nn.Sequential(*layers)
        self.logit = nn.Linear(channels, 1)

    def forward(self, image: Tensor) -> Tensor:
        return self.logit(self.features(2 * image - 1).mean((2, 3))).squeeze(1)
