"""What the last frames know: earlier LR headshots of the same face, aligned to the present one and aggregated.

It follows the paper's alignment (RFA, section 3.2) and its aggregation (CoFA, section 3.3), with earlier frames in
place of references. RFA reads nine places for each pixel and mixes them. Here one place is read and nothing is mixed,
so that an earlier frame's noise stays fine. CoFA learns to weigh references by their likeness to the LR picture. Here a
formula weighs frames by how like they are. It needs no learning, because two frames of one camera that show the same
differ by noise only.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from hime_core.network.layers import residual_blocks
from hime_core.network.rfa import MAX_OFFSET
from hime_core.network.warp import warp

# A picture has this many channels.
COLOURS = 3
# The features that offsets are found in have this many channels.
WIDTH = 16
# The features are made by this many residual blocks.
BLOCKS = 2
# If the noise is this share of the picture's mean, half of what the earlier frames add is taken. With half as much
# noise nearly nothing is taken, and with twice as much nearly all: a mean of frames without noise only smears detail.
HALF_WORTH = 0.04
# A pixel whose brightness has changed by this many times the noise counts a quarter of one that has not changed.
CHANGED = 0.7
# A change counts as at most this many times CHANGED · noise. Beyond 15 times, (1 + r²)² would be infinity in float16,
# which WebGPU need not know.
MOST_CHANGED = 12.0
# A change of colour counts this share of a change of brightness, since it has more noise.
COLOUR = 0.25
# A frame that differs from the present one by at most this, 0 to 1, in the mean, is left out: slow cameras send each
# picture twice. This is three quarters of one of 255 levels. The app has the same limit (app/enhance/history.py).
SAME = 0.003
# The noise is taken to be at least this, 0 to 1, because it is divided by. If it is so small, next to nothing is added.
LEAST_NOISE = 0.003
# A pixel that differs by at most this, 0 to 1, has no noise. This is half of one of 255 levels.
STILL = 0.002
# At least this share of the pixels, 0 to 1, is taken to have noise. If only an eye has moved, that is no noise.
LEAST_NOISY = 0.5


class Burst(nn.Module):
    """Finds what earlier frames of a face know that the present one does not. Only the flow is learned."""

    def __init__(self) -> None:
        super().__init__()
        self.head = nn.Conv2d(COLOURS, WIDTH, 3, padding=1)
        self.body = residual_blocks(BLOCKS, WIDTH)
        self.offset = nn.Sequential(
            nn.Conv2d(2 * WIDTH, WIDTH, 1),
            nn.ReLU(),
            nn.Conv2d(WIDTH, WIDTH, 3, padding=1),
            nn.ReLU(),
            nn.Conv2d(WIDTH, 2, 3, padding=1),
        )
        last = self.offset[-1]  # motion is small, and so are the first offsets
        assert isinstance(last, nn.Conv2d)
        with torch.no_grad():
            last.weight.mul_(0.3)

    def forward(self, lr: Tensor, past: Tensor, there: Tensor) -> Tensor:
        """The present LR, B×3×H×W, and earlier ones -> what they add to it, B×3×H×W.

        past: B×P×3×H×W, P at least 1. there: B×P, 1 for a frame and 0 for padding. Pictures are 0 to 1.
        Without a frame zero is added.
        """
        others = (past - lr.unsqueeze(1)).abs().mean((2, 3, 4)) > SAME
        aligned = warp(past.flatten(0, 1), self.flow(lr, past)).view_as(past)
        return added(lr, aligned, there * others.to(there.dtype))

    def flow(self, lr: Tensor, past: Tensor) -> Tensor:
        """From where earlier frames are read, as `warp` wants it: (B·P)×2×H×W."""
        b, p, _, h, w = past.shape
        pictures = torch.cat((lr.unsqueeze(1), past), dim=1).flatten(0, 1)
        features = self.body(F.relu(self.head(pictures))).view(b, p + 1, WIDTH, h, w)
        pairs = torch.cat((features[:, 1:], features[:, :1].expand(-1, p, -1, -1, -1)), dim=2).flatten(0, 1)
        # In float32: a bfloat16 position would be a quarter of a pixel off.
        return MAX_OFFSET * torch.tanh(self.offset(pairs).float() / MAX_OFFSET)


def added(lr: Tensor, aligned: Tensor, there: Tensor) -> Tensor:
    """What earlier frames add to the present LR, B×3×H×W, once they are aligned to it, B×P×3×H×W.

    There is a weighted mean of all frames, in which the present one has the weight 1. A share of the step from the
    present frame to that mean is returned: 1 / (1 + (HALF_WORTH · b / n)⁴), where b is the present frame's mean and n
    is the noise. An earlier frame's weight in a pixel is 1 / (1 + r²)². There, r is the frame's change, as a mean over
    3×3 pixels, over CHANGED · n. there: B×P, 1 for a frame and 0 for padding.
    """
    difference = aligned - lr.unsqueeze(1)
    smooth = F.avg_pool2d(difference.flatten(0, 1), 3, 1, 1, count_include_pad=False).view_as(difference)
    there = there.view(*there.shape, 1, 1, 1)
    noise = noise_in(difference - smooth, there)
    change = (smooth / (CHANGED * noise)).clamp(-MOST_CHANGED, MOST_CHANGED)
    brighter = change.mean(2, keepdim=True)
    unlike = brighter**2 + COLOUR * ((change - brighter) ** 2).mean(2, keepdim=True)
    weights = there / (1 + unlike) ** 2
    brightness = lr.mean((1, 2, 3)).view(-1, 1, 1, 1, 1)
    worth = 1 / (1 + (HALF_WORTH * brightness / noise) ** 4)
    return (worth * weights * difference).sum(1) / (1 + weights.sum(1))


def noise_in(fine: Tensor, there: Tensor) -> Tensor:
    """The noise of B faces, B×1×1×1×1, from LEAST_NOISE to 1. It is 1 if there is no frame.

    fine: B×P×3×H×W, how frames differ from the present one, less the mean over 3×3 pixels. there: B×P×1×1×1, 1 for a
    frame and 0 for padding. It is the noise of the frame with the least, since all have one camera, and what is aligned
    badly only seems to have more.
    """
    size = fine.detach().abs()  # a root has no gradient at zero
    # A wall behind somebody may be a still picture, or white, and has no noise.
    noisy = (size.mean(2, keepdim=True) > STILL).to(size.dtype)
    share = noisy.mean((2, 3, 4), keepdim=True).clamp(min=LEAST_NOISY)
    # A mean of roots, since noise is everywhere, and what is aligned badly is large in a few places.
    each = ((noisy * size.sqrt()).mean((2, 3, 4), keepdim=True) / share) ** 2
    return (each * there + (1 - there)).amin(1, keepdim=True).clamp(min=LEAST_NOISE)
