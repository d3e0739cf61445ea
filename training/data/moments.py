"""Moments of a call out of photographs: a target and its references, warped, turned, relit and re-noised.

First they are drawn (`draw`), then their pixels are made (`pictures`). Coordinates here are headshot units: the
headshot crop spans -0.5..0.5 in x and y, whatever its size in pixels. Images are uint8 H×W×3, RGB.
"""

import math
from dataclasses import replace

import cv2
import numpy as np
from numpy.random import Generator

from hime_core.geometry import Image
from training.data.degradations import jpeg, sensor_noise
from training.data.person import Person, Photograph
from training.data.plan import Affine, Bend, Light, Moment, View, Wear
from training.settings.config import Moments

BLANK = 0.2  # of the references of a sample whose references are all wrong

# The head as a dome over the plane of the picture, headshot units; chosen by eye: a headshot is framed alike for
# everybody.
HEAD_HALF_WIDTH, HEAD_HALF_HEIGHT, HEAD_DEPTH = 0.36, 0.46, 0.3
EASY_TURN = 0.25  # of what a head turns until another moment
FINER = 1.4  # a photograph of so many times a view's pixels is rendered larger and averaged down
WORN_BLUR = 0.3 / 128, 1.4 / 128  # sigma of a worn view's blur, over its side
UNCHANGED = Light(1.0, (1.0, 1.0, 1.0), 0.0)


def affine(rotation: float, scale: float, shift_x: float, shift_y: float, shear: float = 0.0) -> Affine:
    """Rotation in degrees, then scale, shear (dimensionless) and shift (headshot units)."""
    c, s = scale * math.cos(math.radians(rotation)), scale * math.sin(math.radians(rotation))
    return np.array([[c, c * shear - s, shift_x], [s, s * shear + c, shift_y], [0.0, 0.0, 1.0]])


def render(
    photo: Photograph, placement: Affine, size: int, bend: Bend | None = None, turn: tuple[float, float] = (0, 0)
) -> Image:
    """The size×size view of a photograph under a placement and a smooth bend.

    turn: the head's, by yaw and pitch in degrees: what is nearer to the camera moves more, what is behind it stays. The
    depth is taken where a point arrives, not where it was, which is right to a tenth at 20°.
    """
    side = photo.image.shape[0]
    # A warp samples points; where the photograph is finer than the view, render larger and average down.
    over = 2 if photo.detail > FINER * size else 1
    n = size * over
    u = (np.arange(n, dtype=np.float32) + 0.5) / n - 0.5
    m = placement.astype(np.float32)
    x = m[0, 0] * u[None, :] + m[0, 1] * u[:, None] + m[0, 2]
    y = m[1, 0] * u[None, :] + m[1, 1] * u[:, None] + m[1, 2]
    if bend is not None:
        shifts = cv2.resize(bend, (n, n), interpolation=cv2.INTER_CUBIC)
        x, y = x + shifts[..., 0], y + shifts[..., 1]
    if any(turn):
        depth = HEAD_DEPTH * np.maximum(0, 1 - (x / HEAD_HALF_WIDTH) ** 2 - (y / HEAD_HALF_HEIGHT) ** 2)
        yaw, pitch = np.sin(np.deg2rad(turn)).astype(np.float32)
        x, y = x - yaw * depth, y - pitch * depth
    x, y = (x / photo.margin + 0.5) * side - 0.5, (y / photo.margin + 0.5) * side - 0.5
    view = cv2.remap(photo.image, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
    return cv2.resize(view, (size, size), interpolation=cv2.INTER_AREA) if over > 1 else view


def bent(amplitude: float, rng: Generator) -> Bend | None:
    """A smooth random bend; its shifts have a deviation of `amplitude`."""
    return rng.normal(0, amplitude, (5, 5, 2)).astype(np.float32) if amplitude > 0 else None


def lit(strength: float, rng: Generator) -> Light:
    """Other exposure, contrast and white balance; from strength 0.6 up also light that falls off to one side."""
    gamma = math.exp(rng.uniform(-0.4, 0.4) * strength)
    exposure = rng.uniform(-0.2, 0.2)
    r, g, b = (math.exp((exposure + cast) * strength) for cast in rng.uniform(-0.12, 0.12, 3).tolist())
    lift = rng.uniform(-0.06, 0.06) * strength
    if strength < 0.6 or rng.random() >= 0.4:
        return Light(gamma, (r, g, b), lift)
    direction = rng.uniform(0, 2 * math.pi)
    return Light(gamma, (r, g, b), lift, rng.uniform(0, 0.5) * strength, direction)


def relight(image: Image, light: Light) -> Image:
    """The picture in another light."""
    levels = np.linspace(0, 1, 256)[:, None]
    table = np.clip(levels**light.gamma * light.gain + light.lift, 0, 1)
    out = cv2.LUT(image, np.round(255 * table).astype(np.uint8)[None])
    if light.fall:
        u = np.linspace(-0.5, 0.5, image.shape[0], dtype=np.float32)
        across, down = light.fall * math.cos(light.direction), light.fall * math.sin(light.direction)
        fall = 1 + across * u[None, :] + down * u[:, None]
        out = cv2.multiply(out, cv2.merge([fall] * 3), dtype=cv2.CV_8U)
    return out


def darkened(image: Image, light: float) -> Image:
    """With so much of the levels, 0 to 1."""
    if light == 1:
        return image
    return np.asarray(cv2.convertScaleAbs(image, alpha=light), np.uint8)


def wear(rng: Generator) -> Wear:
    """Slight blur, noise, JPEG, each in some views."""
    blur = rng.uniform(*WORN_BLUR) if rng.random() < 0.2 else 0.0
    noise, seed = (rng.uniform(0.5, 4), int(rng.integers(2**63))) if rng.random() < 0.3 else (0.0, 0)
    quality = int(rng.integers(50, 96)) if rng.random() < 0.3 else 0
    return Wear(blur, noise, seed, quality)


def worn(image: Image, wear: Wear) -> Image:
    """What a camera and its codec did to an exemplar."""
    if wear.blur:
        image = cv2.GaussianBlur(image, (0, 0), wear.blur * image.shape[0])
    if wear.noise:
        image = sensor_noise(image, wear.noise, np.random.default_rng(wear.seed))
    if wear.quality:
        image = jpeg(image, wear.quality)
    return image


def mild(amount: float, rng: Generator) -> Affine:
    """A few seconds later: rotation ±6°, scale ±6 %, shift ±6 %, all times `amount`."""
    shift_x, shift_y = (amount * shift for shift in rng.uniform(-0.06, 0.06, 2).tolist())
    return affine(amount * rng.uniform(-6, 6), 1 + amount * rng.uniform(-0.06, 0.06), shift_x, shift_y)


def strong(rng: Generator) -> Affine:
    """Another moment: rotation ±14°, scale -10…+22 %, shear and shift ±8 %."""
    shift_x, shift_y, shear = rng.uniform(-0.08, 0.08, 3).tolist()
    return affine(rng.uniform(-14, 14), rng.uniform(0.9, 1.22), shift_x, shift_y, shear)


def turned(most: float, rng: Generator) -> tuple[float, float]:
    """How far a head turns: yaw up to ±`most` degrees, pitch up to half of that."""
    if not most:
        return 0, 0
    return rng.uniform(-most, most), rng.uniform(-most, most) / 2


def elsewhere(who: Person, chosen: int, turn: float, rng: Generator) -> View:
    """A photograph of somebody at another moment: strongly moved, turned by up to `turn` degrees, and relit."""
    placement, bend = strong(rng), bent(rng.uniform(0, 0.012), rng)
    return View(
        who[chosen % len(who)], placement, bend, turned(turn, rng), lit(rng.uniform(0.3, 1.2), rng), 1.0, Wear()
    )


def soon(photo: Photograph, placement: Affine, amount: float, elastic: float, turn: float, rng: Generator) -> View:
    """A few seconds after a moment of this placement: mildly moved times `amount`, bent, turned by up to `turn`
    degrees, relit."""
    moved, bend = placement @ mild(amount, rng), bent(elastic, rng)
    return View(photo, moved, bend, turned(turn, rng), lit(rng.uniform(0.1, 0.7), rng), 1.0, Wear())


def draw(person: Person, stranger: Person, references: int, moments: Moments, ease: float, rng: Generator) -> Moment:
    """A moment: a target of the person and so many references in random order.

    ease: how far the easy reference is moved and turned, 0 (in place) to 1 (all of `mild` and of its turn).
    """
    chosen = int(rng.integers(len(person)))
    # The app cuts the LR input on whole pixels, 0 to 18 % larger than the headshot: hence the lopsided scale.
    placement = affine(rng.uniform(-10, 10), rng.uniform(0.92, 1.2), *rng.uniform(-0.05, 0.05, 2).tolist())
    light = lit(0.6, rng)
    level = rng.uniform(0.2, 0.8) if moments.dim and rng.random() < moments.dim else 1.0
    target = View(person[chosen], placement, None, (0, 0), light, level, Wear())
    black = View(None, placement, None, (0, 0), UNCHANGED, 1.0, Wear())
    shown, wrong = [], moments.all_wrong > 0 and rng.random() < moments.all_wrong
    for index in range(references):
        if wrong:
            if rng.random() < BLANK:
                view = black
            elif moments.impostors and rng.random() >= 1 - moments.impostors:
                # A stranger who sits and is lit as the target is, but for little light.
                view = soon(stranger[chosen % len(stranger)], placement, 1.0, 0.0, moments.impostor_turn, rng)
            else:
                view = elsewhere(stranger, chosen, moments.turn, rng)
        elif rng.random() < (moments.easy_reference if index == 0 else moments.more_easy):
            turn = ease * EASY_TURN * moments.turn
            view = soon(person[chosen], placement, ease, ease * rng.uniform(0, 0.008), turn, rng)
        elif (luck := rng.random()) < moments.blank:
            view = black
        else:
            who = stranger if luck < moments.blank + moments.stranger else person
            others = [i for i in range(len(who)) if i != chosen]
            other = who is person and others and rng.random() < moments.second_photograph
            view = elsewhere(who, int(rng.choice(others)) if other else chosen, moments.turn, rng)
        dark = level if level < 1 and rng.random() < 0.5 else 1.0
        shown.append(replace(view, level=dark, wear=wear(rng)))
    rng.shuffle(shown)
    # All or none: a mirrored reference would be another face (paper, Table 7).
    return Moment(target, tuple(shown), rng.random() < 0.5, wrong)


def picture(view: View, size: int) -> Image:
    """The size×size pixels of a view."""
    if view.photograph is None:
        return worn(np.zeros((size, size, 3), np.uint8), view.wear)
    image = render(view.photograph, view.placement, size, view.bend, view.turn)
    return worn(darkened(relight(image, view.light), view.level), view.wear)


def pictures(moment: Moment, size: int) -> tuple[Image, list[Image]]:
    """(HR, references) of a moment, all size×size."""
    target, *shown = (mirrored(picture(view, size), moment.mirror) for view in (moment.target, *moment.references))
    return target, shown


def mirrored(image: Image, mirror: bool) -> Image:
    """The picture, or the picture in a mirror."""
    return image[:, ::-1] if mirror else image
