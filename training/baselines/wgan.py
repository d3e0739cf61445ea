"""The adversarial losses of TTSR and SRNTT, a Wasserstein GAN with gradient penalty (Gulrajani et al. 2017)."""

import torch
from torch import Tensor, nn

# The penalty counts this much in the critic's loss, as in Gulrajani et al.
PENALTY = 10
# The features of a picture are made this many pixels wide and high before the linear layers. TTSR was trained on
# pictures of 160×160, whose features have this size by themselves.
GRID = 5


class Critic(nn.Module):
    """The discriminator of TTSR's code: a number for each picture, larger for real pictures.

    Takes RGB pictures, N×3×H×W from -1 to 1, H and W at least 32. Returns N×1. There is no norm and no sigmoid.

    At each of five resolutions a 3×3 convolution makes the features wider and one of stride 2 halves the resolution.
    Two linear layers make the number. TTSR's linear layers fit one size of picture. A run of ours draws several, so the
    features are averaged or repeated to that size.
    """

    def __init__(self) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        channels = 3
        for wider in (32, 64, 128, 256, 512):
            layers += [nn.Conv2d(channels, wider, 3, padding=1), nn.LeakyReLU(0.2)]
            layers += [nn.Conv2d(wider, wider, 3, stride=2, padding=1), nn.LeakyReLU(0.2)]
            channels = wider
        layers += [nn.AdaptiveAvgPool2d(GRID), nn.Flatten()]
        layers += [nn.Linear(channels * GRID**2, 1024), nn.LeakyReLU(0.2), nn.Linear(1024, 1)]
        self.layers = nn.Sequential(*layers)

    def forward(self, image: Tensor) -> Tensor:
        return self.layers(image)


def fooling_loss(critic: nn.Module, sr: Tensor) -> Tensor:
    """The network's loss, -E[C(SR)], a scalar. sr: N×3×H×W from 0 to 1."""
    return -critic(2 * sr - 1).mean()


def critic_loss(critic: nn.Module, sr: Tensor, hr: Tensor) -> Tensor:
    """The critic's loss, E[C(SR)] - E[C(HR)] + 10·E[(|∇C(x)| - 1)²], a scalar. No gradient flows into SR.

    Each x lies at a random place on the line from a picture of SR to one of HR. sr, hr: N×3×H×W from 0 to 1. C and its
    gradient are over pictures from -1 to 1.
    """
    fake, real = 2 * sr.detach() - 1, 2 * hr - 1
    share = torch.rand(len(hr), 1, 1, 1, device=hr.device)
    between = torch.lerp(fake.float(), real.float(), share).requires_grad_()
    (slope,) = torch.autograd.grad(critic(between).sum(), between, create_graph=True)
    penalty = (slope.flatten(1).norm(dim=1) - 1).square().mean()
    return critic(fake).mean() - critic(real).mean() + PENALTY * penalty
