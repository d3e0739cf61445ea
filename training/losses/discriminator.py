"""The discriminator C(·) of the adversarial loss (paper section 5.1, which leaves its design open)."""

from torch import Tensor, nn
from torch.nn.utils.parametrizations import spectral_norm


class Discriminator(nn.Module):
    """A logit for each window of 52×52 pixels, 8 pixels apart.

    Takes RGB pictures, N×3×H×W from 0 to 1, H and W at least 16. Returns N×1×H/8×W/8. There is no sigmoid, since Eq. 13
    applies it to differences of logits.

    It is a patch discriminator (Isola et al. 2017, section 3.2.2). At each of three resolutions a 3×3 convolution makes
    the features wider and a 4×4 one of stride 2 halves the resolution, both followed by LeakyReLU(0.2). A last 3×3
    convolution makes the logits. A step has few pictures, so one logit a picture is too little to learn from: the
    network outran such a discriminator at once, and the discriminator then stayed at chance.

    All convolutions but the last have spectral norm, and none has batch norm. Batch norm would make a picture's logits
    depend on the rest of the minibatch, and so on how many processes share the minibatch. The last convolution has no
    norm, so that logits find their own range. It has no bias, since a constant cancels in the differences of Eq. 13.
    The norm's power iteration is part of the state_dict, and moves with every call in train mode.
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
        self.logits = nn.Conv2d(channels, 1, 3, padding=1, bias=False)

    def forward(self, image: Tensor) -> Tensor:
        return self.logits(self.features(2 * image - 1))
