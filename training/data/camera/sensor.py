"""Adds noise and keeps one colour a pixel, as sensors do. Then fills the missing colours in."""

import cv2
import numpy as np
from numpy.random import Generator

from hime_core.geometry import Image

# While missing colours are filled in, the mosaic is larger by this many pixels on each side. The number is even, so
# that the pattern of colours stays whole.
BORDER = 4


def noisy(image: Image, white: float, dark: float, rng: Generator) -> Image:
    """The picture with the noise of light and circuit.

    Its variance is dark² + white² · level / 255 (Foi et al. 2008).
    """
    if not white and not dark:
        return image
    deviation = np.sqrt(dark**2 + white**2 * np.arange(256) / 255).astype(np.float32)
    noise = rng.standard_normal(image.shape, np.float32) * deviation[image]
    return np.clip(np.round(image + noise), 0, 255).astype(np.uint8)


def mosaic(image: Image) -> Image:
    """The picture with one colour a pixel, h×w. Even lines are red and green, odd lines are green and blue.

    The pattern is Bayer's (US patent 3971065).
    """
    out = image[..., 1].copy()
    out[::2, ::2] = image[::2, ::2, 0]
    out[1::2, 1::2] = image[1::2, 1::2, 2]
    return out


def demosaiced(colours: Image) -> Image:
    """The RGB picture of a mosaic, h×w with even sides. Missing colours are filled in along edges."""
    wide = cv2.copyMakeBorder(colours, BORDER, BORDER, BORDER, BORDER, cv2.BORDER_REFLECT_101)
    # OpenCV names a pattern by the second and third pixel of its second line.
    full = cv2.cvtColor(wide, cv2.COLOR_BayerBG2RGB_EA)
    return np.asarray(full[BORDER:-BORDER, BORDER:-BORDER], np.uint8)
