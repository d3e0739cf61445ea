"""A head that turned, out of a photograph: row by row a round body as wide as its silhouette, with a nose and sockets,
in a light from one side.

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
from training.data.plan import Affine, Bend
from training.recogniser.silhouette import Portrait

FINE = 134  # pixels in which a glance is rendered before the camera's resolution is taken from it
DEPTH = 0.3  # from the axis about which a head turns to the face
EDGE = 0.93  # of the way to the head's edge the photograph shows the head and not the wall
NECK = (0.36, 0.46)  # heights between which less and less turns
RECENTRED = 0.85  # of the way that the face's middle moves when the head turns: the detector follows it
JAW, LIPS = 0.1, 0.25  # from so far below the headshot's centre the jaw moves, and all of it from so much further down
# What stands out of the round body, or lies behind it: nose, its bridge, both eyes, chin. Each is x, y, half width,
# half height, by how much.
RELIEF = (
    (0.0, 0.1, 0.05, 0.06, 0.07), (0.0, 0.02, 0.03, 0.08, 0.03), (0.12, -0.03, 0.07, 0.05, -0.03),
    (-0.12, -0.03, 0.07, 0.05, -0.03), (0.0, 0.38, 0.08, 0.06, 0.03),
)  # fmt: skip
MAPPED = 2.0  # side of the picture of the relief, headshot units
LIGHT, SHADE = (0.2, 0.1), (0.35, 1.8)  # deviations of how much brighter one side is; the least and the most light


@dataclass(frozen=True)
class Turn:
    """yaw, pitch: degrees; jaw: how far it dropped, headshot units; relief: times RELIEF; light: how much
    brighter the right and lower side are, as shares."""

    yaw: float
    pitch: float = 0.0
    jaw: float = 0.0
    relief: float = 1.0
    light: tuple[float, float] = (0.0, 0.0)


def draw_turn(most: float, rng: Generator) -> Turn:
    """most: yaw, degrees."""
    yaw = float(np.clip(rng.normal(0, most / 2.5), -most, most))
    pitch = float(np.clip(rng.normal(0, most / 6), -most / 3, most / 3))
    jaw = float(np.clip(rng.normal(0, 0.025), -0.05, 0.06))
    across, down = rng.normal(0, LIGHT).tolist()
    return Turn(yaw, pitch, jaw, rng.uniform(0.5, 1.5), (across, down))


def turned(portrait: Portrait, placement: Affine, bend: Bend | None, turn: Turn, wall: Image | None) -> Image:
    """FINE×FINE: a head that turned and dropped its jaw, as its detected headshot shows it, before a wall, or before
    what is behind them on the photograph. What it does not show of the head's other side is drawn out of this one."""
    photo, head = portrait.photo, portrait.silhouette
    n = FINE
    u = (np.arange(n, dtype=np.float32) + 0.5) / n - 0.5
    m = placement.astype(np.float32)
    sine, cosine = math.sin(math.radians(turn.yaw)), math.cos(math.radians(turn.yaw))
    tilt = math.sin(math.radians(turn.pitch))
    x = m[0, 0] * u[None, :] + m[0, 1] * u[:, None] + m[0, 2] + RECENTRED * DEPTH * sine
    y = m[1, 0] * u[None, :] + m[1, 1] * u[:, None] + m[1, 2]
    if bend is not None:
        shifts = cv2.resize(bend, (n, n), interpolation=cv2.INTER_CUBIC)
        x, y = x + shifts[..., 0], y + shifts[..., 1]
    row = np.clip((y / photo.margin + 0.5) * len(head.middle), 0, len(head.middle) - 1).astype(np.intp)
    middle, half = head.middle[row], head.half_width[row]
    turns = np.clip((NECK[1] - y) / (NECK[1] - NECK[0]), 0, 1) * (np.abs(x - middle) < half)

    def before(x: NDArray[np.float32], y: NDArray[np.float32]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Where on the photograph, from the head's middle, the points of a round body were that are now here."""
        z = np.sqrt(np.maximum(0, half**2 - x**2))
        return x + turns * (x * cosine - z * sine - x), y - tilt * z * turns

    source_x, source_y = before(x - middle, y)
    raised = turn.relief * turns * _at(_relief(), source_x + middle, source_y, MAPPED)
    source_x, source_y = before(x - middle - sine * raised, y - tilt * raised)
    seen = EDGE * half
    source_x = middle + np.where(turns > 0, np.clip(source_x, -seen, seen), source_x)
    source_y = source_y - turn.jaw * np.clip((y - JAW) / LIPS, 0, 1)
    view = _at(photo.image, source_x, source_y, photo.margin)
    gain = 1 + (turn.light[0] * (x - middle) + turn.light[1] * y) / DEPTH
    view = cv2.multiply(view, cv2.merge([np.clip(gain, *SHADE)] * 3), dtype=cv2.CV_8U)
    mask = _at(head.mask, source_x, source_y, photo.margin)
    if wall is None:
        behind = _at(portrait.wall(), x, y, photo.margin)
    else:
        behind = np.asarray(cv2.resize(wall, (n, n), interpolation=cv2.INTER_LINEAR), np.uint8)
    return np.asarray(cv2.blendLinear(view, behind, mask, 1 - mask), np.uint8)


def _at(picture: NDArray[Any], x: NDArray[np.float32], y: NDArray[np.float32], margin: float) -> NDArray[Any]:
    side = picture.shape[0]
    columns, rows = ((at / margin + 0.5) * side - 0.5 for at in (x, y))
    return cv2.remap(picture, columns, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)


@cache
def _relief() -> NDArray[np.float32]:
    """How far what is where stands out: a picture of MAPPED headshot units."""
    y, x = ((np.mgrid[0:FINE, 0:FINE].astype(np.float32) + 0.5) / FINE - 0.5) * MAPPED
    out = np.zeros_like(x)
    for at_x, at_y, width, height, amount in RELIEF:
        out += amount * np.exp(-(((x - at_x) / width) ** 2) - ((y - at_y) / height) ** 2)
    return out
