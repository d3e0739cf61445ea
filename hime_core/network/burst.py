"""What the last frames know: earlier LR headshots of the same face, aligned to the present one and aggregated.

It is the paper's alignment (RFA, section 3.2) and its aggregation (CoFA, section 3.3), between the frames of a call in
place of between a face and its references. RFA reads nine places for each pixel and mixes them. Here one place is
read, and nothing is mixed, so that the noise of an earlier frame stays as fine as it can.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from hime_core.network.cofa import Cofa
from hime_core.network.layers import residual_blocks, zero_bias_
from hime_core.network.rfa import MAX_OFFSET
from hime_core.network.warp import warp

# A picture has this many channels.
COLOURS = 3
# The features that offsets are found in have this many channels.
FOUND_IN = 16
# What is read of an earlier frame, its picture and a few features, has this many channels together.
READ = 8
# The features are made by this many residual blocks.
BLOCKS = 2
# At the start a frame's score falls by this for each colour that is wholly unlike.
UNLIKE = 2.0
# With this much noise, 0 to 1, half of what the mean of the frames adds is taken. With half as much nearly nothing is,
# and with twice as much nearly all. It is not learned: real frames differ by more than made ones do, so that training
# would trust them too much.
HALF_WORTH = 4.5 / 255
# Differences between frames are divided by the noise, and by this more, so that they are never divided by nothing.
LEAST_NOISE = 0.01


class Burst(nn.Module):
    """Finds what earlier frames of a face know that the present one does not.

    Each earlier frame is aligned to the present one. The noise is what a mean over 3×3 pixels takes out of the
    difference of their pictures. CoFA says how much the frame counts in each pixel, by how unlike the present frame it
    is there beyond the noise. If there is little noise, the whole frame counts next to nothing: the mean of several
    frames would then only smear detail.
    """

    def __init__(self, width: int):
        super().__init__()
        self.head = nn.Conv2d(COLOURS, FOUND_IN, 3, padding=1)
        self.body = residual_blocks(BLOCKS, FOUND_IN)
        self.reduce = nn.Conv2d(FOUND_IN, READ - COLOURS, 1)
        self.offset = nn.Sequential(
            nn.Conv2d(2 * FOUND_IN, FOUND_IN, 1),
            nn.ReLU(),
            nn.Conv2d(FOUND_IN, FOUND_IN, 3, padding=1),
            nn.ReLU(),
            nn.Conv2d(FOUND_IN, 2, 3, padding=1),
        )
        self.cofa = Cofa(READ)
        self.to_picture = nn.Conv2d(READ, COLOURS, 3, padding=1, bias=False)
        self.to_feature = nn.Conv2d(READ, width, 3, padding=1, bias=False)
        with torch.no_grad():
            last = self.offset[-1]
            assert isinstance(last, nn.Conv2d)
            last.weight.mul_(0.3)
            # At the start a frame counts less where its picture is unlike the present one by more than noise is.
            self.cofa.g1.weight.copy_(torch.eye(READ).view(READ, READ, 1, 1))
            nn.init.zeros_(self.cofa.g2.weight)
            zero_bias_(self.cofa.g1)
            zero_bias_(self.cofa.g2)
            assert self.cofa.g2.bias is not None
            self.cofa.g2.bias[:COLOURS] = -UNLIKE / self.cofa.temperature
            # At the start the picture is the weighted mean of the aligned pictures, and the feature stays as it is.
            nn.init.zeros_(self.to_picture.weight)
            self.to_picture.weight[:, :COLOURS, 1, 1] = torch.eye(COLOURS)
            nn.init.zeros_(self.to_feature.weight)
        zero_bias_(self.reduce)

    def forward(self, lr: Tensor, past: Tensor, there: Tensor) -> tuple[Tensor, Tensor]:
        """The present LR, B×3×H×W, and earlier ones -> what is added to LR, and what is added to its first feature.

        past: B×P×3×H×W, P at least 1. there: B×P, 1 for a frame and 0 for padding. Without a frame both are zero.
        """
        read, flow = self.find(lr, past)
        return self.aggregate(read[:, 0], self.align(read, flow), there)

    def find(self, lr: Tensor, past: Tensor) -> tuple[Tensor, Tensor]:
        """What is read of all frames, B×(1+P)×C×H×W, and the flow to earlier ones, (B·P)×2×H×W, as `warp` wants it.

        The present frame comes first, and the first three channels of what is read are its picture.
        """
        b, p, _, h, w = past.shape
        pictures = torch.cat((lr.unsqueeze(1), past), dim=1).flatten(0, 1)
        features = self.body(F.relu(self.head(pictures)))
        read = torch.cat((pictures, self.reduce(features)), dim=1).view(b, p + 1, READ, h, w)
        features = features.view(b, p + 1, FOUND_IN, h, w)
        pairs = torch.cat((features[:, 1:], features[:, :1].expand(-1, p, -1, -1, -1)), dim=2).flatten(0, 1)
        # In float32: a bfloat16 position would be a quarter of a pixel off.
        return read, MAX_OFFSET * torch.tanh(self.offset(pairs).float() / MAX_OFFSET)

    def align(self, read: Tensor, flow: Tensor) -> Tensor:
        """What is read of the earlier frames, aligned to the present one, B×P×C×H×W, from what `find` returns."""
        past = read[:, 1:]
        return warp(past.flatten(0, 1), flow).view_as(past)

    def aggregate(self, present: Tensor, aligned: Tensor, there: Tensor) -> tuple[Tensor, Tensor]:
        """As `forward`, from what is read of the present frame, B×C×H×W, and of the aligned ones, B×P×C×H×W."""
        b, p, c, h, w = aligned.shape
        difference = aligned - present.unsqueeze(1)
        smooth = F.avg_pool2d(difference.flatten(0, 1), 3, 1, 1, count_include_pad=False).view(b, p, c, h, w)
        # B×P×1×1×1. A mean of roots, since noise is everywhere, and what is aligned badly is large in a few places.
        noise = (difference - smooth)[:, :, :COLOURS].detach().abs().sqrt().mean((2, 3, 4), keepdim=True) ** 2
        # 0..1, so that a frame after a cut cannot outweigh everything. No step is large, since float16 would overflow.
        unlike = smooth**2 / (smooth**2 + (noise + LEAST_NOISE) ** 2)
        unlike = torch.cat((torch.zeros_like(present).unsqueeze(1), unlike), dim=1)
        weights = self.cofa.weights(unlike, present, torch.cat((torch.ones_like(there[:, :1]), there), dim=1))
        worth = 1 / (1 + (HALF_WORTH / noise.clamp(min=HALF_WORTH / 8)) ** 4)
        news = (weights[:, 1:].unsqueeze(2) * worth * difference).sum(1)
        return self.to_picture(news), self.to_feature(news)
