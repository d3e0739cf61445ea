"""The graphs that `hime-train export` writes, as modules to trace."""

import copy

from torch import Tensor, nn, uint8

from hime_core.network import Hime
from hime_core.network.rfa import Rfa
from hime_core.runtime.engine import HIGHEST, LOWEST


class EncodeGraph(nn.Module):
    """exemplars N×3×sH×sW -> features N×K×H×W."""

    def __init__(self, network: Hime):
        super().__init__()
        self.network = network

    def forward(self, exemplars: Tensor) -> Tensor:
        return self.network.encode(exemplars)


class EnhanceGraph(nn.Module):
    """lr B×3×H×W, references B×R×K×H×W (R >= 1), present B×R -> sr, weights. Float32, for a processor."""

    def __init__(self, network: Hime):
        super().__init__()
        self.network = network

    def forward(self, lr: Tensor, references: Tensor, present: Tensor) -> tuple[Tensor, Tensor]:
        return self.network.enhance(lr, references, present)


class GpuGraph(nn.Module):
    """The same for a GPU: the network in float16, pictures as the app has them, so that few bytes travel.

    lr B×H×W×3 BGR uint8, references B×R×K×H×W float16 (R >= 1), present B×R float32 -> sr B×sH×sW×3 BGR uint8, weights
    B×R×H×W float16, and sound, B float32: 1 where every SR value was near those of a picture, 0 where any was not.

    by_sampling: alignment as one sampling and one matrix product, in float32, since most GPU engines have no deformable
    convolution. CUDA's has, in float16 but for the positions it samples at; it takes less time
    (docs/performance.md). The bicubic skip stays in float32: float16 would round the picture itself.
    """

    def __init__(self, network: Hime, by_sampling: bool):
        super().__init__()
        self.upsample = copy.deepcopy(network.upsample)
        self.network = copy.deepcopy(network).half()
        for module in self.network.modules():
            if isinstance(module, Rfa):
                module.always_by_sampling = by_sampling

    def forward(self, lr: Tensor, references: Tensor, present: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        picture = lr.flip(3).permute(0, 3, 1, 2).contiguous().float() / 255
        residual, weights = self.network.residual(picture.half(), references, present.half())
        sr = self.upsample(picture) + residual.float()
        sound = ((sr >= LOWEST) & (sr <= HIGHEST)).float().amin((1, 2, 3))  # a comparison with NaN is false
        image = (sr.clamp(0, 1) * 255).round().to(uint8).permute(0, 2, 3, 1).flip(3)
        return image, weights, sound
