"""The LR picture of a sample, in the way that its run's configuration names."""

from numpy.random import Generator

from hime_core.geometry import Image
from training.data.camera.draw import draw
from training.data.camera.plan import Shot
from training.data.camera.see import see
from training.data.degradations import capture, degrade
from training.data.plan import Capture
from training.settings.config import Bicubic, Camera, Webcam

Seen = Capture | Shot | None


def planned(how: Bicubic | Webcam | Camera, rng: Generator) -> Seen:
    """How a sample's LR picture will come about; None: by antialiased bicubic."""
    if isinstance(how, Camera):
        return draw(how, rng) if rng.random() < how.share else None
    return capture(how, rng)


def made(hr: Image, size: int, seen: Seen) -> Image:
    """The LR picture, size×size×3 RGB uint8, of an HR picture."""
    return see(hr, size, seen) if isinstance(seen, Shot) else degrade(hr, size, seen)
