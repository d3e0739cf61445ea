"""Where the person is in a photograph, and how wide their head, so that walls and turned heads can be made of it."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from hime_core.geometry import Image
from training.data.person import Photograph

SIDE = 96  # pixels in which it is looked for
STEPS = 4  # of GrabCut
# Half widths and heights, headshot units: surely face; likely head, with hair; surely wall beyond the third, and above
# BESIDE. Where the shoulders begin, and how wide half of them is. Read off the mean of 1,300 headshots.
FACE, HEAD, WALL = (0.2, 0.34), (0.32, 0.46), (0.5, 0.6)
BESIDE, BELOW, SHOULDERS = 0.24, 0.44, 0.6
NARROW, WIDE = 0.25, 0.4  # the least and the most that half a head's width may be, else the mean is taken
JAWS = 0.25  # height from which down the head is no wider than at the eyes: what is wider is hair, or a collar
EYES = (-0.12, 0.14)  # height at which the head's width is taken
SOFT = 0.7  # sigma of the mask's edge, pixels of SIDE
EVENED = 1.5  # sigma by which the head's edge is made even, rows of SIDE
SEEN = 0.02  # of the mask: below, it is the wall alone
FILLED = 12  # sigma by which the wall is drawn out to where the person hides it, pixels of SIDE


@dataclass(frozen=True)
class Silhouette:
    """mask: SIDE×SIDE, 1 where the person is. middle, half_width: SIDE, of the head in each row, headshot units."""

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
        """SIDE×SIDE: what is behind the person, as far as the photograph tells."""
        small = cv2.resize(self.photo.image, (SIDE, SIDE), interpolation=cv2.INTER_AREA).astype(np.float32)
        seen = (self.silhouette.mask < SEEN).astype(np.float32)[..., None]
        light, share = (cv2.GaussianBlur(part, (0, 0), FILLED) for part in (small * seen, seen))
        filled = light / (share[..., None] + 1e-3)
        return np.clip(seen * small + (1 - seen) * filled, 0, 255).astype(np.uint8)


def silhouette(photo: Photograph) -> Silhouette:
    """By GrabCut (Rother et al. 2004), begun with where heads are in headshots."""
    small = np.asarray(cv2.resize(photo.image, (SIDE, SIDE), interpolation=cv2.INTER_AREA), np.uint8)
    v, u = ((np.mgrid[0:SIDE, 0:SIDE] + 0.5) / SIDE - 0.5) * photo.margin

    def ellipse(size: tuple[float, float]) -> NDArray[np.bool_]:
        return (u / size[0]) ** 2 + (v / size[1]) ** 2 < 1

    labels = np.full((SIDE, SIDE), cv2.GC_PR_BGD, np.uint8)
    body = (v > BELOW) & (np.abs(u) < SHOULDERS)
    labels[~ellipse(WALL) & (v < BESIDE)] = cv2.GC_BGD
    labels[ellipse(HEAD) | body] = cv2.GC_PR_FGD
    labels[ellipse(FACE)] = cv2.GC_FGD
    cv2.setRNGSeed(0)  # GrabCut draws from OpenCV's own generator: a photograph has one silhouette
    colours = np.zeros((1, 65)), np.zeros((1, 65))
    cv2.grabCut(np.ascontiguousarray(small), labels, None, *colours, STEPS, cv2.GC_INIT_WITH_MASK)
    person = (labels == cv2.GC_FGD) | (labels == cv2.GC_PR_FGD)
    near_eyes = (v[:, 0] > EYES[0]) & (v[:, 0] < EYES[1])
    half = float(np.median(person[near_eyes].sum(1))) / SIDE * photo.margin / 2
    if not NARROW <= half <= WIDE:
        person, half = ellipse(HEAD) | body, HEAD[0]
    head = person & (np.abs(u) < np.where(v < JAWS, WIDE, half))
    middle, half_width = _rows(head, u)
    return Silhouette(
        np.asarray(cv2.GaussianBlur(person.astype(np.float32), (0, 0), SOFT), np.float32), middle, half_width
    )


def _rows(head: NDArray[np.bool_], u: NDArray[np.float64]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    right = np.where(head, u, -1.0).max(1)
    left = np.where(head, u, 1.0).min(1)
    there = head.any(1)
    rows = np.where(there, (left + right) / 2, 0.0), np.where(there, (right - left) / 2, 0.0)
    middle, half_width = (cv2.GaussianBlur(row.astype(np.float32)[None], (0, 0), EVENED)[0] for row in rows)
    return middle, half_width
