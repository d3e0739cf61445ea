"""Finds where the person is in a photograph and how wide their head is.

So the head can be turned and put before a wall.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from hime_core.geometry import Image
from training.data.person import Photograph

# The person is looked for in a picture of this many pixels a side.
MASK_SIDE = 96
# GrabCut improves its mask this many times.
GRABCUT_STEPS = 4
# Sizes and places below are headshot units, and were read off the mean of 1,300 headshots. A size is half a width and
# half a height.
# Everything inside this ellipse is face.
SURE_FACE = (0.2, 0.34)
# The head with its hair most likely lies inside this ellipse.
LIKELY_HEAD = (0.32, 0.46)
# Everything outside this ellipse is wall, down to the height WALL_DOWN_TO.
SURE_WALL_BEYOND = (0.5, 0.6)
# Below this height the body may reach the picture's sides, so no part of the picture is surely wall there.
WALL_DOWN_TO = 0.24
# The shoulders begin at this height.
SHOULDERS_FROM = 0.44
# The shoulders reach this far to either side.
HALF_SHOULDERS = 0.6
# Half a head is at least this wide. If less is found, the mean head is taken.
NARROWEST_HEAD = 0.25
# Half a head is at most this wide. If more is found, the mean head is taken.
WIDEST_HEAD = 0.4
# From this height down the head is no wider than at the eyes: anything wider there is hair or a collar.
JAWS_FROM = 0.25
# The head's width is measured between these two heights, around the eyes.
EYE_ROWS = (-0.12, 0.14)
# The mask's edge is blurred by a Gaussian, whose deviation is this many pixels of the mask.
MASK_BLUR = 0.7
# The head's edge is smoothed from row to row by a Gaussian, whose deviation is this many rows of the mask.
EDGE_BLUR = 1.5
# A pixel shows the wall alone if the mask is below this share there.
WALL_ALONE = 0.02
# The wall is spread over the places that the person hides by a Gaussian, whose deviation is this many pixels of the
# mask.
WALL_BLUR = 12


@dataclass(frozen=True)
class Silhouette:
    """The outline of a person in a photograph.

    mask: MASK_SIDE×MASK_SIDE, 0 on the wall and 1 on the person.

    middle, half_width: MASK_SIDE values each. They are the place of the head's middle and half the head's width in each
    row, headshot units.
    """

    mask: NDArray[np.float32]
    middle: NDArray[np.float32]
    half_width: NDArray[np.float32]


@dataclass(frozen=True)
class Portrait:
    """A photograph, and where the person is in it."""

    photo: Photograph
    silhouette: Silhouette

    @staticmethod
    def of(photo: Photograph) -> "Portrait":
        """A photograph with the silhouette found in it."""
        return Portrait(photo, silhouette(photo))

    def wall(self) -> Image:
        """The wall behind the person, MASK_SIDE×MASK_SIDE RGB.

        Places that the person hides are filled from around them.
        """
        small = cv2.resize(self.photo.image, (MASK_SIDE, MASK_SIDE), interpolation=cv2.INTER_AREA).astype(np.float32)
        seen = (self.silhouette.mask < WALL_ALONE).astype(np.float32)[..., None]
        light, share = (cv2.GaussianBlur(part, (0, 0), WALL_BLUR) for part in (small * seen, seen))
        filled = light / (share[..., None] + 1e-3)
        return np.clip(seen * small + (1 - seen) * filled, 0, 255).astype(np.uint8)


def silhouette(photo: Photograph) -> Silhouette:
    """The silhouette in a photograph, found by GrabCut (Rother et al. 2004).

    GrabCut begins with the usual place of heads in headshots.
    """
    small = np.asarray(cv2.resize(photo.image, (MASK_SIDE, MASK_SIDE), interpolation=cv2.INTER_AREA), np.uint8)
    v, u = ((np.mgrid[0:MASK_SIDE, 0:MASK_SIDE] + 0.5) / MASK_SIDE - 0.5) * photo.margin

    def ellipse(size: tuple[float, float]) -> NDArray[np.bool_]:
        return (u / size[0]) ** 2 + (v / size[1]) ** 2 < 1

    labels = np.full((MASK_SIDE, MASK_SIDE), cv2.GC_PR_BGD, np.uint8)
    body = (v > SHOULDERS_FROM) & (np.abs(u) < HALF_SHOULDERS)
    labels[~ellipse(SURE_WALL_BEYOND) & (v < WALL_DOWN_TO)] = cv2.GC_BGD
    labels[ellipse(LIKELY_HEAD) | body] = cv2.GC_PR_FGD
    labels[ellipse(SURE_FACE)] = cv2.GC_FGD
    # GrabCut draws from OpenCV's own generator; with one seed, a photograph always has the same silhouette.
    cv2.setRNGSeed(0)
    colours = np.zeros((1, 65)), np.zeros((1, 65))
    cv2.grabCut(np.ascontiguousarray(small), labels, None, *colours, GRABCUT_STEPS, cv2.GC_INIT_WITH_MASK)
    person = (labels == cv2.GC_FGD) | (labels == cv2.GC_PR_FGD)
    near_eyes = (v[:, 0] > EYE_ROWS[0]) & (v[:, 0] < EYE_ROWS[1])
    half = float(np.median(person[near_eyes].sum(1))) / MASK_SIDE * photo.margin / 2
    if not NARROWEST_HEAD <= half <= WIDEST_HEAD:
        person, half = ellipse(LIKELY_HEAD) | body, LIKELY_HEAD[0]
    head = person & (np.abs(u) < np.where(v < JAWS_FROM, WIDEST_HEAD, half))
    middle, half_width = _rows(head, u)
    return Silhouette(
        np.asarray(cv2.GaussianBlur(person.astype(np.float32), (0, 0), MASK_BLUR), np.float32), middle, half_width
    )


def _rows(head: NDArray[np.bool_], u: NDArray[np.float64]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The place of the head's middle and half the head's width in each row.

    u: the pixels' places across, headshot units.
    """
    right = np.where(head, u, -1.0).max(1)
    left = np.where(head, u, 1.0).min(1)
    there = head.any(1)
    rows = np.where(there, (left + right) / 2, 0.0), np.where(there, (right - left) / 2, 0.0)
    middle, half_width = (cv2.GaussianBlur(row.astype(np.float32)[None], (0, 0), EDGE_BLUR)[0] for row in rows)
    return middle, half_width
