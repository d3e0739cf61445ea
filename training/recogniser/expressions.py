"""Gives a face in a photograph another expression.

Mouth, eyes and brows are moved, or taken from another person's photograph, since few people have two photographs and
most portraits smile. Coordinates are headshot units (training.data.moments). Headshots are framed alike, so the places
of a face's parts were read off the mean of 1,300 headshots.
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

# Places and sizes below are headshot units. A size is half a width and half a height. A place of an eye, a brow or a
# corner of the mouth is the right one in the picture. The left one is its mirror image.
# Only parts inside this box move. Its sides are left, right, top, bottom.
FACE_BOX = (-0.3, 0.3, -0.3, 0.45)
# The middle of the mouth lies here.
MOUTH = (0.0, 0.235)
# The middle of an eye lies here.
EYE = (0.12, -0.035)
# The middle of a brow lies here.
BROW = (0.12, -0.1)
# A corner of the mouth lies here.
CORNER = (0.09, 0.235)
# The middle of the inner face, from brows to chin, lies here.
INNER = (0.0, 0.08)
# The inner face that is taken from another photograph has this size.
INNER_SIZE = (0.24, 0.33)
# The mouth that is taken from another photograph has this size, with the skin around it.
MOUTH_SIZE = (0.15, 0.095)
# An eye that is taken from another photograph has this size, with the skin around it.
EYE_SIZE = (0.085, 0.05)
# A part from another photograph fades out over this share of its radius.
BLENDED = 0.5
# This share of the faces gets another person's mouth.
OTHER_MOUTH = 0.4
# This share of the faces gets another person's eyes.
OTHER_EYES = 0.12
# To match the skin, a channel of a part from another photograph is made at most this many times brighter or darker.
MOST_TINT = 2.0
# The corners of the mouth move sideways by a random distance with this deviation.
CORNERS_SIDEWAYS = 0.018
# The corners of the mouth move up or down by a random distance with this deviation.
CORNERS_UP = 0.014
# The brows move up or down by a random distance with this deviation.
BROWS_UP = 0.012
# At this distance from a corner of the mouth, its movement has fallen to a third.
CORNER_AREA = (0.06, 0.06)
# At this distance from the middle of the mouth, the movement of the lips has fallen to a third.
LIPS_AREA = (0.12, 0.05)
# At this distance from the middle of an eye, the movement of its lids has fallen to a third.
LIDS_AREA = (0.06, 0.03)
# At this distance from the middle of a brow, its movement has fallen to a third.
BROW_AREA = (0.08, 0.035)
# Mouth and eyes become higher by a random factor, whose logarithm has this deviation.
OPENING = 0.5


@dataclass(frozen=True)
class Parts:
    """The pixels of a photograph's face box, and how much each of them belongs to each part of the face, 0 to 1.

    rows, columns: the box in the photograph. u, v: the pixels' coordinates across and down, headshot units.
    """

    rows: slice
    columns: slice
    u: NDArray[np.float32]
    v: NDArray[np.float32]
    inner: NDArray[np.float32]  # the part from brows to chin that is taken from another photograph
    mouth: NDArray[np.float32]  # the part around the mouth that is taken from another photograph
    eyes: NDArray[np.float32]  # the parts around the eyes that are taken from another photograph
    corners: NDArray[np.float32]  # how far the mouth's corners move sideways, -1 to 1; negative in the left corner
    lift: NDArray[np.float32]  # how far the mouth's corners move up
    lips: NDArray[np.float32]  # how far the lips move
    lids: NDArray[np.float32]  # how far the lids move
    brows: NDArray[np.float32]  # how far the brows move


def express(photo: Photograph, other: Photograph, rng: Generator) -> Photograph:
    """The person with another expression. other: a photograph of anybody, whose mouth or eyes may be taken."""
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
    """The face box, with another photograph's pixels by the share that the mask says.

    Their skin is brought to the face's colour.
    """
    size = other.image.shape[0]
    columns, rows = ((at / other.margin + 0.5) * size - 0.5 for at in (parts.u, parts.v))
    taken = cv2.remap(other.image, columns, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
    edge = (mask > 0) & (mask < 0.5)
    tint = np.clip((face[edge].mean(0) + 1) / (taken[edge].mean(0) + 1), 1 / MOST_TINT, MOST_TINT)
    taken = cv2.LUT(taken, np.clip(np.arange(256)[:, None] * tint, 0, 255).astype(np.uint8)[None])
    return np.asarray(cv2.blendLinear(np.asarray(taken, np.uint8), face, mask, 1 - mask), np.uint8)


def _moved(face: Image, parts: Parts, unit: float, rng: Generator) -> Image:
    """The face box with its parts moved. unit: how many pixels one headshot unit is wide."""
    sideways, up, brows = (rng.normal(0, deviation) for deviation in (CORNERS_SIDEWAYS, CORNERS_UP, BROWS_UP))
    lips, lids = (math.exp(-rng.normal(0, OPENING)) - 1 for _ in range(2))
    x = parts.u - sideways * parts.corners
    y = parts.v + up * parts.lift + brows * parts.brows
    y += lips * parts.lips * (parts.v - MOUTH[1]) + lids * parts.lids * (parts.v - EYE[1])
    columns = (x - parts.u[0, 0]) * unit
    rows = (y - parts.v[0, 0]) * unit
    return np.asarray(cv2.remap(face, columns, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), np.uint8)


def parts_of(photo: Photograph) -> Parts:
    """The parts of the face in a photograph, which is framed as all headshots are."""
    return _parts(photo.image.shape[0], photo.margin)


@lru_cache(maxsize=8)
def _parts(side: int, margin: float) -> Parts:
    left, right, top, bottom = (round((at / margin + 0.5) * side) for at in FACE_BOX)
    u = np.tile(((np.arange(left, right, dtype=np.float32) + 0.5) / side - 0.5) * margin, (bottom - top, 1))
    v = np.tile((((np.arange(top, bottom, dtype=np.float32) + 0.5) / side - 0.5) * margin)[:, None], (1, right - left))

    def around(at: tuple[float, float], area: tuple[float, float]) -> NDArray[np.float32]:
        return np.exp(-(((u - at[0]) / area[0]) ** 2) - ((v - at[1]) / area[1]) ** 2)

    def within(at: tuple[float, float], size: tuple[float, float]) -> NDArray[np.float32]:
        radius = np.sqrt(((u - at[0]) / size[0]) ** 2 + ((v - at[1]) / size[1]) ** 2)
        return np.clip((1 - radius) / BLENDED, 0, 1).astype(np.float32)

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
