"""Other expressions of a face in a photograph: mouth, eyes and brows moved, or taken from another person's photograph.

Few people have two photographs, and most portraits smile. Coordinates are headshot units (training.data.moments); where
a face's parts lie was read off the mean of 1,300 headshots, which are framed alike.
"""

import math
from dataclasses import dataclass, replace
from functools import lru_cache

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from hime_core.geometry import Image
from training.data.person import Photograph

# The part of the photograph in which anything moves: left, right, top, bottom.
FACE = (-0.3, 0.3, -0.3, 0.45)
MOUTH, EYE, BROW, CORNER = (0.0, 0.235), (0.12, -0.035), (0.12, -0.1), (0.09, 0.235)  # the left ones mirror these
# Half widths and heights of what is taken from another photograph, and the share of its radius in which it is blended.
INNER, INNER_SIZE = (0.0, 0.08), (0.24, 0.33)
MOUTH_SIZE, EYE_SIZE, EDGE = (0.15, 0.095), (0.085, 0.05), 0.5
# Shares of the faces with another one's mouth, and with another one's eyes.
OTHER_MOUTH, OTHER_EYES = 0.4, 0.12
MOST_TINT = 2.0  # times that a channel of what is taken is raised or lowered at most, to bring skin to one colour
# Deviations of how far parts move: corners of the mouth sideways and up, brows up.
SIDEWAYS, UP, BROWS = 0.018, 0.014, 0.012
# Half widths and heights of the parts that move, at which the movement has fallen to a third.
CORNER_AREA, LIPS_AREA, LIDS_AREA, BROW_AREA = (0.06, 0.06), (0.12, 0.05), (0.06, 0.03), (0.08, 0.035)
OPEN = 0.5  # deviation of how much higher, in logarithms, mouth and eyes become


@dataclass(frozen=True)
class Parts:
    """Where what is in the face's part of a photograph: coordinates, and how much pixels belong to each part, 0..1."""

    rows: slice
    columns: slice
    u: NDArray[np.float32]
    v: NDArray[np.float32]
    inner: NDArray[np.float32]  # taken from another photograph: brows to chin
    mouth: NDArray[np.float32]  # taken from another photograph
    eyes: NDArray[np.float32]  # taken from another photograph
    corners: NDArray[np.float32]  # of the mouth, moving sideways; the left one negative
    lift: NDArray[np.float32]  # of the mouth's corners, moving up
    lips: NDArray[np.float32]
    lids: NDArray[np.float32]
    brows: NDArray[np.float32]


def express(photo: Photograph, other: Photograph, rng: Generator) -> Photograph:
    """The person with another expression; `other` is a photograph of anybody."""
    parts = parts_of(photo)
    face = np.ascontiguousarray(photo.image[parts.rows, parts.columns])
    for mask, share in ((parts.mouth, OTHER_MOUTH), (parts.eyes, OTHER_EYES)):
        if rng.random() < share:
            face = with_part_of(face, other, mask, parts)
    face = _moved(face, parts, photo.detail, rng)
    image = photo.image.copy()
    image[parts.rows, parts.columns] = face
    return replace(photo, image=image)


def with_part_of(face: Image, other: Photograph, mask: NDArray[np.float32], parts: Parts) -> Image:
    """The face with what another photograph shows where the mask is, its skin brought to the face's colour."""
    size = other.image.shape[0]
    columns, rows = ((at / other.margin + 0.5) * size - 0.5 for at in (parts.u, parts.v))
    taken = cv2.remap(other.image, columns, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
    edge = (mask > 0) & (mask < 0.5)
    tint = np.clip((face[edge].mean(0) + 1) / (taken[edge].mean(0) + 1), 1 / MOST_TINT, MOST_TINT)
    taken = cv2.LUT(taken, np.clip(np.arange(256)[:, None] * tint, 0, 255).astype(np.uint8)[None])
    return np.asarray(cv2.blendLinear(np.asarray(taken, np.uint8), face, mask, 1 - mask), np.uint8)


def _moved(face: Image, parts: Parts, unit: float, rng: Generator) -> Image:
    """unit: pixels of one headshot unit."""
    sideways, up, brows = (rng.normal(0, deviation) for deviation in (SIDEWAYS, UP, BROWS))
    lips, lids = (math.exp(-rng.normal(0, OPEN)) - 1 for _ in range(2))
    x = parts.u - sideways * parts.corners
    y = parts.v + up * parts.lift + brows * parts.brows
    y += lips * parts.lips * (parts.v - MOUTH[1]) + lids * parts.lids * (parts.v - EYE[1])
    columns = (x - parts.u[0, 0]) * unit
    rows = (y - parts.v[0, 0]) * unit
    return np.asarray(cv2.remap(face, columns, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), np.uint8)


def parts_of(photo: Photograph) -> Parts:
    """Where the parts of the face are in a photograph."""
    return _parts(photo.image.shape[0], photo.margin)


@lru_cache(maxsize=8)
def _parts(side: int, margin: float) -> Parts:
    left, right, top, bottom = (round((at / margin + 0.5) * side) for at in FACE)
    u = np.tile(((np.arange(left, right, dtype=np.float32) + 0.5) / side - 0.5) * margin, (bottom - top, 1))
    v = np.tile((((np.arange(top, bottom, dtype=np.float32) + 0.5) / side - 0.5) * margin)[:, None], (1, right - left))

    def around(at: tuple[float, float], area: tuple[float, float]) -> NDArray[np.float32]:
        return np.exp(-(((u - at[0]) / area[0]) ** 2) - ((v - at[1]) / area[1]) ** 2)

    def within(at: tuple[float, float], size: tuple[float, float]) -> NDArray[np.float32]:
        radius = np.sqrt(((u - at[0]) / size[0]) ** 2 + ((v - at[1]) / size[1]) ** 2)
        return np.clip((1 - radius) / EDGE, 0, 1).astype(np.float32)

    def both(part: tuple[float, float], area: tuple[float, float], sign: int = 1) -> NDArray[np.float32]:
        return around(part, area) + sign * around((-part[0], part[1]), area)

    return Parts(
        slice(top, bottom),
        slice(left, right),
        u.astype(np.float32),
        v.astype(np.float32),
        within(INNER, INNER_SIZE),
        within(MOUTH, MOUTH_SIZE),
        within(EYE, EYE_SIZE) + within((-EYE[0], EYE[1]), EYE_SIZE),
        both(CORNER, CORNER_AREA, -1),
        both(CORNER, CORNER_AREA),
        around(MOUTH, LIPS_AREA),
        both(EYE, LIDS_AREA),
        both(BROW, BROW_AREA),
    )
