"""Draws the output picture: the part of the frame that a view shows, with the enhanced faces pasted in."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

from app.enhance import EnhancedFace
from hime_core.geometry import Image

# A pasted face fades into the frame over this share of its window's side, at each edge.
FEATHER = 0.06
# To scale a picture, the part that is shown is cut out and resized. The cut part extends this many input pixels beyond
# what is shown, because the cubic interpolation and the blur before shrinking read these pixels, too.
CUT_MARGIN = 6
# The cut part may begin at this many positions, one input pixel apart. HIME chooses the position with which the resized
# pixels fall nearest to the output's pixels.
CUTS_TRIED = 16
# A shift by less than this share of an output pixel is left out, because nobody sees it.
NEGLIGIBLE = 1 / 16
# A picture is blurred first if it is shrunk to less than this scale, because a resize only samples points.
BLURRED_BELOW = 0.9


@dataclass(frozen=True)
class FrameView:
    """Where the frame lies in the output picture: output = scale · input + (tx, ty).

    Here `input` and `output` are positions in pixels, measured from the top left corner of the frame and of the output
    picture. The centre of the first pixel is at 0.5.
    """

    scale: float  # output pixels per input pixel
    tx: float  # the shift across, in output pixels
    ty: float  # the shift down, in output pixels
    width: int  # the output picture's width, in pixels
    height: int  # the output picture's height, in pixels


def compose(image: Image, view: FrameView, faces: list[EnhancedFace]) -> Image:
    """Return the picture, view.height × view.width × 3: the frame scaled by bicubic, and the faces blended in."""
    out = _place(image, view.scale, view.tx, view.ty, view.width, view.height)
    for face in faces:
        _paste(out, view, face)
    return out


def _place(image: Image, scale: float, tx: float, ty: float, width: int, height: int) -> Image:
    """Return the image scaled and shifted, as a new array. Beyond the image's border, its border pixels are repeated.

    A resize takes a tenth of the time of a warp, but it can only shift by whole pixels. The part to resize is therefore
    cut so that the resized pixels fall on the output's pixels, or nearly so. The shift that is then missing is less
    than a pixel. It is made by blending neighbouring pixels.
    """
    x, y = _fit(image.shape[1], scale, tx, width), _fit(image.shape[0], scale, ty, height)
    part = _cut(image, x, y)
    if scale < BLURRED_BELOW:
        part = cv2.GaussianBlur(part, (0, 0), 0.5 * (1 / scale**2 - 1) ** 0.5)
    large = cv2.resize(part, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)[y.skip :, x.skip :]
    if x.rest:
        large = cv2.addWeighted(large[:, :width], 1 - x.rest, large[:, 1 : width + 1], x.rest, 0)
    if y.rest:
        large = cv2.addWeighted(large[:height], 1 - y.rest, large[1 : height + 1], y.rest, 0)
    return np.ascontiguousarray(large[:height, :width])


@dataclass(frozen=True)
class _Fit:
    """How a picture is scaled and shifted along one axis."""

    start: int  # the first input pixel to resize
    stop: int  # the input pixel after the last one to resize
    skip: int  # how many resized pixels are left out at the start
    rest: float  # 0..1, the shift that is then still missing, as a share of an output pixel


def _fit(length: int, scale: float, shift: float, size: int) -> _Fit:
    """Return how to scale and shift a picture along one axis.

    length: the input's length, in pixels. size: the output's length, in pixels. shift: in output pixels.
    """
    first = math.floor(-shift / scale + 1e-6)  # the first input pixel that is shown
    first -= CUT_MARGIN if first > 0 else 0
    starts = range(first, first - CUTS_TRIED, -1)
    # For each start: how many resized pixels come before the first one that is shown.
    skips = [-shift - scale * start for start in starts]
    best = min(range(CUTS_TRIED), key=lambda i: round(abs(skips[i] - round(skips[i])), 3))
    start, skip = starts[best], skips[best]
    if abs(skip - round(skip)) < NEGLIGIBLE:
        skip = round(skip)
    whole = math.floor(skip)
    rest = skip - whole
    stop = start + math.ceil((whole + size + (rest > 0)) / scale - 1e-6)
    return _Fit(start, max(stop, min(stop + CUT_MARGIN, length)), whole, rest)


def _cut(image: Image, x: _Fit, y: _Fit) -> Image:
    """Return the part of an image to resize. Where it reaches beyond the image, the image's border is repeated."""
    height, width = image.shape[:2]
    inside = image[max(0, min(y.start, height - 1)) : max(1, y.stop), max(0, min(x.start, width - 1)) : max(1, x.stop)]
    beyond = max(0, -y.start), max(0, y.stop - height), max(0, -x.start), max(0, x.stop - width)
    return cv2.copyMakeBorder(inside, *beyond, cv2.BORDER_REPLICATE) if any(beyond) else inside


def _paste(out: Image, view: FrameView, face: EnhancedFace) -> None:
    """Blend a face into the output picture, by its strength and with a feathered edge."""
    left, top = view.scale * face.x + view.tx, view.scale * face.y + view.ty
    side = view.scale * face.side
    x0, y0 = max(0, math.floor(left)), max(0, math.floor(top))
    x1, y1 = min(view.width, math.ceil(left + side)), min(view.height, math.ceil(top + side))
    if x1 <= x0 or y1 <= y0:
        return
    k = side / face.sr.shape[0]  # output pixels per SR pixel
    sr = _place(face.sr, k, left - x0, top - y0, x1 - x0, y1 - y0)
    rows, columns = _ramp(np.arange(y0, y1) + 0.5 - top, side), _ramp(np.arange(x0, x1) + 0.5 - left, side)
    mask = face.strength * rows[:, None] * columns[None, :]
    region = out[y0:y1, x0:x1]
    region[:] = cv2.blendLinear(sr, region, mask, 1 - mask)


def _ramp(position: np.ndarray, side: float) -> np.ndarray:
    """Return weights along a window's side: 0 at both ends, 1 inside, and a smooth step over the feather in between.

    position: the distance of each output pixel from the side's start, in output pixels. side: the side's length, in
    output pixels.
    """
    v = np.clip(np.minimum(position, side - position) / (FEATHER * side), 0, 1)
    return (v * v * (3 - 2 * v)).astype(np.float32)
