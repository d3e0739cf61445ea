"""Moments of a call out of photographs: a target and its references, warped, turned, relit and re-noised.

Coordinates here are headshot units: the headshot crop spans -0.5..0.5 in x and y, whatever its size in pixels.
Images are uint8 H×W×3, RGB.
"""

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from hime_core.geometry import Image
from training.config import Moments
from training.data.degradations import jpeg, sensor_noise
from training.data.person import Person, Photograph

Affine = NDArray[np.float64]  # 3×3, headshot units of the output -> headshot units of the photograph

BLANK = 0.2  # of the references of a sample whose references are all wrong

# The head as a dome over the plane of the picture, headshot units; chosen by eye: a headshot is framed alike for
# everybody.
HEAD_HALF_WIDTH, HEAD_HALF_HEIGHT, HEAD_DEPTH = 0.36, 0.46, 0.3
EASY_TURN = 0.25  # of what a head turns until another moment


def affine(rotation: float, scale: float, shift_x: float, shift_y: float, shear: float = 0.0) -> Affine:
    """Rotation in degrees, then scale, shear (dimensionless) and shift (headshot units)."""
    angle = np.deg2rad(rotation)
    c, s = np.cos(angle), np.sin(angle)
    linear = scale * np.array([[c, -s], [s, c]]) @ np.array([[1, shear], [0, 1]])
    out = np.eye(3)
    out[:2, :2] = linear
    out[:2, 2] = shift_x, shift_y
    return out


def render(
    photo: Photograph, placement: Affine, elastic: float, size: int, rng: Generator, turn: tuple[float, float] = (0, 0)
) -> Image:
    """The size×size view of a photograph under a placement and a smooth random bend of amplitude `elastic`.

    turn: the head's, by yaw and pitch in degrees: what is nearer to the camera moves more, what is behind it stays. The
    depth is taken where a point arrives, not where it was, which is right to a tenth at 20°.
    """
    side = photo.image.shape[0]
    # A warp samples points; where the photograph is finer than the view, render larger and average down.
    over = 2 if photo.detail > 1.4 * size else 1
    n = size * over
    u = (np.arange(n, dtype=np.float32) + 0.5) / n - 0.5
    m = placement.astype(np.float32)
    x = m[0, 0] * u[None, :] + m[0, 1] * u[:, None] + m[0, 2]
    y = m[1, 0] * u[None, :] + m[1, 1] * u[:, None] + m[1, 2]
    if elastic > 0:
        bend = rng.normal(0, elastic, (5, 5, 2)).astype(np.float32)
        bend = cv2.resize(bend, (n, n), interpolation=cv2.INTER_CUBIC)
        x, y = x + bend[..., 0], y + bend[..., 1]
    if any(turn):
        depth = HEAD_DEPTH * np.maximum(0, 1 - (x / HEAD_HALF_WIDTH) ** 2 - (y / HEAD_HALF_HEIGHT) ** 2)
        yaw, pitch = np.sin(np.deg2rad(turn)).astype(np.float32)
        x, y = x - yaw * depth, y - pitch * depth
    x, y = (x / photo.margin + 0.5) * side - 0.5, (y / photo.margin + 0.5) * side - 0.5
    view = cv2.remap(photo.image, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
    return cv2.resize(view, (size, size), interpolation=cv2.INTER_AREA) if over > 1 else view


def relight(image: Image, strength: float, rng: Generator) -> Image:
    """Other exposure, contrast and white balance; from strength 0.6 up also light that falls off to one side."""
    gamma = np.exp(rng.uniform(-0.4, 0.4) * strength)
    gain = np.exp(rng.uniform(-0.2, 0.2) * strength) * np.exp(rng.uniform(-0.12, 0.12, 3) * strength)
    lift = rng.uniform(-0.06, 0.06) * strength
    levels = np.linspace(0, 1, 256)[:, None]
    table = np.clip(levels**gamma * gain + lift, 0, 1)
    out = cv2.LUT(image, np.round(255 * table).astype(np.uint8)[None])
    if strength >= 0.6 and rng.random() < 0.4:
        n = image.shape[0]
        direction = rng.uniform(0, 2 * np.pi)
        u = np.linspace(-0.5, 0.5, n, dtype=np.float32)
        fall = 1 + rng.uniform(0, 0.5) * strength * (np.cos(direction) * u[None, :] + np.sin(direction) * u[:, None])
        out = cv2.multiply(out, cv2.merge([fall.astype(np.float32)] * 3), dtype=cv2.CV_8U)
    return out


def darkened(image: Image, light: float) -> Image:
    """With so much of the levels, 0 to 1."""
    return np.asarray(cv2.convertScaleAbs(image, alpha=light), np.uint8)


def worn(image: Image, rng: Generator) -> Image:
    """What a camera and its codec may do to an exemplar: slight blur, noise, JPEG, each in some samples."""
    if rng.random() < 0.2:
        image = cv2.GaussianBlur(image, (0, 0), rng.uniform(0.3, 1.4) * image.shape[0] / 128)
    if rng.random() < 0.3:
        image = sensor_noise(image, rng.uniform(0.5, 4), rng)
    if rng.random() < 0.3:
        image = jpeg(image, int(rng.integers(50, 96)))
    return image


def mild(amount: float, rng: Generator) -> Affine:
    """A few seconds later: rotation ±6°, scale ±6 %, shift ±6 %, all times `amount`."""
    shift = amount * rng.uniform(-0.06, 0.06, 2)
    return affine(amount * rng.uniform(-6, 6), 1 + amount * rng.uniform(-0.06, 0.06), *shift)


def strong(rng: Generator) -> Affine:
    """Another moment: rotation ±14°, scale -10…+22 %, shear and shift ±8 %."""
    shift_x, shift_y, shear = rng.uniform(-0.08, 0.08, 3)
    return affine(rng.uniform(-14, 14), rng.uniform(0.9, 1.22), shift_x, shift_y, shear)


def turned(most: float, rng: Generator) -> tuple[float, float]:
    """How far a head turns: yaw up to ±`most` degrees, pitch up to half of that."""
    if not most:
        return 0, 0
    return rng.uniform(-most, most), rng.uniform(-most, most) / 2


def elsewhere(who: Person, chosen: int, hr_size: int, turn: float, rng: Generator) -> Image:
    """A photograph of somebody at another moment: strongly moved, turned by up to `turn` degrees, and relit."""
    view = render(who[chosen % len(who)], strong(rng), rng.uniform(0, 0.012), hr_size, rng, turned(turn, rng))
    return relight(view, rng.uniform(0.3, 1.2), rng)


def impostor(who: Person, chosen: int, placement: Affine, hr_size: int, turn: float, rng: Generator) -> Image:
    """A photograph of a stranger who sits and is lit as the target is, but for little light, turned by up to `turn`
    degrees. placement: the target's."""
    view = render(who[chosen % len(who)], placement @ mild(1.0, rng), 0.0, hr_size, rng, turned(turn, rng))
    return relight(view, rng.uniform(0.1, 0.7), rng)


def sample(
    person: Person,
    stranger: Person,
    hr_size: int,
    references: int,
    moments: Moments,
    ease: float,
    rng: Generator,
) -> tuple[Image, list[Image], bool]:
    """One training sample: (HR, references), all hr_size×hr_size, the references in random order; and whether all
    of them are wrong.

    ease: how far the easy reference is moved and turned, 0 (in place) to 1 (all of `mild` and of its turn).
    """
    chosen = int(rng.integers(len(person)))
    # The app cuts the LR input on whole pixels, 0 to 18 % larger than the headshot: hence the lopsided scale.
    placement = affine(rng.uniform(-10, 10), rng.uniform(0.92, 1.2), *rng.uniform(-0.05, 0.05, 2))
    target = relight(render(person[chosen], placement, 0.0, hr_size, rng), 0.6, rng)
    light = rng.uniform(0.2, 0.8) if moments.dim and rng.random() < moments.dim else 1.0
    target = darkened(target, light)
    shown, wrong = [], moments.all_wrong > 0 and rng.random() < moments.all_wrong
    for index in range(references):
        if wrong:
            if rng.random() < BLANK:
                view = np.zeros_like(target)
            elif moments.impostors and rng.random() >= 1 - moments.impostors:
                view = impostor(stranger, chosen, placement, hr_size, moments.impostor_turn, rng)
            else:
                view = elsewhere(stranger, chosen, hr_size, moments.turn, rng)
        elif rng.random() < (moments.easy_reference if index == 0 else moments.more_easy):
            bend = ease * rng.uniform(0, 0.008)
            turn = turned(ease * EASY_TURN * moments.turn, rng)
            view = render(person[chosen], placement @ mild(ease, rng), bend, hr_size, rng, turn)
            view = relight(view, rng.uniform(0.1, 0.7), rng)
        elif (luck := rng.random()) < moments.blank:
            view = np.zeros_like(target)
        else:
            who = stranger if luck < moments.blank + moments.stranger else person
            others = [i for i in range(len(who)) if i != chosen]
            other = who is person and others and rng.random() < moments.second_photograph
            view = elsewhere(who, int(rng.choice(others)) if other else chosen, hr_size, moments.turn, rng)
        if light < 1 and rng.random() < 0.5:
            view = darkened(view, light)
        shown.append(worn(view, rng))
    rng.shuffle(shown)
    if rng.random() < 0.5:  # all or none: a mirrored reference would be another face (paper, Table 7)
        target, shown = target[:, ::-1], [view[:, ::-1] for view in shown]
    return target, shown, wrong
