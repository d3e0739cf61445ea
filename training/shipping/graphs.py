"""The modules that `hime-train export` writes as graphs."""

import copy

from torch import Tensor, nn, uint8

from hime_core.network import Hime
from hime_core.network.hime import Past
from hime_core.network.rfa import Rfa
from hime_core.runtime.engine import HIGHEST, LOWEST


class EncodeGraph(nn.Module):
    """The network's encoder. Takes exemplars N×3×sH×sW, RGB from 0 to 1. Returns features N×K×H×W."""

    def __init__(self, network: Hime):
        super().__init__()
        self.network = network

    def forward(self, exemplars: Tensor) -> Tensor:
        return self.network.encode(exemplars)


class EnhanceGraph(nn.Module):
    """The network for a processor, in float32.

    Takes lr B×3×H×W, RGB from 0 to 1, references B×R×K×H×W (R at least 1), and present B×R, 1 for a reference and 0 for
    an empty place. Returns sr B×3×sH×sW and weights B×R×H×W.
    """

    def __init__(self, network: Hime):
        super().__init__()
        self.network = network

    def forward(self, lr: Tensor, references: Tensor, present: Tensor) -> tuple[Tensor, Tensor]:
        return self.network.enhance(lr, references, present)


class BurstGraph(nn.Module):
    """The network for headshots with earlier frames, for a processor, in float32.

    Takes what `EnhanceGraph` takes, past B×P×3×H×W (P at least 1), and there B×P, 1 for a frame and 0 for an empty
    place. Returns what `EnhanceGraph` returns.
    """

    def __init__(self, network: Hime):
        super().__init__()
        self.network = network

    def forward(
        self, lr: Tensor, references: Tensor, present: Tensor, past: Tensor, there: Tensor
    ) -> tuple[Tensor, Tensor]:
        return self.network.enhance(lr, references, present, Past(past, there))


class GpuGraph(nn.Module):
    """The network for a GPU, in float16. Pictures are as the app has them, so that few bytes go to the GPU and back.

    Takes lr B×H×W×3 BGR uint8, references B×R×K×H×W float16 (R at least 1), and present B×R float32. Returns sr
    B×sH×sW×3 BGR uint8, weights B×R×H×W float16, and sound B float32: 1 if every SR value was near the values of a
    picture, else 0. A network with a burst also takes past B×P×H×W×3 BGR uint8 (P at least 1) and there B×P float32.

    by_sampling: references are aligned by one sampling and one matrix product, in float32, since most engines for GPUs
    have no deformable convolution. CUDA's engine has one, and it takes less time (docs/performance.md). This deformable
    convolution computes in float16, except for the positions that it samples at. The bicubic skip stays in float32,
    since float16 would round the picture itself. So what a burst changes in the picture is added in float32.
    """

    def __init__(self, network: Hime, by_sampling: bool):
        super().__init__()
        self.upsample = copy.deepcopy(network.upsample)
        self.network = copy.deepcopy(network).half()
        for module in self.network.modules():
            if isinstance(module, Rfa):
                module.always_by_sampling = by_sampling

    def forward(
        self,
        lr: Tensor,
        references: Tensor,
        present: Tensor,
        past: Tensor | None = None,
        there: Tensor | None = None,
    ) -> tuple[Tensor, Tensor, Tensor]:
        picture = lr.flip(3).permute(0, 3, 1, 2).contiguous().float() / 255
        if past is None or there is None:
            seen = self.network.see(picture.half())
        else:
            frames = past.flip(4).permute(0, 1, 4, 2, 3).contiguous().float() / 255
            seen = self.network.see(picture.half(), Past(frames.half(), there.half()))
            picture = picture + (seen.lr.float() - picture.half().float())
        residual, weights = self.network.residual(seen, references, present.half())
        sr = self.upsample(picture) + residual.float()
        sound = ((sr >= LOWEST) & (sr <= HIGHEST)).float().amin((1, 2, 3))  # a comparison with NaN is false
        image = (sr.clamp(0, 1) * 255).round().to(uint8).permute(0, 2, 3, 1).flip(3)
        return image, weights, sound
