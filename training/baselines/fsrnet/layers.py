"""Blocks of layers that FSRNet is made of. Height and width stay the same, unless a stride is given."""

from torch import Tensor, nn
from torch.nn import functional as F

# An hourglass halves its resolution this many times.
HOURGLASS_LEVELS = 3


def convolved(inputs: int, outputs: int, *, size: int = 3, stride: int = 1) -> nn.Sequential:
    """A convolution, batch norm and ReLU."""
    convolution = nn.Conv2d(inputs, outputs, size, stride, size // 2, bias=False)
    return nn.Sequential(convolution, nn.BatchNorm2d(outputs), nn.ReLU())


class Residual(nn.Module):
    """Two convolutions with batch norm, and a skip around them."""

    def __init__(self, width: int):
        super().__init__()
        self.block = nn.Sequential(
            convolved(width, width), nn.Conv2d(width, width, 3, padding=1, bias=False), nn.BatchNorm2d(width)
        )

    def forward(self, x: Tensor) -> Tensor:
        return x + self.block(x)


class Preactivated(nn.Module):
    """The residual block of hourglasses (Newell et al. 2016).

    It has three convolutions, of which the middle one is half as wide, and batch norm and ReLU come before each.
    """

    def __init__(self, inputs: int, outputs: int):
        super().__init__()
        narrow = outputs // 2
        self.block = nn.Sequential(
            *(nn.BatchNorm2d(inputs), nn.ReLU(), nn.Conv2d(inputs, narrow, 1)),
            *(nn.BatchNorm2d(narrow), nn.ReLU(), nn.Conv2d(narrow, narrow, 3, padding=1)),
            *(nn.BatchNorm2d(narrow), nn.ReLU(), nn.Conv2d(narrow, outputs, 1)),
        )
        self.skip = nn.Identity() if inputs == outputs else nn.Conv2d(inputs, outputs, 1)

    def forward(self, x: Tensor) -> Tensor:
        return self.skip(x) + self.block(x)


class Hourglass(nn.Module):
    """Features at several resolutions (Newell et al. 2016).

    Height and width are multiples of 2 to the power of `levels`.
    """

    def __init__(self, width: int, levels: int = HOURGLASS_LEVELS):
        super().__init__()
        self.skip = Preactivated(width, width)
        self.inner = nn.Sequential(
            nn.MaxPool2d(2),
            Preactivated(width, width),
            Hourglass(width, levels - 1) if levels > 1 else Preactivated(width, width),
            Preactivated(width, width),
        )

    def forward(self, x: Tensor) -> Tensor:
        return self.skip(x) + F.interpolate(self.inner(x), scale_factor=2)
