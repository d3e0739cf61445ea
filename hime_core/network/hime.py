"""HIME (small): headshot super-resolution with multiple exemplars (paper section 3)."""

from dataclasses import dataclass
from typing import Literal

import torch
from torch import Tensor, nn

from hime_core.network.cofa import Cofa
from hime_core.network.extractors import HrExtractor, LrExtractor
from hime_core.network.reconstructor import BicubicUpsample, Reconstructor
from hime_core.network.rfa import Rfa


@dataclass(frozen=True)
class HimeConfig:
    """What fixes the network's shape. The block counts are the paper's; width 40 gives about 0.89 M parameters."""

    scale: Literal[4, 8] = 4
    width: int = 40
    lr_blocks: int = 5  # k_l
    hr_blocks: int = 3  # k_h
    reconstruction_blocks: int = 20  # k_r


class Hime(nn.Module):
    """Two graphs: `encode` turns an exemplar into a feature once; `enhance` uses the features for every LR frame.

    Images are float32 N×3×H×W, RGB, 0..1. LR height and width are multiples of 8; an exemplar is `scale` times as
    large as the LR input it serves.
    """

    def __init__(self, config: HimeConfig):
        super().__init__()
        if config.scale not in (4, 8):
            raise ValueError(f"scale must be 4 or 8, not {config.scale}")
        self.config = config
        self.lr_extractor = LrExtractor(config.width, config.lr_blocks)
        self.hr_extractor = HrExtractor(config.width, config.hr_blocks, config.scale)
        self.rfa = Rfa(config.width)
        self.cofa = Cofa(config.width)
        self.reconstructor = Reconstructor(config.width, config.reconstruction_blocks, config.scale)
        self.upsample = BicubicUpsample(config.scale)

    def encode(self, exemplars: Tensor) -> Tensor:
        """Exemplars, N×3×sH×sW -> reference features F_ref, N×C×H×W. Independent of the LR input."""
        return self.hr_extractor(exemplars)

    def enhance(self, lr: Tensor, references: Tensor, present: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """LR headshots and their reference features -> SR headshots and each reference's CoFA weight.

        lr: B×3×H×W. references: B×R×C×H×W, R >= 0. present: B×R, 1 for a reference and 0 for padding (default:
        all present). Returns SR B×3×sH×sW (not clamped) and weights B×R×H×W, which sum to one over the references
        that are present.
        """
        residual, weights = self.residual(lr, references, present)
        return self.upsample(lr) + residual, weights

    def residual(self, lr: Tensor, references: Tensor, present: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """What `enhance` adds to the bicubic skip: same arguments, R(F_f) in place of SR."""
        b, r, c, h, w = references.shape
        lr_feature = self.lr_extractor(lr)
        if r == 0:
            return self.reconstructor(lr_feature), lr.new_zeros(b, 0, h, w)
        if present is None:
            present = lr.new_ones(b, r)
        lr_repeated = lr_feature.unsqueeze(1).expand(b, r, c, h, w).reshape(b * r, c, h, w)
        aligned = self.rfa(references.reshape(b * r, c, h, w), lr_repeated).view(b, r, c, h, w)
        aggregated, weights = self.cofa(aligned, lr_feature, present)
        return self.reconstructor(aggregated + lr_feature), weights

    def encode_sets(self, exemplars: Tensor) -> Tensor:
        """Sets of exemplars, B×R×3×sH×sW -> their features, B×R×C×H×W. R may be zero."""
        b, r, _, height, width = exemplars.shape
        h, w, c = height // self.config.scale, width // self.config.scale, self.config.width
        if r == 0:
            return exemplars.new_zeros(b, 0, c, h, w)
        return self.encode(exemplars.flatten(0, 1)).view(b, r, c, h, w)

    def forward(self, lr: Tensor, exemplars: Tensor) -> tuple[Tensor, Tensor]:
        """`encode_sets`, then `enhance`. exemplars: B×R×3×sH×sW."""
        return self.enhance(lr, self.encode_sets(exemplars))


def parameter_count(network: nn.Module) -> int:
    """Number of learned values."""
    return sum(p.numel() for p in network.parameters())


def count_macs(network: Hime, lr_size: int, references: int) -> int:
    """Multiply-accumulates of one `forward` at LR size lr_size² with so many references, convolutions only.

    Counted by running it: every convolution's output positions times its weight, plus the deformable convolution's.
    """
    macs = 0

    def hook(module: nn.Module, _: tuple[Tensor, ...], out: Tensor) -> None:
        nonlocal macs
        assert isinstance(module, nn.Conv2d)
        macs += out.shape[0] * out.shape[2] * out.shape[3] * module.weight.numel()

    handles = [m.register_forward_hook(hook) for m in network.modules() if isinstance(m, nn.Conv2d)]
    size = network.config.scale * lr_size
    with torch.inference_mode():
        network(torch.zeros(1, 3, lr_size, lr_size), torch.zeros(1, references, 3, size, size))
    for handle in handles:
        handle.remove()
    return macs + references * network.rfa.weight.numel() * lr_size**2
