"""Makes colour coarser than brightness, as video and JPEG do.

In JPEG a coarse colour lies in the middle of its pixels (JFIF 1.02). In H.264 it lies beside the left ones, if the
video does not say otherwise (ITU-T H.264, Annex E, chroma_sample_loc_type 0). Many programs, OpenCV among them, then
repeat a coarse colour over its pixels in place of interpolating.
"""

import cv2
import numpy as np

from hime_core.camera.lens import moved
from hime_core.camera.parameters import Colour
from hime_core.geometry import Image

# A colour that lies beside a pixel is the mean of this pixel and its two neighbours, with these weights.
BESIDE = np.array([[0.25, 0.5, 0.25]], np.float32)


def coarser(image: Image, how: Colour) -> Image:
    """The picture, h×w×3 RGB with even sides, with colour as fine as `how` says."""
    if how == "full":
        return image
    if how == "4:2:0 repeated":
        return half_colour(image)
    height, width = image.shape[:2]
    light, *colours = cv2.split(cv2.cvtColor(image, cv2.COLOR_RGB2YCrCb))
    rows = height if how in ("4:2:2", "4:2:2 repeated") else height // 2
    coarse = [_back(_half(c, rows, how), (width, height), how) for c in colours]
    return np.asarray(cv2.cvtColor(cv2.merge([light, *coarse]), cv2.COLOR_YCrCb2RGB), np.uint8)


def _half(colour: Image, rows: int, how: Colour) -> Image:
    """A colour, h×w, with half as many columns and this many rows."""
    columns = colour.shape[1] // 2
    if how == "4:2:0 left":
        colour = np.asarray(cv2.filter2D(colour, -1, BESIDE, borderType=cv2.BORDER_REFLECT), np.uint8)[:, ::2]
    return np.asarray(cv2.resize(colour, (columns, rows), interpolation=cv2.INTER_AREA), np.uint8)


def _back(colour: Image, size: tuple[int, int], how: Colour) -> Image:
    """A coarse colour in the size, width and height, of its picture."""
    if how == "4:2:2 repeated":
        return np.asarray(cv2.resize(colour, size, interpolation=cv2.INTER_NEAREST_EXACT), np.uint8)
    shown = np.asarray(cv2.resize(colour, size, interpolation=cv2.INTER_LINEAR), np.uint8)
    # Enlarging takes a colour for the middle of its two pixels, which is half a pixel to the right of the left one.
    return moved(shown, -0.5, 0.0) if how == "4:2:0 left" else shown


def half_colour(image: Image) -> Image:
    """The picture with colour at half the resolution (4:2:0), as OpenCV makes it and turns it back.

    The first of four pixels gives its colour to all four. The picture's sides are even.
    """
    return np.asarray(cv2.cvtColor(cv2.cvtColor(image, cv2.COLOR_RGB2YUV_I420), cv2.COLOR_YUV2RGB_I420), np.uint8)
