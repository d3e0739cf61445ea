"""Chooses how the LR picture of a sample is made, by the run's `degradation`, and makes it."""

from numpy.random import Generator

from hime_core.camera.draw import draw
from hime_core.camera.parameters import Shot
from hime_core.camera.take_picture import see
from hime_core.geometry import Image
from training.data.degradations import capture, degrade
from training.data.sample_plan import Capture
from training.settings.config import Bicubic, CameraModel, Webcam

# This says how an LR picture is made. None stands for antialiased bicubic.
LrCapture = Capture | Shot | None


def draw_lr(how: Bicubic | Webcam | CameraModel, rng: Generator) -> LrCapture:
    """Draw how a sample's LR picture will be made."""
    if isinstance(how, CameraModel):
        return draw(how, rng) if rng.random() < how.share else None
    return capture(how, rng)


def make_lr(hr: Image, size: int, seen: LrCapture) -> Image:
    """The LR picture, size×size×3 RGB uint8, of an HR picture, n×n×3."""
    return see(hr, size, seen) if isinstance(seen, Shot) else degrade(hr, size, seen)
