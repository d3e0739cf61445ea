"""Drawn faces: a person has features, colours and freckles, and every picture of them another pose, light and mood.

Points are (x, y) in the head's units: the middle between the eyes at (0, 0), their distance 1.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from hime_core.geometry import Image

Points = NDArray[np.float64]  # N×2
Colour = NDArray[np.float64]  # RGB, 0..255

SKINS = [(244, 210, 184), (232, 190, 160), (205, 156, 120), (160, 110, 78), (112, 74, 52)]
HAIRS = [(30, 24, 22), (70, 46, 30), (120, 80, 44), (190, 150, 92), (150, 60, 36), (150, 148, 146)]
IRISES = [(70, 44, 26), (96, 70, 40), (66, 96, 130), (84, 116, 84)]
SIDES = (-1, 1)


@dataclass(frozen=True)
class Traits:
    """What all pictures of a person share."""

    skin: Colour
    hair: Colour
    iris: Colour
    shirt: Colour
    long_hair: bool
    width: float
    jaw: float
    mouth: float
    eye: float
    nose: float
    fringe: float
    brow: float
    freckles: Points
    locks: Points


@dataclass(frozen=True)
class Mood:
    """What differs from picture to picture. front: shift of the features when the head turns and nods."""

    front: Points
    smile: float
    look: float


class Canvas:
    """A picture in the making, n×n, with the head's place, size and tilt in it."""

    def __init__(self, n: int, rng: Generator):
        self.n = n
        self.pixels = n * rng.uniform(0.235, 0.26)  # between the eyes, as in CelebA-HQ
        tilt = np.deg2rad(rng.uniform(-9, 9))
        self.turn = self.pixels * np.array([[np.cos(tilt), -np.sin(tilt)], [np.sin(tilt), np.cos(tilt)]])
        self.middle = n * (xy(0.5, 0.46) + rng.uniform(-0.015, 0.015, 2))
        wall = rng.uniform(70, 200) + rng.uniform(-35, 35, 3)
        shade = np.linspace(1.15, 0.75, n)[:, None, None]
        self.picture = np.broadcast_to(wall * shade, (n, n, 3)).astype(np.float32)

    def fill(self, shapes: Points | list[Points], colour: Colour, soft: float = 0.0, strength: float = 1.0) -> None:
        """Paint polygons, with edges blurred by `soft` head units."""
        polygons = shapes if isinstance(shapes, list) else [shapes]
        corners = [np.round(16 * (p @ self.turn.T + self.middle)).astype(np.int32) for p in polygons]
        mask = np.zeros((self.n, self.n), np.uint8)
        cv2.fillPoly(mask, corners, 255, cv2.LINE_AA, 4)
        if soft:
            mask = cv2.GaussianBlur(mask, (0, 0), soft * self.pixels)
        cover = np.float32(strength / 255) * mask[..., None].astype(np.float32)
        self.picture += cover * (colour.astype(np.float32) - self.picture)


def drawn_person(person: int, count: int, side: int) -> list[Image]:
    """So many pictures of a person, side×side, RGB; always the same ones."""
    traits = draw_traits(np.random.default_rng((0, person)))
    return [drawn_face(traits, np.random.default_rng((1, person, i)), side) for i in range(count)]


def draw_traits(rng: Generator) -> Traits:
    skin, hair, iris = (np.array(c[rng.integers(len(c))]) * rng.uniform(0.92, 1.03) for c in (SKINS, HAIRS, IRISES))
    width, jaw, mouth, eye, nose = rng.uniform((1.0, 1.5, 1.02, 0.2, 0.1), (1.14, 1.72, 1.18, 0.25, 0.16))
    freckles = rng.uniform((-0.8, 0.22), (0.8, 0.85), (int(rng.integers(2, 24)), 2))
    locks = rng.uniform(-0.75, 0.75, (2, 20)) * width
    shirt, long_hair = rng.uniform(30, 220, 3), bool(rng.random() < 0.5)
    fringe, brow = rng.uniform((-0.75, 0.035), (-0.5, 0.075))
    return Traits(skin, hair, iris, shirt, long_hair, width, jaw, mouth, eye, nose, fringe, brow, freckles, locks)


def drawn_face(who: Traits, rng: Generator, side: int) -> Image:
    """One picture, RGB side×side; the generator draws pose, mood, light and background."""
    canvas = Canvas(2 * side, rng)  # averaged down below
    mood = Mood(rng.uniform((-0.16, -0.06), (0.16, 0.06)), rng.uniform(-0.03, 0.1), rng.uniform(-0.05, 0.05))
    draw_head(canvas, who, mood)
    draw_eyes(canvas, who, mood)
    draw_nose(canvas, who, mood)
    draw_mouth(canvas, who, mood)
    draw_hair(canvas, who)
    from_left = np.linspace(-0.5, 0.5, canvas.n)[None, :, None]
    light = rng.uniform(0.85, 1.12) * rng.uniform(0.95, 1.05, 3) * (1 + rng.uniform(-0.5, 0.5) * from_left)
    lit = cv2.resize(canvas.picture * light.astype(np.float32), (side, side), interpolation=cv2.INTER_AREA)
    return np.clip(np.round(lit + rng.normal(0, 1.5, lit.shape)), 0, 255).astype(np.uint8)


def draw_head(canvas: Canvas, who: Traits, mood: Mood) -> None:
    """Hair behind, shirt, neck, ears, skin with its shades and freckles."""
    canvas.fill(oval(0, 0.25, 1.32 * who.width, who.jaw + 0.1), who.hair)
    if who.long_hair:
        canvas.fill(oval(0, 1.4, 1.3 * who.width, 1.9, 0.6), 0.9 * who.hair)
    canvas.fill(oval(0, 3.1, 2.3, 1.1), who.shirt)
    canvas.fill(oval(0, 1.7, 0.55, 0.8, 0.6), 0.82 * who.skin)
    canvas.fill(oval(0, 1.62, 0.6, 0.25), 0.6 * who.skin, soft=0.12, strength=0.6)
    yaw, nod = mood.front
    canvas.fill([oval(1.08 * who.width * x - 0.3 * yaw, 0.25, 0.13, 0.3) for x in SIDES], 0.88 * who.skin)
    canvas.fill(oval(0, 0.25, 1.06 * who.width, who.jaw, 0.95), who.skin)
    canvas.fill([oval(0.95 * who.width * x, 0.5, 0.25, 1.1) for x in SIDES], 0.72 * who.skin, soft=0.2, strength=0.55)
    cheeks = [oval(0.58 * x + yaw, 0.72 + nod, 0.25, 0.2) for x in SIDES]
    canvas.fill(cheeks, who.skin * (1.0, 0.8, 0.78), soft=0.15, strength=0.45)
    canvas.fill([oval(x + yaw, y + nod, 0.022, 0.022) for x, y in who.freckles], 0.62 * who.skin, strength=0.6)


def draw_eyes(canvas: Canvas, who: Traits, mood: Mood) -> None:
    t, r = np.linspace(-1, 1, 24), who.eye
    upper, lower = curve(r * t, -0.5 * r * (1 - t**2)), curve(r * t, 0.42 * r * (1 - t**2))
    brow, thick = curve(1.35 * r * t, -0.33 - 0.09 * (1 - t**2)), xy(0, who.brow)
    for side in SIDES:
        at = mood.front + xy(0.5 * side, 0)
        x, y = at + xy(mood.look, 0)
        canvas.fill(oval(*at, 0.34, 0.22), 0.78 * who.skin, soft=0.08, strength=0.6)
        canvas.fill(at + between(upper, lower), rgb(238, 234, 230))
        canvas.fill(oval(x, y, 0.42 * r, 0.44 * r), who.iris)
        canvas.fill(oval(x, y, 0.19 * r, 0.2 * r), rgb(12, 10, 10))
        canvas.fill(oval(x - 0.05, y - 0.05, 0.025, 0.025), rgb(255, 255, 255))
        canvas.fill(at + between(upper * xy(1.05, 1.25), upper * xy(1.05, 0.9)), 0.3 * who.skin)
        canvas.fill(at + between(brow - thick, brow + thick), 0.75 * who.hair, soft=0.015, strength=0.9)


def draw_nose(canvas: Canvas, who: Traits, mood: Mood) -> None:
    x, y = 1.5 * mood.front + xy(0, 0.66)
    left, top = mood.front + xy(0, 0.1)
    ridge = np.array([(left - 0.09, top), (x - who.nose, y), (x, y + 0.06), (left, top)])
    canvas.fill(ridge, 0.8 * who.skin, soft=0.05, strength=0.7)
    canvas.fill(oval(x, y - 0.1, 0.07, 0.1), np.minimum(1.12 * who.skin, 255), soft=0.05, strength=0.8)
    canvas.fill([oval(x + 0.6 * who.nose * s, y + 0.04, 0.05, 0.028) for s in SIDES], 0.45 * who.skin, soft=0.012)


def draw_mouth(canvas: Canvas, who: Traits, mood: Mood) -> None:
    t, lips = np.linspace(-1, 1, 30), who.skin * (0.86, 0.55, 0.55)
    middle = mood.front + curve(0.42 * t, who.mouth + mood.smile * (0.5 - 2 * t**2))
    bow = 0.085 * (1 - t**2) * (1 - 0.35 * np.exp(-((t / 0.16) ** 2)))
    canvas.fill(between(middle - curve(0 * t, bow), middle), 0.92 * lips)
    canvas.fill(between(middle + curve(0 * t, 0.12 * (1 - t**2)), middle), lips)
    canvas.fill(between(middle - xy(0, 0.012), middle + xy(0, 0.012)), 0.45 * lips)


def draw_hair(canvas: Canvas, who: Traits) -> None:
    """The hair above the forehead, with darker and lighter locks."""
    t = np.linspace(-1, 1, 24)
    hairline = curve(1.12 * who.width * t, who.fringe - 0.35 * (1 - t**2) + 0.5 * abs(t) ** 5)
    canvas.fill(between(hairline, oval(0, 0.05, 1.3 * who.width, who.jaw + 0.05)[24:]), who.hair)
    for shade, locks in zip((0.75, 1.25), who.locks, strict=True):
        tip = who.fringe - 0.4
        shapes = [np.array([(x, -1.3 + 0.3 * x**2), (1.1 * x, tip), (1.1 * x + 0.03, tip)]) for x in locks]
        canvas.fill(shapes, shade * who.hair, soft=0.01, strength=0.5)


def xy(x: float, y: float) -> Points:
    return np.array([x, y])


def rgb(r: float, g: float, b: float) -> Colour:
    return np.array([r, g, b])


def curve(x: NDArray[np.float64], y: NDArray[np.float64]) -> Points:
    return np.stack([x, y], 1)


def between(one: Points, other: Points) -> Points:
    """The area between two curves that run the same way."""
    return np.vstack([one, other[::-1]])


def oval(x: float, y: float, rx: float, ry: float, square: float = 1.0) -> Points:
    """48 points, from the right clockwise; square below 1: towards a rectangle."""
    a = np.linspace(0, 2 * np.pi, 48, endpoint=False)
    c, s = np.cos(a), np.sin(a)
    return curve(x + rx * np.sign(c) * abs(c) ** square, y + ry * np.sign(s) * abs(s) ** square)
