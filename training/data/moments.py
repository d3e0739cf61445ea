"""Makes moments of a call from photographs.

A moment is a target and its references, warped, turned and relit, with other noise.

First a moment is drawn (`draw`), then its pixels are made (`pictures`). Coordinates here are headshot units: the
headshot goes from -0.5 to 0.5 in x and y, whatever its size in pixels. Pictures are uint8 H×W×3, RGB.
"""

import math
from dataclasses import replace

import cv2
import numpy as np
from numpy.random import Generator

from hime_core.camera.jpeg import jpeg
from hime_core.camera.processing import sharpened
from hime_core.geometry import Image
from training.data.degradations import sensor_noise
from training.data.person import Person, Photograph
from training.data.sample_plan import Affine, Bend, Light, Moment, PlannedView, Wear
from training.settings.config import Moments

# If all references of a sample are wrong, this share of them is black.
BLANK_AMONG_WRONG = 0.2
# A head is taken for a dome over the plane of the picture. Half the dome's width is this many headshot units. The
# dome's sizes were chosen by eye. They fit everybody, since headshots are framed alike.
HEAD_HALF_WIDTH = 0.36
# Half the dome's height is this many headshot units.
HEAD_HALF_HEIGHT = 0.46
# The dome's middle lies this many headshot units before the plane of the picture.
HEAD_DEPTH = 0.3
# In an easy reference a head turns by at most this share of the largest turn from one moment to another.
EASY_TURN = 0.25
# The eyes of a headshot lie this many headshot units left and right of its middle, and below it.
EYES = 0.125, -0.03
# A lid reaches this many headshot units from the eye's middle, across and down.
LID = 0.06, 0.03
# The lid of a closed eye shows what lies this many headshot units higher.
LID_DROP = 0.045
# If the side of a photograph's headshot is more than this many times the view's side, the view is rendered at twice the
# size and averaged.
OVERSAMPLED_FROM = 1.4
# The blur that a camera adds to a view has a deviation between these two shares of the view's side.
WORN_BLUR = 0.3 / 128, 1.4 / 128
# This light leaves a photograph as it is.
UNCHANGED = Light(1.0, (1.0, 1.0, 1.0), 0.0)


def affine(rotation: float, scale: float, shift_x: float, shift_y: float, shear: float = 0.0) -> Affine:
    """A placement. rotation: degrees. scale, shear: factors. shift_x, shift_y: headshot units."""
    c, s = scale * math.cos(math.radians(rotation)), scale * math.sin(math.radians(rotation))
    return np.array([[c, c * shear - s, shift_x], [s, s * shear + c, shift_y], [0.0, 0.0, 1.0]])


def render(
    photo: Photograph,
    placement: Affine,
    size: int,
    bend: Bend | None = None,
    turn: tuple[float, float] = (0, 0),
    closed: float = 0.0,
) -> Image:
    """The size×size view of a photograph under a placement and a smooth bend.

    turn: how far the head turns, yaw and pitch in degrees. Parts that are nearer to the camera move more, and the
    background stays. The depth of a point is taken from the place that the point moves to, not from the place that it
    had. At 20° this makes the movement wrong by a tenth at most. closed: how far the eyes are closed, 0 to 1. Skin from
    above an eye is drawn over it.
    """
    side = photo.image.shape[0]
    # A warp samples single points, and would turn a photograph's fine patterns into coarse ones. So the view is made
    # larger first.
    over = 2 if photo.detail > OVERSAMPLED_FROM * size else 1
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
    if closed:
        lids = np.exp(-(((np.abs(x) - EYES[0]) / LID[0]) ** 2) - ((y - EYES[1]) / LID[1]) ** 2)
        y = y - np.float32(closed * LID_DROP) * lids
    x, y = (x / photo.margin + 0.5) * side - 0.5, (y / photo.margin + 0.5) * side - 0.5
    view = cv2.remap(photo.image, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
    return cv2.resize(view, (size, size), interpolation=cv2.INTER_AREA) if over > 1 else view


def bent(amplitude: float, rng: Generator) -> Bend | None:
    """A smooth random bend. amplitude: the deviation of the bend's shifts, headshot units. At 0 there is no bend."""
    return rng.normal(0, amplitude, (5, 5, 2)).astype(np.float32) if amplitude > 0 else None


def lit(strength: float, rng: Generator) -> Light:
    """A random light, which changes exposure, contrast and white balance. strength: how much; 0 changes nothing.

    From a strength of 0.6 up, some lights also fall off to one side.
    """
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
    """The picture with its levels times `light`, 0 to 1."""
    if light == 1:
        return image
    return np.asarray(cv2.convertScaleAbs(image, alpha=light), np.uint8)


def wear(rng: Generator) -> Wear:
    """Draw what a camera and its codec do to a view: a slight blur, noise and JPEG, each in some views."""
    blur = rng.uniform(*WORN_BLUR) if rng.random() < 0.2 else 0.0
    noise, seed = (rng.uniform(0.5, 4), int(rng.integers(2**63))) if rng.random() < 0.3 else (0.0, 0)
    quality = int(rng.integers(50, 96)) if rng.random() < 0.3 else 0
    return Wear(blur, noise, seed, quality=quality)


def worn(image: Image, wear: Wear) -> Image:
    """The picture after a camera and its codec."""
    if wear.blur:
        image = cv2.GaussianBlur(image, (0, 0), wear.blur * image.shape[0])
    if wear.noise:
        image = sensor_noise(image, wear.noise, np.random.default_rng(wear.seed))
    if wear.sharpening:
        image = sharpened(image, wear.sharpening, wear.radius)
    if wear.quality:
        image = jpeg(image, wear.quality)
    return image


def mild(amount: float, rng: Generator) -> Affine:
    """A random placement of a head a few seconds later: rotation ±6°, scale ±6 %, shift ±6 %, all times `amount`."""
    shift_x, shift_y = (amount * shift for shift in rng.uniform(-0.06, 0.06, 2).tolist())
    return affine(amount * rng.uniform(-6, 6), 1 + amount * rng.uniform(-0.06, 0.06), shift_x, shift_y)


def strong(rng: Generator) -> Affine:
    """A random placement of a head at another moment: rotation ±14°, scale -10 to +22 %, shear ±8 %, shift ±8 %."""
    shift_x, shift_y, shear = rng.uniform(-0.08, 0.08, 3).tolist()
    return affine(rng.uniform(-14, 14), rng.uniform(0.9, 1.22), shift_x, shift_y, shear)


def turned(most: float, rng: Generator) -> tuple[float, float]:
    """A random turn of the head: yaw up to ±`most` degrees, pitch up to half of that."""
    if not most:
        return 0, 0
    return rng.uniform(-most, most), rng.uniform(-most, most) / 2


def another_moment(who: Person, chosen: int, turn: float, rng: Generator) -> PlannedView:
    """A view of somebody at another moment: strongly moved, turned by up to `turn` degrees, and relit.

    chosen: the number of the photograph. If the person has fewer photographs, counting begins anew at the first one.
    """
    placement, bend = strong(rng), bent(rng.uniform(0, 0.012), rng)
    return PlannedView(
        who[chosen % len(who)], placement, bend, turned(turn, rng), lit(rng.uniform(0.3, 1.2), rng), 1.0, Wear()
    )


def seconds_later(
    photo: Photograph, placement: Affine, amount: float, elastic: float, turn: float, rng: Generator
) -> PlannedView:
    """A view a few seconds after a moment when the head had this placement: mildly moved, bent, turned and relit.

    amount: how far the view is moved, as `mild` takes it. elastic: the bend's deviation, headshot units. turn: the
    largest yaw, degrees.
    """
    moved, bend = placement @ mild(amount, rng), bent(elastic, rng)
    return PlannedView(photo, moved, bend, turned(turn, rng), lit(rng.uniform(0.1, 0.7), rng), 1.0, Wear())


def draw(person: Person, stranger: Person, references: int, moments: Moments, ease: float, rng: Generator) -> Moment:
    """Draw a moment: a target that shows the person, and this many references in random order.

    ease: how far an easy reference is moved and turned, from 0 (not at all) to 1 (as far as `mild` and EASY_TURN say).
    """
    chosen = int(rng.integers(len(person)))
    # The scale is more often above 1 than below, since the app cuts the LR picture on whole pixels and so makes it 0 to
    # 18 % larger than the headshot.
    placement = affine(rng.uniform(-10, 10), rng.uniform(0.92, 1.2), *rng.uniform(-0.05, 0.05, 2).tolist())
    light = lit(0.6, rng)
    level = rng.uniform(0.2, 0.8) if moments.dim and rng.random() < moments.dim else 1.0
    target = PlannedView(person[chosen], placement, None, (0, 0), light, level, Wear())
    black = PlannedView(None, placement, None, (0, 0), UNCHANGED, 1.0, Wear())
    shown, wrong = [], moments.all_wrong > 0 and rng.random() < moments.all_wrong
    for index in range(references):
        if wrong:
            if rng.random() < BLANK_AMONG_WRONG:
                view = black
            elif moments.impostors and rng.random() >= 1 - moments.impostors:
                # The stranger is moved and relit only as much as an easy reference would be, so they sit nearly as the
                # person in the target does. Their light is drawn for each reference. It is not the target's light.
                view = seconds_later(stranger[chosen % len(stranger)], placement, 1.0, 0.0, moments.impostor_turn, rng)
            else:
                view = another_moment(stranger, chosen, moments.turn, rng)
        elif rng.random() < (moments.easy_reference if index == 0 else moments.more_easy):
            turn = ease * EASY_TURN * moments.turn
            view = seconds_later(person[chosen], placement, ease, ease * rng.uniform(0, 0.008), turn, rng)
        elif (luck := rng.random()) < moments.blank:
            view = black
        else:
            who = stranger if luck < moments.blank + moments.stranger else person
            others = [i for i in range(len(who)) if i != chosen]
            other = who is person and others and rng.random() < moments.second_photograph
            view = another_moment(who, int(rng.choice(others)) if other else chosen, moments.turn, rng)
        dark = level if level < 1 and rng.random() < 0.5 else 1.0
        shown.append(replace(view, level=dark, wear=wear(rng)))
    rng.shuffle(shown)
    # Either all views are mirrored or none. If a reference alone were mirrored, it would show another face
    # (paper, Table 7).
    return Moment(target, tuple(shown), rng.random() < 0.5, wrong)


def picture(view: PlannedView, size: int) -> Image:
    """The pixels of a view, size×size×3 RGB uint8."""
    if view.photograph is None:
        return worn(np.zeros((size, size, 3), np.uint8), view.wear)
    image = render(view.photograph, view.placement, size, view.bend, view.turn, view.closed)
    return worn(darkened(relight(image, view.light), view.level), view.wear)


def pictures(moment: Moment, size: int) -> tuple[Image, list[Image]]:
    """HR and the references of a moment, all size×size×3."""
    target, *shown = (mirrored(picture(view, size), moment.mirror) for view in (moment.target, *moment.references))
    return target, shown


def mirrored(image: Image, mirror: bool) -> Image:
    """The picture, mirrored if `mirror` is true."""
    return image[:, ::-1] if mirror else image
