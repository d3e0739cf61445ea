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
# The place of each pixel in an earlier frame is found in features of this many channels. They are few, because aligning
# takes time for every earlier frame.
FOUND_IN = 16
# The features are made by this many residual blocks.
BLOCKS = 2
# So many channels are read at the places that were found: the LR picture and a few of the features.
READ = 8


class Burst(nn.Module):
    """Finds what earlier frames of a face know that the present one does not.

    Each earlier frame is aligned to the present one. CoFA says how much it counts in each pixel, by how unlike the
    present frame it is there. What counts as unlike depends on the present frame: in noise much may differ.
    """

    def __init__(self, width: int):
        super().__init__()
        self.head = nn.Conv2d(COLOURS, FOUND_IN, 3, padding=1)
        self.body = residual_blocks(BLOCKS, FOUND_IN)
        self.reduce = nn.Conv2d(FOUND_IN, READ - COLOURS, 1)
        self.rfa = Rfa(FOUND_IN, read=READ)
        self.cofa = Cofa(FOUND_IN)
        self.to_picture = nn.Conv2d(FOUND_IN, COLOURS, 3, padding=1, bias=False)
        self.to_feature = nn.Conv2d(FOUND_IN, width, 3, padding=1, bias=False)
        with torch.no_grad():
            # At the start the picture is the weighted mean of the aligned pictures, and the feature stays as it is.
            nn.init.zeros_(self.to_picture.weight)
            self.to_picture.weight[:, :COLOURS, 1, 1] = torch.eye(COLOURS)
            nn.init.zeros_(self.to_feature.weight)
        zero_bias_(self.reduce)

    def forward(self, lr: Tensor, past: Tensor, there: Tensor) -> tuple[Tensor, Tensor]:
        """The present LR, B×3×H×W, and earlier ones -> what is added to LR, and what is added to its first feature.

        past: B×P×3×H×W, P at least 1. there: B×P, 1 for a frame and 0 for padding.
        """
        return self.aggregate(*self.align(lr, past), there)

    def align(self, lr: Tensor, past: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """The present frame's feature, B×C×H×W, what is read in it, and what is read in earlier frames, B×P×C×H×W.

        The first three channels of what is read are a picture.
        """
        b, p, _, h, w = past.shape
        frames = torch.cat((lr.unsqueeze(1), past), dim=1).flatten(0, 1)
        feature = self.body(F.relu(self.head(frames)))
        read = torch.cat((frames, self.reduce(feature)), dim=1).view(b, p + 1, READ, h, w)
        feature = feature.view(b, p + 1, FOUND_IN, h, w)
        now, earlier = feature[:, :1].expand(b, p, FOUND_IN, h, w).flatten(0, 1), feature[:, 1:].flatten(0, 1)
        aligned = self.rfa.sample(read[:, 1:].flatten(0, 1), *self.rfa.offsets(earlier, now))
        present = F.conv2d(read[:, 0], self.rfa.weight, self.rfa.bias, padding=1)
        return feature[:, 0], present, aligned.view(b, p, FOUND_IN, h, w)

    def aggregate(self, feature: Tensor, present: Tensor, aligned: Tensor, there: Tensor) -> tuple[Tensor, Tensor]:
        """As `forward`, from what `align` returns."""
        difference = aligned - present.unsqueeze(1)
        unlike = torch.cat((torch.zeros_like(present).unsqueeze(1), difference.abs()), dim=1)
        weights = self.cofa.weights(unlike, feature, torch.cat((torch.ones_like(there[:, :1]), there), dim=1))
        news = (weights[:, 1:].unsqueeze(2) * difference).sum(1)
        return self.to_picture(news), self.to_feature(news)
