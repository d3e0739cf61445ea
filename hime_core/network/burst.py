"""What the last frames know: earlier LR headshots of the same face, aligned to the present one and aggregated.

It is the paper's alignment (RFA, section 3.2) and its aggregation (CoFA, section 3.3), between the frames of a call in
place of between a face and its references.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from hime_core.network.cofa import Cofa
from hime_core.network.layers import residual_blocks, zero_bias_
from hime_core.network.rfa import Rfa

# A picture has this many channels.
COLOURS = 3
# A frame's memory is found by this many residual blocks.
BLOCKS = 2


class Burst(nn.Module):
    """Makes a better LR picture from the present frame and earlier ones, and what no LR picture can hold.

    A frame's memory is its LR picture and a feature of few channels, B×M×H×W. It is narrow because aligning takes time
    for every earlier frame and every channel. Each memory is aligned to the present frame, and CoFA says how much it
    counts in each pixel, by how unlike the present frame it is there. What counts as unlike depends on the present
    frame: in noise much may differ. The present frame is one of the set. What the set knows beyond the present frame is
    added to the LR picture, which the network then sees, and to F_L, which may hold detail finer than an LR pixel.
    """

    def __init__(self, width: int, memory: int):
        super().__init__()
        self.head = nn.Conv2d(COLOURS, memory, 3, padding=1)
        self.body = residual_blocks(BLOCKS, memory)
        self.reduce = nn.Conv2d(memory, memory - COLOURS, 1)
        self.rfa = Rfa(memory)
        self.cofa = Cofa(memory)
        self.to_picture = nn.Conv2d(memory, COLOURS, 3, padding=1, bias=False)
        self.to_feature = nn.Conv2d(memory, width, 3, padding=1, bias=False)
        with torch.no_grad():
            # At the start the picture is the weighted mean of the aligned pictures, and the feature stays as it is.
            nn.init.zeros_(self.to_picture.weight)
            self.to_picture.weight[:, :COLOURS, 1, 1] = torch.eye(COLOURS)
            nn.init.zeros_(self.to_feature.weight)
        zero_bias_(self.reduce)

    def remember(self, lr: Tensor) -> Tensor:
        """LR, B×3×H×W -> the frame's memory, B×M×H×W."""
        return torch.cat((lr, self.reduce(self.body(F.relu(self.head(lr))))), dim=1)

    def align(self, memory: Tensor, past: Tensor) -> Tensor:
        """Earlier memories, B×P×M×H×W, P at least 1, as the present frame would have them, in the same shape."""
        b, p, m, h, w = past.shape
        repeated = memory.unsqueeze(1).expand(b, p, m, h, w).reshape(b * p, m, h, w)
        return self.rfa(past.reshape(b * p, m, h, w), repeated, repeated).view(b, p, m, h, w)

    def aggregate(self, memory: Tensor, aligned: Tensor, there: Tensor) -> tuple[Tensor, Tensor]:
        """The present frame's memory, B×M×H×W, and aligned earlier ones -> what is added to LR, and what to F_L.

        there: B×P, 1 for a frame and 0 for padding. Without a frame both results are zero.
        """
        difference = aligned - memory.unsqueeze(1)
        everyone = torch.cat((torch.zeros_like(memory).unsqueeze(1), difference.abs()), dim=1)
        weights = self.cofa.weights(everyone, memory, torch.cat((torch.ones_like(there[:, :1]), there), dim=1))
        news = (weights[:, 1:].unsqueeze(2) * difference).sum(1)
        return self.to_picture(news), self.to_feature(news)
