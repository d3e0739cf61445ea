"""Makes rooms for measuring how faces are found. Their walls are full of things that are not faces, and people can be
put before them."""

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray
from skimage import data

from hime_core.geometry import Image, Square, crop

Rng = np.random.Generator
# A camera's noise has a standard deviation of this many of 255 levels.
NOISE = 3.0
# This many pictures of noise are made once and take turns, because making one takes longer than a frame lasts.
NOISES = 5
# A person is cut out of a photograph as a square whose side is this many times the headshot's.
PORTRAIT = 1.9


def room(width: int, height: int, rng: Rng) -> Image:
    """A BGR picture of a wall of one kind, with six things before it."""
    wall: Image = _choice(WALLS, rng)(width, height, rng)
    for _ in range(6):
        thing = _choice(THINGS, rng)
        side = int(rng.uniform(0.06, 0.3) * height)
        _put(wall, thing(side, rng), int(rng.integers(0, width - side)), int(rng.integers(0, height - side)))
    light = np.linspace(rng.uniform(0.6, 1), rng.uniform(0.6, 1), width)[None, :, None]
    soft = cv2.GaussianBlur(wall, (0, 0), rng.uniform(0.5, 1.2))
    return np.clip(soft * light, 0, 255).astype(np.uint8)


def noises(width: int, height: int, rng: Rng) -> list[NDArray[np.int16]]:
    """Pictures of the noise that a camera adds to its frames."""
    return [rng.normal(0, NOISE, (height, width, 3)).round().astype(np.int16) for _ in range(NOISES)]


def noisy(image: Image, noise: NDArray[np.int16]) -> Image:
    """The picture as a camera gives it."""
    return np.asarray(cv2.add(image, noise, dtype=cv2.CV_8U), np.uint8)


def stand(frame: Image, photo: Image, square: Square, place: Square, coat: tuple[int, int, int], face: float) -> Image:
    """A copy of the frame with somebody in it: the head of a photograph, on shoulders.

    square: the headshot in the photograph. place: the headshot in the frame. coat: the colour of the shoulders. face: 1
    shows the face; 0 shows the back of the head, in the colour of its hair; values between mix the two.
    """
    out = frame.copy()
    side = place.side
    x, y = place.x, place.y
    shoulders = np.array(
        [[-0.28, 0.36], [0.28, 0.36], [0.62, 0.6], [0.72, 1.2], [0.7, 2.4], [-0.7, 2.4], [-0.72, 1.2], [-0.62, 0.6]]
    )
    cv2.fillPoly(out, [np.round(shoulders * side + (x, y)).astype(np.int32)], coat, cv2.LINE_AA)
    size = max(8, round(PORTRAIT * side))
    head = crop(photo, square.scaled(PORTRAIT), size).astype(np.float32)
    hair = head[round(0.24 * size) : round(0.3 * size), round(0.45 * size) : round(0.55 * size)].mean((0, 1))
    head = face * head + (1 - face) * hair
    v, u = (np.mgrid[:size, :size] + 0.5) / size * PORTRAIT - PORTRAIT / 2
    inside = np.clip((1 - np.hypot(u / 0.39, v / 0.5)) / 0.12 + 0.5, 0, 1)[..., None]
    x0, y0 = round(x - size / 2), round(y - size / 2)
    a, b = max(0, -x0), max(0, -y0)
    part = out[max(0, y0) : y0 + size, max(0, x0) : x0 + size]
    h, w = part.shape[:2]
    cut = np.s_[b : b + h, a : a + w]
    part[:] = part * (1 - inside[cut]) + head[cut] * inside[cut]
    return out


def _choice(options: list[Callable[[int, int, Rng], Image]] | list[Callable[[int, Rng], Image]], rng: Rng):  # type: ignore[no-untyped-def]
    return options[int(rng.integers(len(options)))]


def _put(image: Image, thing: Image, x: int, y: int) -> None:
    height, width = thing.shape[:2]
    part = image[y : y + height, x : x + width]
    part[:] = thing[: part.shape[0], : part.shape[1]]


def _colour(rng: Rng, low: int = 30, high: int = 220) -> tuple[int, int, int]:
    b, g, r = (int(v) for v in rng.integers(low, high, 3))
    return b, g, r


def _plain(width: int, height: int, rng: Rng) -> Image:
    return np.full((height, width, 3), _colour(rng, 90), np.uint8)


def _bricks(width: int, height: int, rng: Rng) -> Image:
    wall = np.full((height, width, 3), 150, np.uint8)
    h = int(rng.integers(14, 40))
    for row, y in enumerate(range(0, height, h)):
        for x in range(-h * (row % 2), width, 2 * h):
            tone = rng.uniform(0.6, 1.2)
            colour = tuple(int(min(255, tone * c)) for c in (60, 75, 140))
            cv2.rectangle(wall, (x + 1, y + 1), (x + 2 * h - 3, y + h - 3), colour, -1)
    return wall


def _blinds(width: int, height: int, rng: Rng) -> Image:
    wall = np.full((height, width, 3), 225, np.uint8)
    step = int(rng.integers(10, 36))
    for y in range(0, height, step):
        cv2.rectangle(wall, (0, y), (width, y + step // 3), (140, 150, 155), -1)
        cv2.line(wall, (0, y), (width, y), (70, 75, 80), 1)
    return wall


def _shelves(width: int, height: int, rng: Rng) -> Image:
    wall = np.full((height, width, 3), (40, 60, 90), np.uint8)
    deep = int(rng.integers(80, 180))
    for y in range(0, height, deep):
        x = 0
        while x < width:
            w, h = int(rng.integers(8, 40)), int(rng.uniform(0.55, 0.9) * deep)
            if rng.random() < 0.85:
                cv2.rectangle(wall, (x, y + deep - h), (x + w - 1, y + deep - 8), _colour(rng), -1)
                middle = y + deep - h // 2
                cv2.putText(wall, "abcdefg"[int(rng.integers(7)) :], (x + 2, middle), 0, w / 60, _colour(rng), 1)
                cv2.circle(wall, (x + w // 2, y + deep - 20), max(2, w // 5), _colour(rng), -1)
            x += w
        cv2.rectangle(wall, (0, y + deep - 8), (width, y + deep), (60, 90, 130), -1)
    return wall


def _leaves(width: int, height: int, rng: Rng) -> Image:
    wall = np.full((height, width, 3), _colour(rng, 60, 200), np.uint8)
    for _ in range(int(width * height / 900)):
        x, y = int(rng.integers(width)), int(rng.integers(height))
        green = int(rng.integers(40, 190))
        axes = int(rng.integers(5, 34)), int(rng.integers(3, 12))
        cv2.ellipse(wall, (x, y), axes, rng.uniform(0, 180), 0, 360, (green // 3, green, green // 2), -1, cv2.LINE_AA)
    return wall


def _stuff(width: int, height: int, rng: Rng) -> Image:
    """A photograph of a material or a scene without people, mirrored until it covers the wall."""
    name = ("brick", "gravel", "grass", "coins", "motorcycle", "coffee", "rocket")[int(rng.integers(7))]
    picture = data.stereo_motorcycle()[0] if name == "motorcycle" else getattr(data, name)()
    if picture.ndim == 2:
        picture = cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR)
    picture = np.ascontiguousarray(picture[..., ::-1])
    scale = rng.uniform(0.7, 1.8)
    picture = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA if scale < 1 else 2)
    h, w = picture.shape[:2]
    return cv2.copyMakeBorder(picture, 0, max(0, height - h), 0, max(0, width - w), cv2.BORDER_REFLECT)[
        :height, :width
    ].copy()


def _loudspeaker(side: int, rng: Rng) -> Image:
    box = np.full((side, int(0.6 * side), 3), int(rng.integers(15, 70)), np.uint8)
    w = box.shape[1]
    for y, r in ((0.28, 0.2), (0.68, 0.36)):
        centre, radius = (w // 2, int(y * side)), int(r * w)
        cv2.circle(box, centre, radius, _colour(rng, 70, 150), -1, cv2.LINE_AA)
        cv2.circle(box, centre, int(0.85 * radius), _colour(rng, 20, 60), -1, cv2.LINE_AA)
        cv2.circle(box, centre, int(0.35 * radius), _colour(rng, 70, 170), -1, cv2.LINE_AA)
    return box


def _pair_of_cones(side: int, rng: Rng) -> Image:
    """A loudspeaker that lies on its side. It has a slot below its cones."""
    box = np.full((int(0.8 * side), side, 3), int(rng.integers(20, 90)), np.uint8)
    for x in (0.3, 0.7):
        cv2.circle(box, (int(x * side), int(0.3 * side)), int(0.15 * side), _colour(rng, 60, 200), -1, cv2.LINE_AA)
        cv2.circle(box, (int(x * side), int(0.3 * side)), int(0.08 * side), (15, 15, 15), -1, cv2.LINE_AA)
    cv2.rectangle(box, (int(0.3 * side), int(0.6 * side)), (int(0.7 * side), int(0.66 * side)), (10, 10, 10), -1)
    return box


def _clock(side: int, rng: Rng) -> Image:
    face = np.full((side, side, 3), _colour(rng, 120), np.uint8)
    middle = (side // 2, side // 2)
    cv2.circle(face, middle, int(0.47 * side), _colour(rng), -1, cv2.LINE_AA)
    cv2.circle(face, middle, int(0.43 * side), (235, 235, 230), -1, cv2.LINE_AA)
    for k in range(12):
        way = np.array([np.sin(k * np.pi / 6), -np.cos(k * np.pi / 6)]) * side
        a, b = (tuple(np.round(np.array(middle) + r * way).astype(int).tolist()) for r in (0.35, 0.41))
        cv2.line(face, a, b, (20, 20, 20), max(1, side // 40), cv2.LINE_AA)
    for length in (0.22, 0.33):
        angle = rng.uniform(0, 2 * np.pi)
        end = (int(side / 2 + length * side * np.sin(angle)), int(side / 2 - length * side * np.cos(angle)))
        cv2.line(face, middle, end, (20, 20, 20), max(1, side // 30), cv2.LINE_AA)
    return face


def _socket(side: int, rng: Rng) -> Image:
    """A socket with two holes in the places of eyes. Half of all sockets have a third hole in the place of a mouth."""
    plate = np.full((side, side, 3), int(rng.integers(190, 245)), np.uint8)
    cv2.circle(plate, (side // 2, side // 2), int(0.42 * side), (205, 208, 210), -1, cv2.LINE_AA)
    holes = [(0.36, 0.45), (0.64, 0.45)] + ([(0.5, 0.66)] if rng.random() < 0.5 else [])
    for x, y in holes:
        cv2.circle(plate, (int(x * side), int(y * side)), max(1, int(0.06 * side)), (30, 30, 30), -1, cv2.LINE_AA)
    return plate


def _plant(side: int, rng: Rng) -> Image:
    pot = _leaves(side, side, rng)
    cv2.rectangle(pot, (side // 3, 3 * side // 4), (2 * side // 3, side), (50, 80, 160), -1)
    return pot


def _poster(side: int, rng: Rng) -> Image:
    """A framed picture of something that is not a face."""
    name = ("coffee", "rocket", "moon", "retina", "hubble_deep_field", "page", "text", "coins")[int(rng.integers(8))]
    picture = getattr(data, name)()
    if picture.ndim == 2:
        picture = cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR)
    picture = cv2.resize(np.ascontiguousarray(picture[..., ::-1]), (side, side), interpolation=cv2.INTER_AREA)
    cv2.rectangle(picture, (0, 0), (side - 1, side - 1), _colour(rng), max(2, side // 25))
    return picture


def _drawing(side: int, rng: Rng) -> Image:
    """A poster of shapes."""
    poster = np.full((side, side, 3), _colour(rng), np.uint8)
    for _ in range(int(rng.integers(4, 16))):
        at = (int(rng.integers(side)), int(rng.integers(side)))
        cv2.circle(poster, at, int(rng.integers(2, max(3, side // 4))), _colour(rng), -1, cv2.LINE_AA)
    return poster


def _lamp(side: int, rng: Rng) -> Image:
    lamp = np.full((side, side, 3), _colour(rng, 60, 140), np.uint8)
    cv2.circle(lamp, (side // 2, side // 2), int(0.35 * side), (200, 235, 250), -1, cv2.LINE_AA)
    return np.asarray(cv2.GaussianBlur(lamp, (0, 0), max(1.0, 0.06 * side)), np.uint8)


WALLS: list[Callable[[int, int, Rng], Image]] = [_plain, _bricks, _blinds, _shelves, _leaves, _stuff]
THINGS: list[Callable[[int, Rng], Image]] = [
    _loudspeaker, _pair_of_cones, _clock, _socket, _plant, _poster, _drawing, _lamp,
]  # fmt: skip
