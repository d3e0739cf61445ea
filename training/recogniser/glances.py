"""Makes glances at a person from a photograph.

The head is turned, moved, relit and put before another wall. Then a near or a far camera sees it.

A photograph is as in `training.data.person`. Coordinates are headshot units (training.data.moments).
"""

import math
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from hime_core.camera.jpeg import jpeg
from hime_core.geometry import Image, Square
from hime_core.glance import GLANCE_ROOM, GLANCE_SIDE, glance_at
from training.data.degradations import sensor_noise
from training.data.moments import affine, bent, lit, relight
from training.data.person import Photograph
from training.data.sample_plan import Light
from training.recogniser.config import Glances
from training.recogniser.expressions import express
from training.recogniser.silhouette import Portrait
from training.recogniser.turning import draw_turn, turned

# In this share of the glances a desk hides the lower body.
BODY_HIDDEN = 0.4
# The desk's edge is between these two heights below the headshot's centre, headshot units.
DESK = (0.36, 0.6)
# In this share of the glances something such as a hand or a cup hides a spot.
SPOT_HIDDEN = 0.2
# The spot's sides are between these two shares of the glance's side.
SPOT = (0.1, 0.35)
# Skin is measured in a box in the face's middle. This is half the box's width and half its height, headshot units.
SKIN = (0.2, 0.22)
# To bring skin to one colour, a channel is made at most this many times brighter or darker.
MOST_TINT = 1.6


@dataclass(frozen=True)
class GlanceCamera:
    """A camera that sees all people of a group, and the light and the wall that they share before it.

    A step has several groups of people. Each group has a near camera and a far camera of its own.
    """

    light: Light  # exposure, contrast and white balance
    level: float  # the levels are multiplied by this factor
    blur: float  # the deviation of the lens's blur, pixels of the camera
    noise: float  # the noise's deviation, 8-bit levels
    quality: int  # JPEG's quality, 1 to 100; 0: no JPEG
    wall: Image | None  # H×W×3, the wall behind everybody; None: everybody has their own background


def draw_camera(near: bool, wall: bool, rng: Generator) -> GlanceCamera:
    """A random camera.

    near: whether it is near to the people or far off. wall: whether everybody has one wall behind them.
    """
    blur = rng.uniform(0.2, 0.9) if rng.random() < 0.4 else 0.0
    quality = int(rng.integers(35, 96)) if rng.random() < 0.6 else 0
    noise = rng.uniform(0, 4 if near else 7)
    level = 1.0 if near else math.exp(rng.normal(-0.1, 0.3))
    backdrop = None
    if wall:
        coarse = rng.integers(0, 256, 3) + rng.normal(0, rng.uniform(0, 50), (int(rng.integers(2, 9)), 6, 3))
        size = (96, 96)
        backdrop = np.clip(cv2.resize(coarse, size, interpolation=cv2.INTER_CUBIC), 0, 255).astype(np.uint8)
    return GlanceCamera(lit(rng.uniform(0.2, 1.2), rng), level, blur, noise, quality, backdrop)


def skin_of(portrait: Portrait) -> NDArray[np.float64]:
    """The mean RGB levels of the face's middle, each plus 1, so that none is zero."""
    photo = portrait.photo
    side = photo.image.shape[0]
    half_w, half_h = (round(share * side / photo.margin) for share in SKIN)
    middle = photo.image[side // 2 - half_h : side // 2 + half_h, side // 2 - half_w : side // 2 + half_w]
    return middle.reshape(-1, 3).mean(0) + 1.0


def tint(portrait: Portrait, skin: NDArray[np.float64] | None) -> NDArray[np.float64]:
    """The factors by which the three channels are multiplied to bring the photograph's skin to a colour.

    skin: the colour, as `skin_of` returns it; None: all factors are 1. MOST_TINT limits the factors, so the skin may
    not get this colour fully.
    """
    if skin is None:
        return np.ones(3)
    return np.clip(skin / skin_of(portrait), 1 / MOST_TINT, MOST_TINT)


def glance(
    portrait: Portrait,
    other: Photograph,
    near: bool,
    camera: GlanceCamera,
    factor: NDArray[np.float64],
    how: Glances,
    rng: Generator,
) -> Image:
    """One glance at the person, GLANCE_SIDE×GLANCE_SIDE RGB.

    other: a photograph of anybody, whose mouth and eyes may be taken for an expression. near: whether the glance is a
    near one or a far one. factor: the three channels are multiplied by these three factors.
    """
    if rng.random() < how.expressions:
        portrait = replace(portrait, photo=express(portrait.photo, other, rng))
    low, high = how.near if near else how.far
    side = math.exp(rng.uniform(math.log(low), math.log(high)))
    placement = affine(
        rng.normal(0, 5), GLANCE_ROOM * math.exp(rng.normal(0, 0.06)), rng.normal(0, 0.03), rng.normal(0, 0.03)
    )
    bend = bent(rng.uniform(0, 0.014), rng)
    view = turned(portrait, placement, bend, draw_turn(how.turn, rng), camera.wall)
    view = _hidden_in_part(view, rng)
    seen = max(8, round(GLANCE_ROOM * side))
    view = np.asarray(cv2.resize(view, (seen, seen), interpolation=cv2.INTER_AREA), np.uint8)
    table = np.clip(np.arange(256)[:, None] * factor * camera.level, 0, 255).astype(np.uint8)
    view = relight(np.asarray(cv2.LUT(view, table[None]), np.uint8), camera.light)
    view = _with_colour(relight(view, lit(0.3, rng)), math.exp(rng.normal(0, 0.25)) if rng.random() < 0.95 else 0.0)
    if camera.blur:
        view = np.asarray(cv2.GaussianBlur(view, (0, 0), camera.blur), np.uint8)
    if camera.noise:
        view = sensor_noise(view, camera.noise, rng)
    if camera.quality:
        view = jpeg(view, camera.quality)
    return glance_at(view, Square(seen / 2, seen / 2, seen / GLANCE_ROOM)) if seen != GLANCE_SIDE else view


def _hidden_in_part(image: Image, rng: Generator) -> Image:
    """Hides parts of the picture at random: the lower body, a spot, both or nothing. Changes and returns it."""
    side = image.shape[0]
    if rng.random() < BODY_HIDDEN:
        top = round((rng.uniform(*DESK) / GLANCE_ROOM + 0.5) * side)
        image[top:] = rng.integers(0, 256, 3)
    if rng.random() < SPOT_HIDDEN:
        w, h = (round(share * side) for share in rng.uniform(*SPOT, 2))
        x, y = (int(rng.integers(0, side - length)) for length in (w, h))
        image[y : y + h, x : x + w] = rng.integers(0, 256, 3)
    return image


def _with_colour(image: Image, amount: float) -> Image:
    """The picture with `amount` times its colour. At 0 it is grey, and above 1 it has more colour."""
    grey = cv2.cvtColor(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB)
    return np.asarray(cv2.addWeighted(image, amount, grey, 1 - amount, 0), np.uint8)
