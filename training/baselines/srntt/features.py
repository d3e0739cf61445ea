"""The features of VGG-19 in which SRNTT compares and swaps patches (Zhang et al. 2019)."""

from pathlib import Path

import torch
from torch import Tensor, nn

from training.losses.perceptual import DEVIATION, MEAN, vgg19_features

# VGG-19 from its first layer to relu3_1 is this: a convolution to so many channels with its ReLU, or a pooling (0).
LAYERS = (64, 64, 0, 128, 128, 0, 256)
# The layers relu1_1, relu2_1 and relu3_1 have so many channels.
CHANNELS = (64, 128, 256)
# The outputs of relu1_1, relu2_1 and relu3_1 have these places among those layers, as torchvision counts them.
TAKEN = (1, 6, 11)


class TextureFeatures(nn.Module):
    """φ: the outputs of VGG-19's layers relu1_1, relu2_1 and relu3_1. The weights do not learn.

    Takes RGB pictures, N×3×H×W from 0 to 1, H and W multiples of 4. Returns N×64×H×W, N×128×H/2×W/2 and
    N×256×H/4×W/4. The weights are random until `begin` is called or a state is loaded.
    """

    mean: Tensor
    deviation: Tensor
    imagenet: Tensor  # whether the weights were learned on ImageNet, a bool; a checkpoint holds it too

    def __init__(self) -> None:
        super().__init__()
        self.layers, inputs = nn.Sequential(), 3
        for outputs in LAYERS:
            if outputs:
                self.layers.extend([nn.Conv2d(inputs, outputs, 3, padding=1), nn.ReLU()])
                inputs = outputs
            else:
                self.layers.append(nn.MaxPool2d(2))
        self.requires_grad_(False)
        self.register_buffer("mean", torch.tensor(MEAN).view(1, 3, 1, 1))
        self.register_buffer("deviation", torch.tensor(DEVIATION).view(1, 3, 1, 1))
        self.register_buffer("imagenet", torch.tensor(False))

    def begin(self, vgg_weights: Path | None) -> None:
        """Take ImageNet's weights, or random ones as torchvision draws them. See `vgg19_features`."""
        given, imagenet = vgg19_features(vgg_weights, len(self.layers))
        self.layers.load_state_dict(given.state_dict())
        self.imagenet.fill_(imagenet)

    def forward(self, picture: Tensor) -> tuple[Tensor, ...]:
        x, taken = (picture - self.mean) / self.deviation, []
        for place, layer in enumerate(self.layers):
            x = layer(x)
            if place in TAKEN:
                taken.append(x)
        return tuple(taken)
