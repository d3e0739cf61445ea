"""The main network (Yang et al. 2020, sections 3.1 and 3.2, Figures 2 and 3): it puts the textures into the picture."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from training.baselines.baseline import in_float32
from training.baselines.ttsr.extractor import WIDTHS


def convolution(inputs: int, outputs: int, stride: int = 1) -> nn.Conv2d:
    """A 3×3 convolution."""
    return nn.Conv2d(inputs, outputs, 3, stride, padding=1)


def enlarged(x: Tensor, factor: int) -> Tensor:
    """Bicubic enlargement, N×C×H×W -> N×C×factor·H×factor·W."""
    return x if factor == 1 else F.interpolate(x, scale_factor=factor, mode="bicubic")


class ResidualBlock(nn.Module):
    """x + conv(relu(conv(x))), N×C×H×W -> N×C×H×W."""

    def __init__(self, width: int):
        super().__init__()
        self.layers = nn.Sequential(convolution(width, width), nn.ReLU(inplace=True), convolution(width, width))

    def forward(self, x: Tensor) -> Tensor:
        return x + self.layers(x)


class Blocks(nn.Module):
    """x + conv(blocks(y)), where y is x or a version of x, N×C×H×W each."""

    def __init__(self, count: int, width: int):
        super().__init__()
        self.layers = nn.Sequential(*(ResidualBlock(width) for _ in range(count)), convolution(width, width))

    def forward(self, x: Tensor, version: Tensor | None = None) -> Tensor:
        return x + self.layers(x if version is None else version)


class SoftAttention(nn.Module):
    """F + conv([F, T]) · S (Eq. 7). F: N×C×H×W, T: N×K×H×W, S: N×1×h×w, which is enlarged to F's size."""

    def __init__(self, width: int, textures: int):
        super().__init__()
        self.merge = convolution(width + textures, width)

    def forward(self, features: Tensor, texture: Tensor, soft: Tensor) -> Tensor:
        factor = features.shape[2] // soft.shape[2]
        return features + self.merge(torch.cat([features, texture], 1)) * enlarged(soft, factor)


class Enlarge(nn.Module):
    """relu(PixelShuffle(conv(x))), N×C×H×W -> N×C×2H×2W."""

    def __init__(self, width: int):
        super().__init__()
        self.layers = nn.Sequential(convolution(width, 4 * width), nn.PixelShuffle(2), nn.ReLU())

    def forward(self, x: Tensor) -> Tensor:
        return self.layers(x)


class Brought(nn.Module):
    """Features of one level at the resolution of another one, N×C×H×W -> N×C×2^k·H×2^k·W.

    To a higher resolution (k > 0): bicubic enlargement and a 1×1 convolution. To a lower one (k < 0): convolutions of
    stride 2. Each convolution is followed by ReLU.
    """

    def __init__(self, width: int, k: int):
        super().__init__()
        self.factor = 2 ** max(k, 0)
        if k > 0:
            self.layers = nn.Sequential(nn.Conv2d(width, width, 1), nn.ReLU())
        else:
            self.layers = nn.Sequential(*(nn.Sequential(convolution(width, width, 2), nn.ReLU()) for _ in range(-k)))

    def forward(self, x: Tensor) -> Tensor:
        return self.layers(enlarged(x, self.factor))


class Gather(nn.Module):
    """relu(conv([features of all levels])) at the resolution of one level. Takes a tensor N×C×H×W from each level."""

    def __init__(self, width: int, levels: int, level: int):
        super().__init__()
        self.level = level
        # A level's own features are taken as they are.
        self.brought = nn.ModuleList(
            nn.Identity() if other == level else Brought(width, level - other) for other in range(levels)
        )
        self.merge = convolution(levels * width, width)

    def forward(self, features: list[Tensor]) -> Tensor:
        found = [bring(x) for bring, x in zip(self.brought, features, strict=True)]
        return F.relu(self.merge(torch.cat(found, 1)))


class Integration(nn.Module):
    """Cross-scale feature integration (section 3.2), then residual blocks, for each level by itself.

    Takes and returns a tensor N×C×H×W for each level; the first level has the lowest resolution.
    """

    def __init__(self, width: int, levels: int, blocks: int):
        super().__init__()
        self.gather = nn.ModuleList(Gather(width, levels, level) for level in range(levels))
        self.blocks = nn.ModuleList(Blocks(blocks, width) for _ in range(levels))

    def forward(self, features: list[Tensor]) -> list[Tensor]:
        gathered = [gather(features) for gather in self.gather]
        return [blocks(x, y) for blocks, x, y in zip(self.blocks, features, gathered, strict=True)]


class MainNetwork(nn.Module):
    """LR, textures and soft attention -> SR. All pictures are from -1 to 1.

    width: channels of the features. blocks: residual blocks before the textures, and at each of the three levels.
    """

    def __init__(self, width: int, blocks: tuple[int, int, int, int]):
        super().__init__()
        high, half, quarter = WIDTHS
        self.head = nn.Sequential(convolution(3, width), nn.ReLU())
        self.shallow = Blocks(blocks[0], width)
        self.attention = nn.ModuleList(SoftAttention(width, textures) for textures in (quarter, half, high))
        self.first = Blocks(blocks[1], width)
        self.enlarge = nn.ModuleList(Enlarge(width) for _ in range(2))
        self.second = Integration(width, 2, blocks[2])
        self.third = Integration(width, 3, blocks[3])
        self.gather = Gather(width, 3, 2)
        self.tail = nn.Sequential(convolution(width, width // 2), nn.Conv2d(width // 2, 3, 1))

    def forward(self, lr: Tensor, textures: tuple[Tensor, Tensor, Tensor], soft: Tensor) -> Tensor:
        """lr: B×3×h×w. textures: T at LR's resolution, at twice and at four times it. soft: S, B×1×h×w. Returns SR."""
        x = self.attention[0](self.shallow(self.head(lr)), textures[0], soft)
        features = [self.first(x)]
        for level, integrate in ((1, self.second), (2, self.third)):
            x = self.attention[level](self.enlarge[level - 1](features[-1]), textures[level], soft)
            features = integrate([*features, x])
        return in_float32(self.tail, self.gather(features))
