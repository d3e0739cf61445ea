"""The output picture: the frame under a view, and the enhanced faces pasted into it at their full resolution."""

from __future__ import annotations

import math
from dataclasses import dataclass

import cv2
import numpy as np

from app.enhance import EnhancedFace
from hime_core.geometry import Image

FEATHER = 0.06  # of a face window's side, on each edge
REACH = 6  # input pixels cut beyond those shown, for the cubic and the blur before shrinking
STARTS = 16  # so many cuts are considered
NEGLIGIBLE = 1 / 16  # of an output pixel; a misplacement that nobody sees


@dataclass(frozen=True)
class View:
    """Output px = scale · input px + (tx, ty), on pixel-corner coordinates; and the output's size."""

    scale: float
    tx: float
    ty: float
    width: int
    height: int


def compose(image: Image, view: View, faces: list[EnhancedFace]) -> Image:
    """The picture to send, view.height × view.width: bicubic enlargement, faces blended in with a feathered mask."""
    out = _place(image, view.scale, view.tx, view.ty, view.width, view.height)
    for face in faces:
        _paste(out, view, face)
    return out


def _place(image: Image, scale: float, tx: float, ty: float, width: int, height: int) -> Image:
    """The image under scale and shift, in a new array; beyond its border the border goes on.

    A resize costs a tenth of a warp, but maps whole pixels onto whole pixels. So the part to enlarge is cut where the
    enlargement's pixels meet the output's, or nearly do; only what still lacks is made up by blending neighbours.
    """
    x, y = _fit(image.shape[1], scale, tx, width), _fit(image.shape[0], scale, ty, height)
    part = _cut(image, x, y)
    if scale < 0.9:  # a resize samples points: blur first what will be shrunk
        part = cv2.GaussianBlur(part, (0, 0), 0.5 * (1 / scale**2 - 1) ** 0.5)
    large = cv2.resize(part, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)[y.skip :, x.skip :]
    if x.lack:
        large = cv2.addWeighted(large[:, :width], 1 - x.lack, large[:, 1 : width + 1], x.lack, 0)
    if y.lack:
        large = cv2.addWeighted(large[:height], 1 - y.lack, large[1 : height + 1], y.lack, 0)
    return np.ascontiguousarray(large[:height, :width])


@dataclass(frozen=True)
class _Fit:
    """Along one axis: enlarge pixels start..stop, leave out the first `skip` of them, then go on by `lack` of one."""

    start: int
    stop: int
    skip: int
    lack: float


def _fit(length: int, scale: float, shift: float, size: int) -> _Fit:
    first = math.floor(-shift / scale + 1e-6)  # the first input pixel shown
    first -= REACH if first > 0 else 0
    starts = range(first, first - STARTS, -1)
    skips = [-shift - scale * start for start in starts]  # output pixels before the first one shown
    best = min(range(STARTS), key=lambda i: round(abs(skips[i] - round(skips[i])), 3))
    start, skip = starts[best], skips[best]
    if abs(skip - round(skip)) < NEGLIGIBLE:
        skip = round(skip)
    whole = math.floor(skip)
    lack = skip - whole
    stop = start + math.ceil((whole + size + (lack > 0)) / scale - 1e-6)
    return _Fit(start, max(stop, min(stop + REACH, length)), whole, lack)


def _cut(image: Image, x: _Fit, y: _Fit) -> Image:
    height, width = image.shape[:2]
    inside = image[max(0, min(y.start, height - 1)) : max(1, y.stop), max(0, min(x.start, width - 1)) : max(1, x.stop)]
    beyond = max(0, -y.start), max(0, y.stop - height), max(0, -x.start), max(0, x.stop - width)
    return cv2.copyMakeBorder(inside, *beyond, cv2.BORDER_REPLICATE) if any(beyond) else inside


def _paste(out: Image, view: View, face: EnhancedFace) -> None:
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
    """0 at both edges of a window, 1 inside, a smooth step over the feather."""
    v = np.clip(np.minimum(position, side - position) / (FEATHER * side), 0, 1)
    return (v * v * (3 - 2 * v)).astype(np.float32)
