"""Changes all pictures of a step at once, on any device, as `moments` and `degradations` change one picture.

Pictures are float32, N×3×h×w, and hold whole levels from 0 to 255. Each function rounds at the same places as a
function for 8-bit pictures. Shapes never depend on values, so that the program never waits for a GPU. Hence all
pictures go through each function. A picture that a function must not change gets a parameter that changes nothing (no
bend, sigma 0, quality 0). Parameters are float64, with one row or one number for each picture.
"""

import math
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from hime_core.camera.motion import MOTION_POINTS
from hime_core.geometry import resize_bicubic
from training.data.moments import HEAD_DEPTH, HEAD_HALF_HEIGHT, HEAD_HALF_WIDTH, OVERSAMPLED_FROM

# OpenCV blurs 8-bit pictures with kernels whose weights are whole multiples of one over this number.
BLUR_UNIT = 256


@dataclass(frozen=True)
class Album:
    """Photographs of different sizes, one after another in one tensor."""

    pixels: Tensor  # the RGB pixels of all photographs, ...×3 uint8
    start: Tensor  # the index of each photograph's first pixel
    side: Tensor  # each photograph's side, pixels
    margin: Tensor  # each photograph's side over its headshot's side


def render(album: Album, number: Tensor, placement: Tensor, bend: Tensor, turn: Tensor, size: int) -> Tensor:
    """`moments.render` for N photographs. number: N places in the album. placement: N×2×3. bend: N×5×5×2. turn: N×2.

    Every view is sampled at four points a pixel, whose mean is taken. If `moments` samples a pixel of the view only
    once, the four points are one and the same.
    """
    start, side, margin = album.start[number], album.side[number], album.margin[number]
    over = side / margin > OVERSAMPLED_FROM * size
    centres, knots = _grid(2 * size, side.device)
    u = torch.where(over[:, None], centres[0], centres[1])  # N×2size
    knots = torch.where(over[:, None, None], knots[0], knots[1])  # N×2size×5
    shifts = knots @ bend.float().permute(3, 0, 1, 2) @ knots.mT  # 2×N×2size×2size
    m = placement.float()[..., None, None]
    x = m[:, 0, 0] * u[:, None, :] + m[:, 0, 1] * u[:, :, None] + m[:, 0, 2] + shifts[0]
    y = m[:, 1, 0] * u[:, None, :] + m[:, 1, 1] * u[:, :, None] + m[:, 1, 2] + shifts[1]
    depth = HEAD_DEPTH * (1 - (x / HEAD_HALF_WIDTH).square() - (y / HEAD_HALF_HEIGHT).square()).clamp_min(0)
    yaw, pitch = turn.deg2rad().sin().float()[..., None, None].unbind(1)
    pixels = side.float()[:, None, None]
    x = ((x - yaw * depth) / margin.float()[:, None, None] + 0.5) * pixels - 0.5
    y = ((y - pitch * depth) / margin.float()[:, None, None] + 0.5) * pixels - 0.5
    view = _sampled(album.pixels, start, side, x, y).permute(0, 3, 1, 2)
    return area_mean(view, 2).contiguous()


def _sampled(pixels: Tensor, start: Tensor, side: Tensor, x: Tensor, y: Tensor) -> Tensor:
    """The pixels at coordinates x and y, as cv2.remap takes them with INTER_LINEAR and BORDER_REFLECT.

    x, y: N×h×w. Returns N×h×w×3.
    """
    start, side = start[:, None, None], side[:, None, None]
    left, top = x.floor(), y.floor()
    across, down = (x - left)[..., None], (y - top)[..., None]
    columns = [_reflected(left.long() + i, side) for i in (0, 1)]
    rows = [start + side * _reflected(top.long() + i, side) for i in (0, 1)]

    def line(row: Tensor) -> Tensor:
        a, b = (pixels[row + column].float() for column in columns)
        return a + across * (b - a)

    above, below = line(rows[0]), line(rows[1])
    return (above + down * (below - above)).round()


def _reflected(index: Tensor, side: Tensor | int) -> Tensor:
    """The indices of pixels for indices inside and outside a picture, which is reflected at its edges.

    Edges are repeated.
    """
    index = index.remainder(2 * side)
    return torch.minimum(index, 2 * side - 1 - index)


def relight(image: Tensor, gamma: Tensor, gain: Tensor, lift: Tensor, fall: Tensor, direction: Tensor) -> Tensor:
    """`moments.relight` for N pictures. gain: N×3. The other parameters: N."""
    levels = torch.linspace(0, 1, 256, dtype=torch.float64, device=image.device)
    table = levels ** gamma[:, None, None] * gain[:, :, None] + lift[:, None, None]  # N×3×256
    table = (255 * table.clamp(0, 1)).round().float()
    out = table.gather(2, image.long().flatten(2)).view_as(image)
    u = torch.linspace(-0.5, 0.5, image.shape[-1], device=image.device)
    across, down = (fall * direction.cos()).float(), (fall * direction.sin()).float()
    bright = 1 + across[:, None, None] * u[None, None, :] + down[:, None, None] * u[None, :, None]
    return (out * bright[:, None]).round().clamp(0, 255)


def scaled(image: Tensor, factor: Tensor) -> Tensor:
    """The pictures with their levels times a factor, rounded as cv2.convertScaleAbs rounds."""
    return (image * factor.float()[:, None, None, None]).round().clamp(0, 255)


def blur(image: Tensor, sigma: Tensor, most: float) -> Tensor:
    """The pictures, blurred as cv2.GaussianBlur blurs 8-bit pictures, equal to the bit.

    sigma: pixels, at most `most`.
    """
    n, reach = image.shape[-1], _reach(most)
    d = torch.arange(reach + 1, device=image.device)
    sigma = sigma[:, None].clamp_min(1e-6)
    kernel = torch.exp(-d.square() / (2 * sigma.square())) * (d <= ((6 * sigma + 1).round() / 2).floor())
    kernel = kernel / (2 * kernel.sum(1, keepdim=True) - 1)  # the kernel's middle is 1 before
    # Weights are rounded to whole 256ths from the outside inwards, and each rounding error goes to the next weight.
    outside = (BLUR_UNIT * kernel).flip(1).cumsum(1).flip(1).round()
    taps = outside - F.pad(outside[:, 1:], (0, 1))
    taps = torch.cat((BLUR_UNIT - 2 * outside[:, 1:2], taps[:, 1:], torch.zeros_like(taps[:, :1])), 1).float()
    direct, before, behind = _distances(n, reach + 1, image.device)
    matrix = (taps[:, direct] + taps[:, before] + taps[:, behind])[:, None]  # N×1×n×n, borders reflected
    return (matrix @ (image @ matrix.mT) / BLUR_UNIT**2 + 0.5).floor()


def sharpened(image: Tensor, amount: Tensor, radius: Tensor, most: float) -> Tensor:
    """`camera.processing.sharpened` for N pictures. radius: pixels, at most `most`."""
    amount = amount.float()[:, None, None, None]
    return (image * (1 + amount) - amount * blur(image, radius, most)).round().clamp(0, 255)


def _reach(sigma: float) -> int:
    """The number of pixels that OpenCV's kernel for 8-bit pictures reaches to each side."""
    return round(6 * sigma + 1) // 2


def noisy(image: Tensor, sigma: Tensor, noise: Tensor) -> Tensor:
    """`degradations.sensor_noise` for N pictures. noise: standard normal values, in the pictures' shape."""
    return (image + noise * sigma.float()[:, None, None, None]).round().clamp(0, 255)


def motion_blur(image: Tensor, length: Tensor, direction: Tensor, longest: float) -> Tensor:
    """`degradations.motion_blur` for N pictures. length: pixels, at most `longest`."""
    half = math.ceil(longest / 2)
    along = torch.linspace(-0.5, 0.5, MOTION_POINTS, dtype=torch.float64, device=image.device) * length[:, None]
    places = torch.arange(-half, half + 1, device=image.device)
    across = (1 - ((along * direction.cos()[:, None])[..., None] - places).abs()).clamp_min(0)
    down = (1 - ((along * direction.sin()[:, None])[..., None] - places).abs()).clamp_min(0)
    kernel = (down.mT @ across / MOTION_POINTS).float()
    n = image.shape[-1]
    border = _reflected(torch.arange(-half, n + half, device=image.device), n)
    wide = image[:, :, border[:, None], border].flatten(0, 1)[None]  # 1×3N×(n + 2half)×(n + 2half)
    with torch.backends.cudnn.flags(enabled=True, allow_tf32=False):  # TF32 rounds to ten bits
        moved = F.conv2d(wide, kernel[:, None].repeat_interleave(3, 0), groups=wide.shape[1])
    return moved[0].view_as(image).round().clamp(0, 255)


def area_mean(image: Tensor, factor: int) -> Tensor:
    """The means of factor×factor pixels, as cv2.resize computes them with INTER_AREA.

    OpenCV rounds halves up if the factor is two, and to even numbers otherwise.
    """
    mean = F.avg_pool2d(image, factor)
    return (mean + 0.5).floor() if factor == 2 else mean.round()


def shrink(image: Tensor, size: int) -> Tensor:
    """`pictures.shrink` for N pictures: antialiased bicubic."""
    matrix = _bicubic(image.shape[-1], size, image.device)
    return (matrix @ (image @ matrix.mT)).round().clamp(0, 255)


def half_colour(image: Tensor) -> Tensor:
    """`degradations.half_colour` for N pictures, equal to the bit.

    OpenCV computes with 20 bits behind the point, and takes the colour of every other pixel in every other line. This
    function does the same.
    """
    r, g, b = image.int().unbind(1)
    light = _shifted(269484 * r + 528482 * g + 102760 * b + (16 << 20)) - 16
    r, g, b = (c[:, ::2, ::2] for c in (r, g, b))
    blue = _shifted(-155188 * r - 305135 * g + 460324 * b)
    red = _shifted(460324 * r - 385875 * g - 74448 * b)
    light = 1220542 * light.clamp_min(0)
    blue, red = (c.repeat_interleave(2, 1).repeat_interleave(2, 2) for c in (blue, red))
    out = (light + 1673527 * red, light - 852492 * red - 409993 * blue, light + 2116026 * blue)
    return torch.stack([_shifted(c) for c in out], 1).clamp(0, 255).float()


def _shifted(value: Tensor) -> Tensor:
    """The whole number nearest to a value that has 20 bits behind the point."""
    return (value + (1 << 19)) >> 20


def mirrored(image: Tensor, mirror: Tensor) -> Tensor:
    """The pictures. Those whose `mirror` is 1 are mirrored."""
    return torch.where(mirror[:, None, None, None] > 0, image.flip(-1), image)


@lru_cache(maxsize=64)
def _grid(n: int, device: torch.device) -> tuple[Tensor, Tensor]:
    """The centres of n pixels in headshot units, and how much each of a bend's five knots weighs at each centre.

    The centres are 2×n, the weights are 2×n×5. Entry 0 is for n pixels. Entry 1 is for n/2 pixels, each of which is
    there two times. The weights are those of OpenCV's bicubic enlargement.
    """
    once, twice = np.arange(n, dtype=np.float32), np.arange(n // 2, dtype=np.float32).repeat(2)
    centres = np.stack([(once + 0.5) / n - 0.5, (twice + 0.5) / (n // 2) - 0.5])
    eye = np.eye(5, dtype=np.float32)
    fine, coarse = (cv2.resize(eye, (5, side), interpolation=cv2.INTER_CUBIC) for side in (n, n // 2))
    knots = np.stack([fine, coarse.repeat(2, 0)])
    return torch.from_numpy(centres).to(device), torch.from_numpy(knots).to(device)


@lru_cache(maxsize=64)
def _distances(n: int, most: int, device: torch.device) -> Tensor:
    """The distances from pixel i to pixel j and to its two reflections, 3×n×n, in pixels.

    One reflection of j is before the first pixel, the other behind the last one. The edge itself is not repeated, so
    the first pixel has no reflection before it, and the last one has none behind it. A distance of `most` or more, or
    to no reflection, is given as `most`.
    """
    i, j = torch.arange(n)[:, None], torch.arange(n)[None, :]
    before = torch.where(j > 0, i + j, most)
    behind = torch.where(j < n - 1, 2 * (n - 1) - i - j, most)
    return torch.stack([(i - j).abs(), before, behind]).clamp_max(most).to(device)


@lru_cache(maxsize=64)
def _bicubic(n: int, size: int, device: torch.device) -> Tensor:
    """The matrix size×n that reduces a row of n pixels by antialiased bicubic."""
    return torch.from_numpy(resize_bicubic(np.eye(n, dtype=np.float32)[..., None], n, size)[..., 0]).to(device)
