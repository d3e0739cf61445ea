"""SRNTT: image super-resolution by neural texture transfer (Zhang et al. 2019).

It finds for each patch of the LR picture the most similar patch of the references, in features of VGG-19. It puts the
sharp features of the found patches in place of the LR picture's own, at three scales, and a network that learns makes
the SR picture of them.
"""

from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from hime_core.network.layers import residual_blocks
from training.baselines.baseline import BaselineNetwork, Made, Shape
from training.baselines.srntt.features import CHANNELS, TextureFeatures
from training.baselines.srntt.matching import best_matches
from training.baselines.srntt.swapping import shares_of_references, sources, swap
from training.settings.baselines import Srntt

# The network is published for this scale alone, in which a cell of VGG-19's relu3_1 is a pixel of the LR picture.
SCALE = 4
# Below zero, the leaky ReLUs let this share through.
LEAK = 0.1


class ContentExtractor(nn.Module):
    """ψ: features of the LR picture. N×3×h×w from -1 to 1 -> N×C×h×w."""

    def __init__(self, width: int, blocks: int):
        super().__init__()
        self.head = nn.Sequential(nn.Conv2d(3, width, 3, padding=1), nn.LeakyReLU(LEAK))
        self.body = residual_blocks(blocks, width)

    def forward(self, lr: Tensor) -> Tensor:
        x = self.head(lr)
        return x + self.body(x)


class Transfer(nn.Module):
    """A transfer at one scale: ψ + Res([ψ, M]). ψ: features so far, N×C×h×w; M: swapped ones, N×S×h×w."""

    def __init__(self, width: int, swapped: int, blocks: int):
        super().__init__()
        self.head = nn.Sequential(nn.Conv2d(width + swapped, width, 3, padding=1), nn.LeakyReLU(LEAK))
        self.body = residual_blocks(blocks, width)

    def forward(self, x: Tensor, swapped: Tensor) -> Tensor:
        return x + self.body(self.head(torch.cat([x, swapped], 1)))


class Twice(nn.Sequential):
    """Enlarges features to twice the side. N×C×h×w -> N×C×2h×2w."""

    def __init__(self, width: int):
        super().__init__(nn.Conv2d(width, 4 * width, 3, padding=1), nn.PixelShuffle(2), nn.LeakyReLU(LEAK))


@dataclass(frozen=True)
class Textures:
    """What the references give to an LR picture."""

    enlarged: Tensor  # the LR picture enlarged by bicubic, B×3×4h×4w
    swapped: list[Tensor]  # the references' features relu1_1, relu2_1 and relu3_1 in the LR picture's places
    similarity: Tensor  # of the found patch to each patch of the LR picture, B×1×(h-2)×(w-2)
    weights: Tensor  # how much of each pixel comes from each reference, B×R×h×w


class SrnttNetwork(BaselineNetwork):
    """SRNTT for scale 4. All parameters learn except VGG-19's.

    It has the layers of the PyTorch code that HIME's paper measured: 16 blocks at each scale, and no batch norm. (The
    authors' code has 16, 8 and 4 blocks, with batch norm.) Patches are compared in relu3_1 alone, as in both. Not as in
    that code: the content extractor learns with the rest from the beginning, and lacks the layers by which it was
    trained before, alone, to enlarge pictures. The picture that is added to is enlarged by bicubic, as HIME's is; there
    it is bilinear. The blocks start near the identity, as HIME's do.
    """

    def __init__(self, shape: Shape):
        super().__init__(shape)
        assert isinstance(shape.baseline, Srntt)
        assert shape.scale == SCALE
        width, blocks = shape.baseline.width, shape.baseline.blocks
        self.learns_textures = shape.baseline.texture > 0
        self.features = TextureFeatures()
        self.content = ContentExtractor(width, blocks)
        self.transfers = nn.ModuleList(Transfer(width, swapped, blocks) for swapped in reversed(CHANNELS))
        self.enlarge = nn.ModuleList(Twice(width) for _ in CHANNELS[1:])
        self.tail = nn.Sequential(
            nn.Conv2d(width, width // 2, 3, padding=1), nn.LeakyReLU(LEAK), nn.Conv2d(width // 2, 3, 3, padding=1)
        )

    def begin(self, vgg_weights: Path | None) -> None:
        """VGG-19 takes ImageNet's weights where they are at hand. Otherwise it keeps random ones."""
        self.features.begin(vgg_weights)

    def make(self, lr: Tensor, exemplars: Tensor) -> Made:
        """beside: lr, similarity, and swapped1 to swapped3. See `Textures`.

        While the network learns by the texture loss, also own1 to own3, SR's features relu1_1, relu2_1 and relu3_1.
        """
        found = self.textures(lr, exemplars)
        x = self.content(2 * lr - 1)
        stages = zip(self.transfers, [*self.enlarge, self.tail], reversed(found.swapped), strict=True)
        for transfer, enlarge, swapped in stages:
            x = enlarge(transfer(x, swapped))
        # The network is made for pictures from -1 to 1, in which differences are twice as large.
        sr = found.enlarged + x / 2
        beside = {f"swapped{level}": swapped for level, swapped in enumerate(found.swapped, 1)}
        if self.learns_textures and torch.is_grad_enabled():
            beside |= {f"own{level}": own for level, own in enumerate(self.features(sr), 1)}
        return Made(sr, found.weights, beside | {"similarity": found.similarity, "lr": lr})

    # Similarities in half precision would choose other patches, and the enlarged picture itself would be rounded.
    @torch.autocast("cuda", enabled=False)
    @torch.autocast("cpu", enabled=False)
    @torch.no_grad()
    def textures(self, lr: Tensor, exemplars: Tensor) -> Textures:
        """Finds the references' patches and swaps them in. No gradient flows through this.

        The enlarged LR picture is compared with references that are as blurred as it is: reduced by bicubic, and
        enlarged in the same way. The patches of all references are candidates together.

        lr: B×3×h×w. exemplars: B×R×3×H×W.
        """
        b, r, *_ = exemplars.shape
        pictures = exemplars.flatten(0, 1)
        small = F.interpolate(pictures, scale_factor=1 / SCALE, mode="bicubic", antialias=True)
        enlarged = self.upsample(lr)
        asked = self.features(enlarged)[-1]
        blurred = self.features(self.upsample(small))[-1].unflatten(0, (b, r))
        sharp = [feature.unflatten(0, (b, r)) for feature in self.features(pictures)]
        places, similarity = best_matches(asked, blurred)
        height, width = blurred.shape[3:]
        taken = sources(places, width)
        swapped = [swap(feature, taken, height) for feature in sharp]
        return Textures(enlarged, swapped, similarity[:, None], shares_of_references(taken, r, height * width))
