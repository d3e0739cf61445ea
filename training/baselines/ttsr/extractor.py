"""The learnable texture extractor (Yang et al. 2020, section 3.1): the first layers of VGG-19, which learn on."""

from pathlib import Path

import torch
from torch import Tensor, nn

from training.losses.perceptual import DEVIATION, MEAN, vgg19_features

# VGG-19's layers up to relu3_1 are so many, as torchvision counts them.
LAYERS = 12
# After these layers, which are relu1_1, relu2_1 and relu3_1, textures are taken.
TAKEN = (1, 6, 11)
# Textures have so many channels at HR's resolution, at a half and at a quarter of it.
WIDTHS = (64, 128, 256)


class TextureExtractor(nn.Module):
    """Textures at three resolutions. They have 64 channels at a picture's own, 128 at a half, 256 at a quarter."""

    mean: Tensor
    deviation: Tensor
    imagenet: Tensor  # whether it began with ImageNet's weights, a scalar of type bool

    def __init__(self) -> None:
        super().__init__()
        first, second, third = WIDTHS
        self.layers = nn.Sequential(
            *(_convolution(3, first), nn.ReLU()),
            *(_convolution(first, first), nn.ReLU(), nn.MaxPool2d(2), _convolution(first, second), nn.ReLU()),
            *(_convolution(second, second), nn.ReLU(), nn.MaxPool2d(2), _convolution(second, third), nn.ReLU()),
        )
        self.register_buffer("mean", torch.tensor(MEAN).view(1, 3, 1, 1), persistent=False)
        self.register_buffer("deviation", torch.tensor(DEVIATION).view(1, 3, 1, 1), persistent=False)
        self.register_buffer("imagenet", torch.tensor(False))

    def begin(self, vgg_weights: Path | None) -> None:
        """Take ImageNet's weights, where they are at hand (`vgg19_features`)."""
        features, imagenet = vgg19_features(vgg_weights, LAYERS)
        if imagenet:
            self.layers.load_state_dict(features.state_dict())
            self.imagenet.fill_(True)

    def forward(self, image: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """RGB, N×3×H×W from 0 to 1 -> N×64×H×W, N×128×H/2×W/2, N×256×H/4×W/4."""
        x, taken = (image - self.mean) / self.deviation, []
        for place, layer in enumerate(self.layers):
            x = layer(x)
            if place in TAKEN:
                taken.append(x)
        first, second, third = taken
        return first, second, third


def _convolution(inputs: int, outputs: int) -> nn.Conv2d:
    """A 3×3 convolution that begins as VGG-19's do before they learn."""
    convolution = nn.Conv2d(inputs, outputs, 3, padding=1)
    nn.init.kaiming_normal_(convolution.weight, mode="fan_out", nonlinearity="relu")
    assert convolution.bias is not None
    nn.init.zeros_(convolution.bias)
    return convolution
