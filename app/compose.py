"""The output picture: the frame under a view, and the enhanced faces pasted into it at their full resolution."""

from dataclasses import dataclass

import cv2
import numpy as np

from app.enhance import EnhancedFace
from hime_core.geometry import Image

FEATHER = 0.06  # of a face window's side, on each edge


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
    if (scale, tx, ty) == (1, 0, 0) and image.shape[:2] == (height, width):
        return image.copy()
    if scale < 0.9:  # a warp samples points: blur first what will be shrunk
        image = cv2.GaussianBlur(image, (0, 0), 0.5 * (1 / scale**2 - 1) ** 0.5)
    # From pixel corners to OpenCV's pixel centres.
    matrix = np.array([[scale, 0, tx + 0.5 * (scale - 1)], [0, scale, ty + 0.5 * (scale - 1)]])
    flags = cv2.INTER_CUBIC
    return cv2.warpAffine(image, matrix, (width, height), flags=flags, borderMode=cv2.BORDER_REPLICATE)


def _paste(out: Image, view: View, face: EnhancedFace) -> None:
    left, top = view.scale * face.x + view.tx, view.scale * face.y + view.ty
    side = view.scale * face.side
    x0, y0 = max(0, int(np.floor(left))), max(0, int(np.floor(top)))
    x1, y1 = min(view.width, int(np.ceil(left + side))), min(view.height, int(np.ceil(top + side)))
    if x1 <= x0 or y1 <= y0:
        return
    k = side / face.sr.shape[0]  # output pixels per SR pixel
    sr = _place(face.sr, k, left - x0, top - y0, x1 - x0, y1 - y0)
    rows, columns = _ramp(np.arange(y0, y1) + 0.5 - top, side), _ramp(np.arange(x0, x1) + 0.5 - left, side)
    mask = face.strength * rows[:, None] * columns[None, :]
    region = out[y0:y1, x0:x1]
    region[:] = cv2.blendLinear(sr, np.ascontiguousarray(region), mask, 1 - mask)


def _ramp(position: np.ndarray, side: float) -> np.ndarray:
    """0 at both edges of a window, 1 inside, a smooth step over the feather."""
    v = np.clip(np.minimum(position, side - position) / (FEATHER * side), 0, 1)
    return (v * v * (3 - 2 * v)).astype(np.float32)
