"""HIME: headshot super-resolution with multiple exemplars (paper section 3)."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from torch import Tensor, nn

from hime_core.network.aggregation import AverageAggregation, MaxAggregation
from hime_core.network.burst import Burst
from hime_core.network.cofa import Cofa
from hime_core.network.extractors import HrExtractor, LrExtractor
from hime_core.network.reconstructor import BicubicUpsample, Reconstructor
from hime_core.network.rfa import Rfa
from hime_core.network.rfa_conv import ConvAlignment
from hime_core.network.rfa_flow import FlowRfa


@dataclass(frozen=True)
class HimeConfig:
    """The network's shape. The block counts are the paper's. A width of 40 gives about 0.88 M parameters.

    The alignment "dconv" makes HIME small, and "dconv-flow" makes HIME large. The alignment "conv" and the aggregations
    "average" and "max" are the paper's ablations.
    """

    scale: Literal[4, 8] = 4
    width: int = 40
    lr_blocks: int = 5  # k_l
    hr_blocks: int = 3  # k_h
    reconstruction_blocks: int = 20  # k_r
    alignment: Literal["conv", "dconv", "dconv-flow"] = "dconv"
    aggregation: Literal["average", "max", "cofa"] = "cofa"
    flow_factor: Literal[1, 2, 4] = 2  # the flow's resolution over the LR resolution, for dconv-flow alone
    flow_levels: int = 4  # SpyNet's levels, for dconv-flow alone: 4 levels reduce 64 pixels to 8
    # Most convolutions see features and weights rounded to 8 bits (network/rounding.py), for dconv alone. Exemplars are
    # still encoded in float32.
    rounded: bool = False
    # The residual blocks of the LR extractor, and some of the reconstructor, have this many channels between their two
    # convolutions; None: as many as the width.
    inner_width: int | None = None
    narrow_blocks: int | None = None  # so many first blocks of the reconstructor have the inner width; None: all
    # RFA samples this many channels, which a 1×1 convolution makes of a reference; None: the reference's own channels.
    # This is for dconv alone.
    sampled_width: int | None = None
    burst: bool = False  # the network sees earlier frames of the face, at least one (network/burst.py)


class Past(NamedTuple):
    """Earlier LR headshots of B faces, in any order."""

    frames: Tensor  # B×P×3×H×W, P at least 1
    there: Tensor  # B×P, 1 for a frame and 0 for padding


class Seen(NamedTuple):
    """LR headshots as the network sees them, before references come in."""

    lr: Tensor  # B×3×H×W, the picture that is enlarged; with a past it has less noise
    feature: Tensor  # B×C×H×W, F_L


class Hime(nn.Module):
    """The network in two parts: `encode` turns an exemplar into a feature once. `enhance` uses features in every frame.

    Images are float32 N×3×H×W, RGB, 0..1. LR height and width are multiples of 8. An exemplar is `scale` times as large
    as the LR input.
    """

    def __init__(self, config: HimeConfig):
        super().__init__()
        if config.scale not in (4, 8):
            raise ValueError(f"scale must be 4 or 8, not {config.scale}")
        if config.rounded and config.alignment != "dconv":
            raise ValueError("rounded: is for the alignment dconv alone")
        if config.sampled_width and config.alignment != "dconv":
            raise ValueError("sampled_width: is for the alignment dconv alone")
        if config.rounded and config.burst:
            raise ValueError("burst: is for networks without rounding alone")
        self.config = config
        self.lr_extractor = LrExtractor(config.width, config.lr_blocks, config.rounded, config.inner_width)
        self.hr_extractor = HrExtractor(config.width, config.hr_blocks, config.scale)
        self.rfa = alignment_of(config)
        self.cofa = aggregation_of(config)
        self.reconstructor = Reconstructor(
            config.width,
            config.reconstruction_blocks,
            config.scale,
            config.rounded,
            config.inner_width,
            config.narrow_blocks,
        )
        self.upsample = BicubicUpsample(config.scale)
        self.burst = Burst() if config.burst else None

    def encode(self, exemplars: Tensor) -> Tensor:
        """Exemplars, N×3×sH×sW -> their encoded references, N×K×H×W: F_ref, and with flow a small picture, too.

        An encoded reference does not depend on the LR input.
        """
        return self.rfa.keep(exemplars, self.hr_extractor(exemplars))

    def enhance(
        self, lr: Tensor, references: Tensor, present: Tensor | None = None, past: Past | None = None
    ) -> tuple[Tensor, Tensor]:
        """LR headshots and their encoded references -> SR headshots and each reference's CoFA weight.

        lr: B×3×H×W. references: B×R×K×H×W as `encode` returns them, R >= 0. present: B×R, 1 for a reference and 0 for
        padding; by default all are present. past: earlier frames of the same faces, for a network with a burst. Returns
        SR B×3×sH×sW (not clamped) and weights B×R×H×W, which sum to one over the references that are present.
        """
        seen = self.see(lr, past)
        residual, weights = self.residual(seen, references, present)
        return self.upsample(seen.lr) + residual, weights

    def see(self, lr: Tensor, past: Past | None = None) -> Seen:
        """What the network knows of LR headshots, B×3×H×W, before references come in."""
        if self.burst is None or past is None:
            return Seen(lr, self.lr_extractor(lr))
        lr = lr + self.burst(lr, *past)
        return Seen(lr, self.lr_extractor(lr))

    def residual(self, seen: Seen, references: Tensor, present: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """Returns what `enhance` adds to the bicubic skip, R(F_f), and the weights. Arguments are as for `enhance`."""
        b, r, k, h, w = references.shape
        if r == 0:
            return self.reconstructor(seen.feature), seen.lr.new_zeros(b, 0, h, w)
        if present is None:
            present = seen.lr.new_ones(b, r)
        aligned = self.rfa(references.reshape(b * r, k, h, w), _repeat(seen.feature, r), _repeat(seen.lr, r))
        aligned = aligned.view(b, r, -1, h, w)
        aggregated, weights = self.cofa(aligned, seen.feature, present)
        return self.reconstructor(aggregated + seen.feature), weights

    def encode_sets(self, exemplars: Tensor) -> Tensor:
        """Sets of exemplars, B×R×3×sH×sW -> their encoded references, B×R×K×H×W. R may be zero."""
        b, r, _, height, width = exemplars.shape
        h, w, k = height // self.config.scale, width // self.config.scale, self.rfa.kept_channels
        if r == 0:
            return exemplars.new_zeros(b, 0, k, h, w)
        return self.encode(exemplars.flatten(0, 1)).view(b, r, k, h, w)

    def forward(self, lr: Tensor, exemplars: Tensor) -> tuple[Tensor, Tensor]:
        """`encode_sets`, then `enhance`. exemplars: B×R×3×sH×sW."""
        return self.enhance(lr, self.encode_sets(exemplars))


def alignment_of(config: HimeConfig) -> ConvAlignment | Rfa | FlowRfa:
    """The alignment that a configuration names."""
    if config.alignment == "conv":
        return ConvAlignment(config.width)
    if config.alignment == "dconv":
        return Rfa(config.width, config.rounded, config.sampled_width)
    return FlowRfa(config.width, config.scale, config.flow_factor, config.flow_levels)


def aggregation_of(config: HimeConfig) -> AverageAggregation | MaxAggregation | Cofa:
    """The aggregation that a configuration names."""
    if config.aggregation == "average":
        return AverageAggregation()
    if config.aggregation == "max":
        return MaxAggregation()
    return Cofa(config.width)


def _repeat(x: Tensor, times: int) -> Tensor:
    """B×C×H×W -> (B·times)×C×H×W, each item repeated in a row."""
    b, c, h, w = x.shape
    return x.unsqueeze(1).expand(b, times, c, h, w).reshape(b * times, c, h, w)
