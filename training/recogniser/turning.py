"""Makes a turned head from a photograph.

The head is taken for a round body with a nose and eye sockets. In each row the body is as wide as the silhouette. Light
comes from one side.

Coordinates are headshot units (training.data.moments).
"""

import math
from dataclasses import dataclass
from functools import cache
from typing import Any

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from hime_core.geometry import Image
from training.data.sample_plan import Affine, Bend
from training.recogniser.silhouette import Portrait

# A glance is rendered at this many pixels a side, before it is reduced to the size that the camera sees.
VIEW_SIDE = 134
# Lengths and heights below are headshot units. Heights grow downwards from the headshot's centre.
# The face lies this far before the axis about which a head turns.
FACE_DEPTH = 0.3
# Only this share of the head's half width is taken from the photograph, since nearer to the edge the photograph may
# show the wall.
SHOWN_HALF = 0.93
# Above the first height the body turns with the head. From there down to the second height it turns less and less.
NECK = (0.36, 0.46)
# When a head turns sideways, the middle of the face moves across the picture. The headshot is moved by this share of
# that way, because the headshot of a detected face moves about as far.
RECENTRED = 0.85
# A dropping jaw moves everything below this height.
JAW_FROM = 0.1
# At this distance below JAW_FROM, and further down, the jaw's movement is full.
JAW_WHOLE_AFTER = 0.25
# Each entry is a part that stands out of the round body or lies behind its surface: nose, bridge of the nose, both
# eyes, chin. The numbers of an entry are x, y, half the width, half the height, and how far the part stands out.
RELIEF = (
    (0.0, 0.1, 0.05, 0.06, 0.07), (0.0, 0.02, 0.03, 0.08, 0.03), (0.12, -0.03, 0.07, 0.05, -0.03),
    (-0.12, -0.03, 0.07, 0.05, -0.03), (0.0, 0.38, 0.08, 0.06, 0.03),
)  # fmt: skip
# The picture of the relief has this side, headshot units.
RELIEF_SIDE = 2.0
# Light from one side makes the right side of a head brighter by a random share, and the lower side by another. The two
# shares have these deviations. If a share is negative, the side is darker.
SIDE_LIGHT = (0.2, 0.1)
# Light from one side multiplies levels by at least the first factor, and by at most the second.
SHADES = (0.35, 1.8)


@dataclass(frozen=True)
class Turn:
    """How a head is turned and lit.

    yaw, pitch: degrees. jaw: how far the jaw dropped, headshot units. relief: RELIEF is multiplied by this factor.
    light: how much brighter the right side and the lower side are, as shares.
    """

    yaw: float
    pitch: float = 0.0
    jaw: float = 0.0
    relief: float = 1.0
    light: tuple[float, float] = (0.0, 0.0)


def draw_turn(most: float, rng: Generator) -> Turn:
    """A random turn. most: the largest yaw, degrees. The pitch is at most a third of this."""
    yaw = float(np.clip(rng.normal(0, most / 2.5), -most, most))
    pitch = float(np.clip(rng.normal(0, most / 6), -most / 3, most / 3))
    jaw = float(np.clip(rng.normal(0, 0.025), -0.05, 0.06))
    across, down = rng.normal(0, SIDE_LIGHT).tolist()
    return Turn(yaw, pitch, jaw, rng.uniform(0.5, 1.5), (across, down))


def turned(portrait: Portrait, placement: Affine, bend: Bend | None, turn: Turn, wall: Image | None) -> Image:
    """The headshot of a head that turned and dropped its jaw, VIEW_SIDE×VIEW_SIDE RGB.

    wall: the picture behind the head; None: the wall in the photograph. If the photograph does not show a side of the
    head, the nearest part that it shows is stretched over this side.
    """
    photo, head = portrait.photo, portrait.silhouette
    n = VIEW_SIDE
    u = (np.arange(n, dtype=np.float32) + 0.5) / n - 0.5
    m = placement.astype(np.float32)
    sine, cosine = math.sin(math.radians(turn.yaw)), math.cos(math.radians(turn.yaw))
    tilt = math.sin(math.radians(turn.pitch))
    x = m[0, 0] * u[None, :] + m[0, 1] * u[:, None] + m[0, 2] + RECENTRED * FACE_DEPTH * sine
    y = m[1, 0] * u[None, :] + m[1, 1] * u[:, None] + m[1, 2]
    if bend is not None:
        shifts = cv2.resize(bend, (n, n), interpolation=cv2.INTER_CUBIC)
        x, y = x + shifts[..., 0], y + shifts[..., 1]
    row = np.clip((y / photo.margin + 0.5) * len(head.middle), 0, len(head.middle) - 1).astype(np.intp)
    middle, half = head.middle[row], head.half_width[row]
    turns = np.clip((NECK[1] - y) / (NECK[1] - NECK[0]), 0, 1) * (np.abs(x - middle) < half)

    def before(x: NDArray[np.float32], y: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """The places that points of the turned body had in the photograph, relative to the head's middle."""
        z = np.sqrt(np.maximum(0, half**2 - x**2))
        return x + turns * (x * cosine - z * sine - x), y - tilt * z * turns

    source_x, source_y = before(x - middle, y)
    raised = turn.relief * turns * _at(_relief(), source_x + middle, source_y, RELIEF_SIDE)
    source_x, source_y = before(x - middle - sine * raised, y - tilt * raised)
    seen = SHOWN_HALF * half
    source_x = middle + np.where(turns > 0, np.clip(source_x, -seen, seen), source_x)
    source_y = source_y - turn.jaw * np.clip((y - JAW_FROM) / JAW_WHOLE_AFTER, 0, 1)
    view = _at(photo.image, source_x, source_y, photo.margin)
    gain = 1 + (turn.light[0] * (x - middle) + turn.light[1] * y) / FACE_DEPTH
    view = cv2.multiply(view, cv2.merge([np.clip(gain, *SHADES)] * 3), dtype=cv2.CV_8U)
    mask = _at(head.mask, source_x, source_y, photo.margin)
    if wall is None:
        behind = _at(portrait.wall(), x, y, photo.margin)
    else:
        behind = np.asarray(cv2.resize(wall, (n, n), interpolation=cv2.INTER_LINEAR), np.uint8)
    return np.asarray(cv2.blendLinear(view, behind, mask, 1 - mask), np.uint8)


def _at(picture: NDArray[Any], x: NDArray[np.float32], y: NDArray[np.float32], margin: float) -> NDArray[Any]:
    """The picture's values at places in headshot units. margin: the picture's side over the headshot's side."""
    side = picture.shape[0]
    columns, rows = ((at / margin + 0.5) * side - 0.5 for at in (x, y))
    return cv2.remap(picture, columns, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)


@cache
def _relief() -> NDArray[np.float32]:
    """A picture of how far each point of the face stands out, VIEW_SIDE×VIEW_SIDE.

    It is RELIEF_SIDE headshot units wide.
    """
    y, x = ((np.mgrid[0:VIEW_SIDE, 0:VIEW_SIDE].astype(np.float32) + 0.5) / VIEW_SIDE - 0.5) * RELIEF_SIDE
    out = np.zeros_like(x)
    for at_x, at_y, width, height, amount in RELIEF:
        out += amount * np.exp(-(((x - at_x) / width) ** 2) - ((y - at_y) / height) ** 2)
    return out
