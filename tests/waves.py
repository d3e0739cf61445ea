"""A picture that shows by how much its colour was moved to the side."""

import numpy as np

from hime_core.geometry import Image

# A wave is this long, in pixels.
LENGTH = 32


def waves(height: int = 64, width: int = 128) -> Image:
    """A picture whose first and last colour rise and fall in waves from left to right. Width: whole waves."""
    image = np.full((height, width, 3), 128, np.uint8)
    wave = np.sin(2 * np.pi * (np.arange(width) + 0.5) / LENGTH)
    image[..., 0] = np.round(128 + 50 * wave)
    image[..., 2] = np.round(128 - 50 * wave)
    return image


def moved_right(image: Image) -> float:
    """By how many pixels the colour of `waves` lies to the right of where it was."""
    colour = (image[..., 0].astype(float) - image[..., 2]).mean(0)
    x = np.arange(len(colour)) + 0.5
    phase = np.angle(np.sum(colour * np.exp(-2j * np.pi * x / LENGTH))) + np.pi / 2
    return float(-phase * LENGTH / (2 * np.pi))
