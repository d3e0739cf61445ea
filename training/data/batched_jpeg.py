"""Changes the levels of all pictures of a step at once as JPEG does, on any device. No file is made.

The result equals OpenCV's to the bit, since every step is libjpeg's. Colour is taken at half the resolution (4:2:0).
The standard's tables (ITU-T T.81, Annex K.1) are scaled by quality. Transform and colours are computed in whole numbers
(jfdctint.c, jidctint.c, jccolor.c). Colour is enlarged smoothly. Matrices of whole numbers are float64, since GPUs
multiply no matrices of integers.
"""

from functools import lru_cache

import torch
from torch import Tensor
from torch.nn import functional as F

# JPEG transforms blocks of this many pixels a side.
BLOCK_SIDE = 8
# JPEG subtracts this from all 8-bit levels before the transform, and adds it after the way back.
MIDDLE_LEVEL = 128
# This is the cosine transform times 8192·sqrt(8), as libjpeg rounds it. Each row is a frequency.
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
# At quality 50, JPEG divides coefficients of light by this table.
LIGHT_TABLE = (
    (16, 11, 10, 16, 24, 40, 51, 61),
    (12, 12, 14, 19, 26, 58, 60, 55),
    (14, 13, 16, 24, 40, 57, 69, 56),
    (14, 17, 22, 29, 51, 87, 80, 62),
    (18, 22, 37, 56, 68, 109, 103, 77),
    (24, 35, 55, 64, 81, 104, 113, 92),
    (49, 64, 78, 87, 103, 121, 120, 101),
    (72, 92, 95, 98, 112, 100, 103, 99),
)
# At quality 50, JPEG divides coefficients of colour by this table.
COLOUR_TABLE = (
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
    """The pictures after JPEG.

    image: N×3×h×w whole levels; h and w are multiples of 8. quality: N; 0 leaves a picture as it is.
    """
    height, width = image.shape[2:]
    r, g, b = image.int().unbind(1)
    light = _shifted(19595 * r + 38470 * g + 7471 * b, 16)
    # In these two lines libjpeg rounds halves down.
    blue = _shifted(-11059 * r - 21709 * g + 32768 * b - 1, 16) + MIDDLE_LEVEL
    red = _shifted(32768 * r - 27439 * g - 5329 * b - 1, 16) + MIDDLE_LEVEL
    light_table, colour_table = _tables(quality)
    light = _coded(light[:, None].double(), light_table)[:, 0]
    # Colour is filled up to whole blocks: libjpeg repeats the last column of pixels, but the last row of means.
    wide = F.pad(torch.stack((blue, red), 1).double(), (0, -width % (2 * BLOCK_SIDE), 0, 0), mode="replicate")
    colour = F.pad(_halved(wide), (0, 0, 0, -(height // 2) % BLOCK_SIDE), mode="replicate")
    colour = _coded(colour, colour_table)[:, :, : height // 2, : width // 2]
    blue, red = (_doubled(colour).int() - MIDDLE_LEVEL).unbind(1)
    decoded = (
        light + _shifted(91881 * red, 16),
        light + _shifted(-22554 * blue - 46802 * red, 16),
        light + _shifted(116130 * blue, 16),
    )
    return torch.where(quality[:, None, None, None] > 0, torch.stack(decoded, 1).clamp(0, 255).float(), image)


def _shifted(value: Tensor, bits: int) -> Tensor:
    """A whole number divided by 2^bits and rounded, halves up."""
    return (value + (1 << (bits - 1))) >> bits


def _tables(quality: Tensor) -> Tensor:
    """The tables by which coefficients of light and of colour are divided at these qualities, 2×N×1×8×8."""
    quality = quality.clamp_min(1)
    percent = torch.where(quality < 50, (5000 / quality).floor(), 200 - 2 * quality)
    base = _standard(quality.device)[:, None, None]
    return ((base * percent[:, None, None, None] + 50) / 100).floor().clamp(1, 255)


def _coded(planes: Tensor, table: Tensor) -> Tensor:
    """Planes of whole levels after transform, division by the tables, rounding, and the way back.

    planes: N×C×h×w float64. table: N×1×8×8. Returns int32.
    """
    height, width = planes.shape[2:]
    down, across = _cosines(height, planes.device), _cosines(width, planes.device)
    step = 8 * table.repeat(1, 1, height // BLOCK_SIDE, width // BLOCK_SIDE)  # the transform returns eightfold values
    sideways = _rounded((planes - MIDDLE_LEVEL) @ across.mT, 11)
    coefficients = _rounded(down @ sideways, 15)
    coefficients = coefficients.sign() * (coefficients.abs() / step + 0.5).floor() * step / 8
    upright = _rounded(down.mT @ coefficients, 11)
    return (_rounded(upright @ across, 18) + MIDDLE_LEVEL).clamp(0, 255).int()


def _rounded(value: Tensor, bits: int) -> Tensor:
    """`_shifted` for whole numbers that are held in float64."""
    return (value / (1 << bits) + 0.5).floor()


def _halved(planes: Tensor) -> Tensor:
    """The means of 2×2 pixels. From column to column halves are rounded down and up in turn, as libjpeg does."""
    turn = torch.arange(planes.shape[-1] // 2, device=planes.device) % 2
    return (F.avg_pool2d(planes, 2) + (1 + turn) / 4).floor()


def _doubled(planes: Tensor) -> Tensor:
    """The planes twice as large.

    In both directions a new pixel is three quarters of the nearest pixel and a quarter of the next one.
    """
    height, width = planes.shape[2:]
    smooth = _smooth(height, planes.device) @ planes.float() @ _smooth(width, planes.device).mT
    turn = torch.arange(2 * width, device=planes.device) % 2
    return (smooth + (8 - turn) / 16).floor()


@lru_cache(maxsize=64)
def _cosines(n: int, device: torch.device) -> Tensor:
    """The transform of all blocks of a side of n pixels, n×n."""
    return torch.block_diag(*[torch.tensor(COSINES, dtype=torch.float64)] * (n // BLOCK_SIDE)).to(device)


@lru_cache(maxsize=64)
def _smooth(n: int, device: torch.device) -> Tensor:
    """The matrix 2n×n that enlarges a row of n pixels as `_doubled` does."""
    pixel = torch.arange(2 * n)
    near = pixel // 2
    next_to = (near + torch.where(pixel % 2 == 0, -1, 1)).clamp(0, n - 1)
    return (0.75 * F.one_hot(near, n) + 0.25 * F.one_hot(next_to, n)).to(device)


@lru_cache(maxsize=4)
def _standard(device: torch.device) -> Tensor:
    """The tables of light and of colour, 2×8×8."""
    return torch.tensor((LIGHT_TABLE, COLOUR_TABLE), dtype=torch.float64, device=device)
