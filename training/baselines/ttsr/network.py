"""The network of TTSR (Yang et al. 2020)."""

from pathlib import Path

import torch
from torch import Tensor
from torch.func import functional_call
from torch.nn import functional as F

from hime_core.errors import UsageError
from training.baselines.baseline import BaselineNetwork, Made, Shape
from training.baselines.ttsr.attention import patches, search, transfer
from training.baselines.ttsr.extractor import TextureExtractor
from training.baselines.ttsr.main_network import MainNetwork
from training.settings.baselines import Ttsr


class TtsrNetwork(BaselineNetwork):
    """Finds LR's textures in the references, and makes SR of LR and the references' HR textures. Only for ×4.

    Raises UsageError for another scale.
    """

    def __init__(self, shape: Shape):
        super().__init__(shape)
        assert isinstance(shape.baseline, Ttsr)
        if shape.scale != 4:
            raise UsageError(f"network.scale: TTSR is published for scale 4 alone, not {shape.scale}; set it to 4")
        self.with_textures_of_sr = bool(shape.baseline.transfer)
        self.extractor = TextureExtractor()
        self.main = MainNetwork(shape.baseline.width, shape.baseline.blocks)

    def begin(self, vgg_weights: Path | None) -> None:
        self.extractor.begin(vgg_weights)

    def make(self, lr: Tensor, exemplars: Tensor) -> Made:
        """`weights` are S at the reference whose patch was chosen, and 0 at the others.

        While the network learns by the texture transfer loss, `beside` has T as `transferred_0` to `transferred_2`, and
        SR's textures as `made_0` to `made_2`, from HR's resolution down.
        """
        b, r, *_ = exemplars.shape
        h, w = lr.shape[2:]
        references = exemplars.flatten(0, 1)
        # Similarities in half precision would choose other patches.
        with torch.autocast("cuda", enabled=False), torch.autocast("cpu", enabled=False):
            queries = patches(self.extractor(self.upsample(lr))[2])
            keys = patches(self.extractor(self._blurred(references))[2]).reshape(b, r * h * w, -1)
            chosen, soft = search(queries, keys)
            soft, places = soft.view(b, 1, h, w), chosen.view(b, h, w)
            textures = [transfer(level.unflatten(0, (b, r)), places) for level in self.extractor(references)]
        high, half, quarter = textures
        sr = (self.main(2 * lr - 1, (quarter, half, high), soft) + 1) / 2
        beside: dict[str, Tensor] = {}
        if self.training and self.with_textures_of_sr:
            fixed = {name: value.detach() for name, value in self.extractor.named_parameters()}
            made = functional_call(self.extractor, fixed, sr)
            beside = {f"transferred_{i}": texture for i, texture in enumerate(textures)}
            beside |= {f"made_{i}": texture for i, texture in enumerate(made)}
        by_reference = torch.arange(r, device=lr.device).view(1, r, 1, 1) == places.unsqueeze(1) // (h * w)
        return Made(sr, by_reference * soft, beside)

    def _blurred(self, references: Tensor) -> Tensor:
        """The references with as little detail as the enlarged LR has: reduced and enlarged again, N×3×H×W."""
        low = F.interpolate(references, scale_factor=1 / self.config.scale, mode="bicubic", antialias=True)
        return self.upsample(low)
