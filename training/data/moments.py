"""Moments of a call out of photographs: a target, its LR image and its references, warped, relit and re-noised.

Coordinates here are headshot units: the headshot crop spans -0.5..0.5 in x and y, whatever its size in pixels.
Images are uint8 H×W×3, RGB.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from hime_core.geometry import Image, resize_bicubic
from training.config import Moments

Affine = NDArray[np.float64]  # 3×3, headshot units of the output -> headshot units of the photograph


@dataclass(frozen=True)
class Photograph:
    """A picture with a margin around its headshot; margin = picture side / headshot side."""

    image: Image
    margin: float

    @property
    def detail(self) -> float:
        """Side of the headshot, pixels."""
        return self.image.shape[0] / self.margin


Person = list[Photograph]


def affine(rotation: float, scale: float, shift_x: float, shift_y: float, shear: float = 0.0) -> Affine:
    """Rotation in degrees, then scale, shear (dimensionless) and shift (headshot units)."""
    angle = np.deg2rad(rotation)
    c, s = np.cos(angle), np.sin(angle)
    linear = scale * np.array([[c, -s], [s, c]]) @ np.array([[1, shear], [0, 1]])
    out = np.eye(3)
    out[:2, :2] = linear
    out[:2, 2] = shift_x, shift_y
    return out


def render(photo: Photograph, placement: Affine, elastic: float, size: int, rng: Generator) -> Image:
    """The size×size view of a photograph under a placement and a smooth random bend of amplitude `elastic`."""
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


def sensor_noise(image: Image, sigma: float, rng: Generator) -> Image:
    """Gaussian noise of so many 8-bit levels."""
    noise = rng.standard_normal(image.shape, np.float32) * np.float32(sigma)
    return np.clip(np.round(image + noise), 0, 255).astype(np.uint8)


def jpeg(image: Image, quality: int) -> Image:
    """Through JPEG and back."""
    _, data = cv2.imencode(".jpg", image[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])
    decoded = cv2.imdecode(data, cv2.IMREAD_COLOR_RGB)
    assert decoded is not None
    return decoded


def worn(image: Image, rng: Generator) -> Image:
    """What a camera and its codec may do to an exemplar: slight blur, noise, JPEG, each in some samples."""
    if rng.random() < 0.2:
        image = cv2.GaussianBlur(image, (0, 0), rng.uniform(0.3, 1.4) * image.shape[0] / 128)
    if rng.random() < 0.3:
        image = sensor_noise(image, rng.uniform(0.5, 4), rng)
    if rng.random() < 0.3:
        image = jpeg(image, int(rng.integers(50, 96)))
    return image


def make_lr(hr: Image, scale: int, camera: float, rng: Generator) -> Image:
    """The LR image: antialiased bicubic, 8-bit; with probability `camera` as a camera and its codec would give it."""
    size = hr.shape[0] // scale
    if rng.random() >= camera:
        return np.clip(np.round(resize_bicubic(hr.astype(np.float32), size, size)), 0, 255).astype(np.uint8)
    return camera_lr(hr, size, rng)


def camera_lr(hr: Image, size: int, rng: Generator) -> Image:
    """A tiny face as a call has it: pixels that average light, a soft lens, noise, half the colour resolution, JPEG."""
    if rng.random() < 0.3:
        hr = cv2.GaussianBlur(hr, (0, 0), rng.uniform(0.2, 0.6) * hr.shape[0] / size)
    lr = cv2.resize(hr, (size, size), interpolation=cv2.INTER_AREA)
    lr = sensor_noise(lr, rng.uniform(0.3, 4.0), rng)
    if rng.random() < 0.5:
        return jpeg(lr, int(rng.integers(60, 97)))
    return cv2.cvtColor(cv2.cvtColor(lr, cv2.COLOR_RGB2YUV_I420), cv2.COLOR_YUV2RGB_I420)


def mild(amount: float, rng: Generator) -> Affine:
    """A few seconds later: rotation ±6°, scale ±6 %, shift ±6 %, all times `amount`."""
    shift = amount * rng.uniform(-0.06, 0.06, 2)
    return affine(amount * rng.uniform(-6, 6), 1 + amount * rng.uniform(-0.06, 0.06), *shift)


def strong(rng: Generator) -> Affine:
    """Another moment: rotation ±14°, scale -10…+22 %, shear and shift ±8 %."""
    shift_x, shift_y, shear = rng.uniform(-0.08, 0.08, 3)
    return affine(rng.uniform(-14, 14), rng.uniform(0.9, 1.22), shift_x, shift_y, shear)


def sample(
    person: Person,
    stranger: Person,
    hr_size: int,
    scale: int,
    references: int,
    moments: Moments,
    ease: float,
    rng: Generator,
) -> tuple[Image, Image, list[Image]]:
    """One training sample: (LR, HR, references). References are HR-sized, in random order.

    ease: how far the easy reference is moved, 0 (in place) to 1 (all of `mild`).
    """
    chosen = int(rng.integers(len(person)))
    # The app cuts the LR input on whole pixels, 0 to 18 % larger than the headshot: hence the lopsided scale.
    placement = affine(rng.uniform(-10, 10), rng.uniform(0.92, 1.2), *rng.uniform(-0.05, 0.05, 2))
    target = relight(render(person[chosen], placement, 0.0, hr_size, rng), 0.6, rng)
    shown = []
    for index in range(references):
        if rng.random() < (moments.easy_reference if index == 0 else moments.more_easy):
            bend = ease * rng.uniform(0, 0.008)
            view = render(person[chosen], placement @ mild(ease, rng), bend, hr_size, rng)
            view = relight(view, rng.uniform(0.1, 0.7), rng)
        elif (luck := rng.random()) < moments.blank:
            view = np.zeros_like(target)
        else:
            who = stranger if luck < moments.blank + moments.stranger else person
            others = [i for i in range(len(who)) if i != chosen]
            other = who is person and others and rng.random() < moments.second_photograph
            photo = who[int(rng.choice(others))] if other else who[chosen % len(who)]
            view = render(photo, strong(rng), rng.uniform(0, 0.012), hr_size, rng)
            view = relight(view, rng.uniform(0.3, 1.2), rng)
        shown.append(worn(view, rng))
    rng.shuffle(shown)
    if rng.random() < 0.5:  # all or none: a mirrored reference would be another face (paper, Table 7)
        target, shown = target[:, ::-1], [view[:, ::-1] for view in shown]
    return make_lr(target, scale, moments.camera_lr, rng), target, shown
