"""Glances at a person, made of a photograph: turned, moved, relit, before another wall, as a near or far camera
gives it.

A photograph is as in `training.data.person`. Coordinates are headshot units (training.data.moments).
"""

import math
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from hime_core.geometry import Image, Square
from hime_core.glance import ROOM, SIDE, glance_at
from training.data.degradations import jpeg, sensor_noise
from training.data.moments import affine, bent, lit, relight
from training.data.person import Photograph
from training.data.plan import Affine, Bend, Light
from training.recogniser.config import Glances

FINE = 134  # pixels in which a glance is rendered before the camera's resolution is taken from it
# The head with its hair, and the shoulders: what stays when the wall is changed. Half widths and heights, headshot
# units, chosen by eye; softened by so many.
HEAD, SHOULDERS, BELOW, SOFT = (0.42, 0.56), 0.62, 0.38, 0.03
# The head as an ellipsoid that turns about its middle: half width, height and depth, headshot units. Its rim is blended
# with what is behind it over this share.
ROUND, RIM = (0.36, 0.5, 0.36), 0.15
RECENTRED = 0.85  # of the way that the face's middle moves when the head turns: the detector follows it
JAW, LIPS = 0.1, 0.25  # from so far below the headshot's centre the jaw moves, and all of it from so much further down
# Shares of the glances in which a desk hides the body from so far below the headshot's centre, headshot units; and in
# which something hides a spot, of such a share of the glance's sides.
BODY_HIDDEN, DESK = 0.4, (0.36, 0.6)
SPOT_HIDDEN, SPOT = 0.2, (0.1, 0.35)
# By how much a sibling's features are moved, headshot units, and their colours differ, in logarithms: deviations.
FEATURES, COMPLEXION = 0.03, 0.06
SKIN = (0.2, 0.22)  # half width and height of the face's middle
MOST_TINT = 1.6  # times that a channel is raised or lowered at most to bring skin to one colour


@dataclass(frozen=True)
class Camera:
    """What a group's glances have in common: the light, the camera, and the wall where there is one (H×W×3)."""

    light: Light
    level: float  # of the light, relative
    blur: float  # sigma, pixels of the camera
    noise: float  # sigma, 8-bit levels
    quality: int  # JPEG's; 0: none
    wall: Image | None


def draw_camera(near: bool, wall: bool, rng: Generator) -> Camera:
    """A camera as it sees near, or far, people."""
    blur = rng.uniform(0.2, 0.9) if rng.random() < 0.4 else 0.0
    quality = int(rng.integers(35, 96)) if rng.random() < 0.6 else 0
    noise = rng.uniform(0, 4 if near else 7)
    level = 1.0 if near else math.exp(rng.normal(-0.1, 0.3))
    backdrop = None
    if wall:
        coarse = rng.integers(0, 256, 3) + rng.normal(0, rng.uniform(0, 50), (int(rng.integers(2, 9)), 6, 3))
        size = (96, 96)
        backdrop = np.clip(cv2.resize(coarse, size, interpolation=cv2.INTER_CUBIC), 0, 255).astype(np.uint8)
    return Camera(lit(rng.uniform(0.2, 1.2), rng), level, blur, noise, quality, backdrop)


def skin_of(photo: Photograph) -> NDArray[np.float64]:
    """The mean colour of the face's middle, three levels."""
    side = photo.image.shape[0]
    half_w, half_h = (round(share * side / photo.margin) for share in SKIN)
    middle = photo.image[side // 2 - half_h : side // 2 + half_h, side // 2 - half_w : side // 2 + half_w]
    return middle.reshape(-1, 3).mean(0) + 1.0


def tint(photo: Photograph, skin: NDArray[np.float64] | None) -> NDArray[np.float64]:
    """The factor of each channel that brings a photograph's skin to a colour."""
    if skin is None:
        return np.ones(3)
    return np.clip(skin / skin_of(photo), 1 / MOST_TINT, MOST_TINT)


def sibling(photo: Photograph, rng: Generator) -> Photograph:
    """Somebody else with the same clothes in the same light: features moved, skin and hair of another colour."""
    side = photo.image.shape[0]
    v, u = ((np.mgrid[0:side, 0:side].astype(np.float32) + 0.5) / side - 0.5) * photo.margin
    inside = np.clip(1.5 - 1.5 * ((u / HEAD[0]) ** 2 + (v / HEAD[1]) ** 2), 0, 1)
    shifts = rng.normal(0, FEATURES, (5, 5, 2)).astype(np.float32)
    shifts = cv2.resize(shifts, (side, side), interpolation=cv2.INTER_CUBIC) * inside[..., None]
    columns, rows = (((at + shifts[..., i]) / photo.margin + 0.5) * side - 0.5 for i, at in enumerate((u, v)))
    image = cv2.remap(photo.image, columns, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
    levels = np.arange(256)[:, None] * np.exp(rng.normal(0, COMPLEXION, 3)) * math.exp(rng.normal(0, COMPLEXION))
    other = np.asarray(cv2.LUT(image, np.clip(levels, 0, 255).astype(np.uint8)[None]), np.uint8)
    mask = np.ascontiguousarray(np.clip(2 * inside, 0, 1), np.float32)
    return Photograph(np.asarray(cv2.blendLinear(other, image, mask, 1 - mask), np.uint8), photo.margin, photo.number)


def glance(
    photo: Photograph, near: bool, camera: Camera, factor: NDArray[np.float64], how: Glances, rng: Generator
) -> Image:
    """One glance, SIDE×SIDE RGB. factor: of each channel."""
    if camera.wall is not None:
        photo = _before(photo, camera.wall)
    low, high = how.near if near else how.far
    side = math.exp(rng.uniform(math.log(low), math.log(high)))
    placement = affine(rng.normal(0, 5), ROOM * math.exp(rng.normal(0, 0.06)), rng.normal(0, 0.03), rng.normal(0, 0.03))
    yaw = float(np.clip(rng.normal(0, how.turn / 2.5), -how.turn, how.turn))
    pitch = float(np.clip(rng.normal(0, how.turn / 6), -how.turn / 3, how.turn / 3))
    bend, jaw = bent(rng.uniform(0, 0.014), rng), float(np.clip(rng.normal(0, 0.025), -0.05, 0.06))
    view = _turned(photo, placement, bend, yaw, pitch, jaw)
    view = _hidden_in_part(view, rng)
    seen = max(8, round(ROOM * side))
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
    return glance_at(view, Square(seen / 2, seen / 2, seen / ROOM)) if seen != SIDE else view


def _turned(photo: Photograph, placement: Affine, bend: Bend | None, yaw: float, pitch: float, jaw: float) -> Image:
    """FINE×FINE: a head that turned by yaw and pitch (degrees) and dropped its jaw (headshot units), as its detected
    headshot shows it. What the photograph does not show of the other cheek is taken from this one."""
    n = FINE
    u = (np.arange(n, dtype=np.float32) + 0.5) / n - 0.5
    m = placement.astype(np.float32)
    half_w, half_h, depth = ROUND
    sine, cosine = math.sin(math.radians(yaw)), math.cos(math.radians(yaw))
    x = m[0, 0] * u[None, :] + m[0, 1] * u[:, None] + m[0, 2] + RECENTRED * depth * sine
    y = m[1, 0] * u[None, :] + m[1, 1] * u[:, None] + m[1, 2]
    if bend is not None:
        shifts = cv2.resize(bend, (n, n), interpolation=cv2.INTER_CUBIC)
        x, y = x + shifts[..., 0], y + shifts[..., 1]
    inside = np.maximum(0, 1 - (x / half_w) ** 2 - (y / half_h) ** 2)
    z = depth * np.sqrt(inside)
    share = np.minimum(1, inside / RIM)
    source_x = x + share * (x * cosine - z * sine - x)
    source_y = y - math.sin(math.radians(pitch)) * z - jaw * np.clip((y - JAW) / LIPS, 0, 1)
    side = photo.image.shape[0]
    columns, rows = ((at / photo.margin + 0.5) * side - 0.5 for at in (source_x, source_y))
    return np.asarray(cv2.remap(photo.image, columns, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT), np.uint8)


def _hidden_in_part(image: Image, rng: Generator) -> Image:
    """The body behind a desk, or what a hand or a cup hides of the head, in some glances."""
    side = image.shape[0]
    if rng.random() < BODY_HIDDEN:
        top = round((rng.uniform(*DESK) / ROOM + 0.5) * side)
        image[top:] = rng.integers(0, 256, 3)
    if rng.random() < SPOT_HIDDEN:
        w, h = (round(share * side) for share in rng.uniform(*SPOT, 2))
        x, y = (int(rng.integers(0, side - length)) for length in (w, h))
        image[y : y + h, x : x + w] = rng.integers(0, 256, 3)
    return image


def _with_colour(image: Image, amount: float) -> Image:
    """With so much of its colour; 0: grey."""
    grey = cv2.cvtColor(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB)
    return np.asarray(cv2.addWeighted(image, amount, grey, 1 - amount, 0), np.uint8)


def _before(photo: Photograph, wall: Image) -> Photograph:
    """The person before another wall."""
    side = photo.image.shape[0]
    mask = _person(side, photo.margin)
    behind = cv2.resize(wall, (side, side), interpolation=cv2.INTER_LINEAR)
    image = np.asarray(cv2.blendLinear(np.ascontiguousarray(photo.image), behind, mask, 1 - mask), np.uint8)
    return Photograph(image, photo.margin, photo.number)


@lru_cache(maxsize=32)
def _person(side: int, margin: float) -> NDArray[np.float32]:
    """side×side, 1 where a person is, 0 where the wall is."""
    v, u = ((np.mgrid[0:side, 0:side] + 0.5) / side - 0.5) * margin
    head = (u / HEAD[0]) ** 2 + ((v + 0.03) / HEAD[1]) ** 2 < 1
    mask = (head | ((v > BELOW) & (np.abs(u) < SHOULDERS))).astype(np.float32)
    return np.asarray(cv2.GaussianBlur(mask, (0, 0), SOFT * side / margin), np.float32)
