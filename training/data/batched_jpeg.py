"""JPEG and back, all pictures of a step at once, on any device: what libjpeg does to the levels, without the bits.

Colour at half the resolution (4:2:0), the tables of the standard (ITU-T T.81, Annex K.1) scaled by quality, the
transform and the colours in libjpeg's whole numbers (jfdctint.c, jidctint.c, jccolor.c), its smooth enlargement of
colour: equal to OpenCV's to the bit. Whole numbers are float64 where they are multiplied, since GPUs multiply no
matrices of integers.
"""

from functools import lru_cache

import torch
from torch import Tensor
from torch.nn import functional as F

BLOCK = 8  # pixels, the side of what is transformed as one
MIDDLE = 128  # the level that the transform takes as zero

# The cosine transform times 8192·sqrt(8), as libjpeg rounds it; a row a frequency.
COSINES = (
    (8192, 8192, 8192, 8192, 8192, 8192, 8192, 8192),
    (11363, 9633, 6437, 2260, -2260, -6437, -9633, -11363),
    (10703, 4433, -4433, -10703, -10703, -4433, 4433, 10703),
    (9633, -2259, -11362, -6436, 6436, 11362, 2259, -9633),
    (8192, -8192, -8192, 8192, 8192, -8192, -8192, 8192),
    (6437, -11362, 2261, 9633, -9633, -2261, 11362, -6437),
    (4433, -10704, 10704, -4433, -4433, 10704, -10704, 4433),
    (2260, -6436, 9633, -11363, 11363, -9633, 6436, -2260),
)
# What coefficients are divided by at quality 50.
LIGHT = (
    (16, 11, 10, 16, 24, 40, 51, 61),
    (12, 12, 14, 19, 26, 58, 60, 55),
    (14, 13, 16, 24, 40, 57, 69, 56),
    (14, 17, 22, 29, 51, 87, 80, 62),
    (18, 22, 37, 56, 68, 109, 103, 77),
    (24, 35, 55, 64, 81, 104, 113, 92),
    (49, 64, 78, 87, 103, 121, 120, 101),
    (72, 92, 95, 98, 112, 100, 103, 99),
)
COLOUR = (
    (17, 18, 24, 47, 99, 99, 99, 99),
    (18, 21, 26, 66, 99, 99, 99, 99),
    (24, 26, 56, 99, 99, 99, 99, 99),
    (47, 66, 99, 99, 99, 99, 99, 99),
    (99, 99, 99, 99, 99, 99, 99, 99),
    (99, 99, 99, 99, 99, 99, 99, 99),
    (99, 99, 99, 99, 99, 99, 99, 99),
    (99, 99, 99, 99, 99, 99, 99, 99),
)


def jpeg(image: Tensor, quality: Tensor) -> Tensor:
    """Through JPEG and back: N×3×h×w whole levels, sides multiples of 8. quality: N; 0 leaves a picture as it is."""
    height, width = image.shape[2:]
    r, g, b = image.int().unbind(1)
    light = _shifted(19595 * r + 38470 * g + 7471 * b, 16)
    # Halves are rounded down here.
    blue = _shifted(-11059 * r - 21709 * g + 32768 * b - 1, 16) + MIDDLE
    red = _shifted(32768 * r - 27439 * g - 5329 * b - 1, 16) + MIDDLE
    light_table, colour_table = _tables(quality)
    light = _coded(light[:, None].double(), light_table)[:, 0]
    # Whole blocks of colour: libjpeg repeats the last column of pixels, but the last row of their means.
    wide = F.pad(torch.stack((blue, red), 1).double(), (0, -width % (2 * BLOCK), 0, 0), mode="replicate")
    colour = F.pad(_halved(wide), (0, 0, 0, -(height // 2) % BLOCK), mode="replicate")
    colour = _coded(colour, colour_table)[:, :, : height // 2, : width // 2]
    blue, red = (_doubled(colour).int() - MIDDLE).unbind(1)
    decoded = (
        light + _shifted(91881 * red, 16),
        light + _shifted(-22554 * blue - 46802 * red, 16),
        light + _shifted(116130 * blue, 16),
    )
    return torch.where(quality[:, None, None, None] > 0, torch.stack(decoded, 1).clamp(0, 255).float(), image)


def _shifted(value: Tensor, bits: int) -> Tensor:
    """Divided by 2^bits and rounded, halves up."""
    return (value + (1 << (bits - 1))) >> bits


def _tables(quality: Tensor) -> Tensor:
    """2×N×1×8×8: what coefficients of light and of colour are divided by."""
    quality = quality.clamp_min(1)
    percent = torch.where(quality < 50, (5000 / quality).floor(), 200 - 2 * quality)
    base = _standard(quality.device)[:, None, None]
    return ((base * percent[:, None, None, None] + 50) / 100).floor().clamp(1, 255)


def _coded(planes: Tensor, table: Tensor) -> Tensor:
    """N×C×h×w whole levels through the transform, N×1×8×8 tables, and back; float64 in, whole int32 out."""
    height, width = planes.shape[2:]
    down, across = _cosines(height, planes.device), _cosines(width, planes.device)
    step = 8 * table.repeat(1, 1, height // BLOCK, width // BLOCK)  # the transform's outcome is eightfold
    sideways = _rounded((planes - MIDDLE) @ across.mT, 11)
    coefficients = _rounded(down @ sideways, 15)
    coefficients = coefficients.sign() * (coefficients.abs() / step + 0.5).floor() * step / 8
    upright = _rounded(down.mT @ coefficients, 11)
    return (_rounded(upright @ across, 18) + MIDDLE).clamp(0, 255).int()


def _rounded(value: Tensor, bits: int) -> Tensor:
    """`_shifted`, of whole numbers in float64."""
    return (value / (1 << bits) + 0.5).floor()


def _halved(planes: Tensor) -> Tensor:
    """Means of 2×2, halves rounded down and up in turn."""
    turn = torch.arange(planes.shape[-1] // 2, device=planes.device) % 2
    return (F.avg_pool2d(planes, 2) + (1 + turn) / 4).floor()


def _doubled(planes: Tensor) -> Tensor:
    """Enlarged by three quarters of the nearest and a quarter of the next, in both directions."""
    height, width = planes.shape[2:]
    smooth = _smooth(height, planes.device) @ planes.float() @ _smooth(width, planes.device).mT
    turn = torch.arange(2 * width, device=planes.device) % 2
    return (smooth + (8 - turn) / 16).floor()


@lru_cache(maxsize=64)
def _cosines(n: int, device: torch.device) -> Tensor:
    """The transform of all blocks of a side of n pixels, n×n."""
    return torch.block_diag(*[torch.tensor(COSINES, dtype=torch.float64)] * (n // BLOCK)).to(device)


@lru_cache(maxsize=64)
def _smooth(n: int, device: torch.device) -> Tensor:
    """2n×n."""
    pixel = torch.arange(2 * n)
    near = pixel // 2
    next_to = (near + torch.where(pixel % 2 == 0, -1, 1)).clamp(0, n - 1)
    return (0.75 * F.one_hot(near, n) + 0.25 * F.one_hot(next_to, n)).to(device)


@lru_cache(maxsize=4)
def _standard(device: torch.device) -> Tensor:
    return torch.tensor((LIGHT, COLOUR), dtype=torch.float64, device=device)
