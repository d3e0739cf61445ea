"""Makes siblings: people who do not exist, with a person's hair and clothes in the same light.

One easily takes a sibling for the person.
"""

import math
from dataclasses import replace

import cv2
import numpy as np
from numpy.random import Generator

from training.data.person import Photograph
from training.recogniser.expressions import parts_of, with_part_of
from training.recogniser.silhouette import Portrait

# This share of the siblings get another person's face. The other siblings get moved features.
OTHER_FACE = 0.5
# Features are moved by random shifts, whose deviation is this many headshot units.
FEATURE_SHIFT = 0.03
# The channels of skin and hair are multiplied by random factors, whose logarithms have this deviation.
COMPLEXION = 0.06
# These are half the width and half the height of a head with its hair, headshot units. They were chosen by eye.
HEAD_SIZE = (0.42, 0.56)


def sibling(portrait: Portrait, other: Photograph, rng: Generator) -> Portrait:
    """A sibling of the person in a portrait. other: a photograph of anybody, whose face the sibling may get."""
    photo = with_face_of(portrait.photo, other) if rng.random() < OTHER_FACE else changed(portrait.photo, rng)
    return replace(portrait, photo=photo)


def with_face_of(photo: Photograph, other: Photograph) -> Photograph:
    """The photograph with another person's face from brows to chin.

    This face gets the complexion of the first person.
    """
    parts = parts_of(photo)
    image = photo.image.copy()
    face = np.ascontiguousarray(image[parts.rows, parts.columns])
    image[parts.rows, parts.columns] = with_part_of(face, other, parts.inner, parts)
    return replace(photo, image=image)


def changed(photo: Photograph, rng: Generator) -> Photograph:
    """The photograph with features moved, and with skin and hair of another colour."""
    side = photo.image.shape[0]
    v, u = ((np.mgrid[0:side, 0:side].astype(np.float32) + 0.5) / side - 0.5) * photo.margin
    inside = np.clip(1.5 - 1.5 * ((u / HEAD_SIZE[0]) ** 2 + (v / HEAD_SIZE[1]) ** 2), 0, 1)
    shifts = rng.normal(0, FEATURE_SHIFT, (5, 5, 2)).astype(np.float32)
    shifts = cv2.resize(shifts, (side, side), interpolation=cv2.INTER_CUBIC) * inside[..., None]
    columns, rows = (((at + shifts[..., i]) / photo.margin + 0.5) * side - 0.5 for i, at in enumerate((u, v)))
    image = cv2.remap(photo.image, columns, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
    levels = np.arange(256)[:, None] * np.exp(rng.normal(0, COMPLEXION, 3)) * math.exp(rng.normal(0, COMPLEXION))
    other = np.asarray(cv2.LUT(image, np.clip(levels, 0, 255).astype(np.uint8)[None]), np.uint8)
    mask = np.ascontiguousarray(np.clip(2 * inside, 0, 1), np.float32)
    return replace(photo, image=np.asarray(cv2.blendLinear(other, image, mask, 1 - mask), np.uint8))
