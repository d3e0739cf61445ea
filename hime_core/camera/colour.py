"""Makes colour coarser than brightness, as video and JPEG do.

In JPEG a coarse colour lies in the middle of its pixels (JFIF 1.02). In H.264 it lies beside the left ones, if the
video does not say otherwise (ITU-T H.264, Annex E, chroma_sample_loc_type 0). Many writers ignore this: libyuv, and
with it the browsers, always takes the mean of four pixels, which lies in their middle. Many readers, OpenCV among them,
repeat a coarse colour over its pixels in place of interpolating.
"""

import cv2
import numpy as np

from hime_core.camera.lens import moved
from hime_core.camera.parameters import Colour
from hime_core.geometry import Image

# Most webcams give such colour, as JPEG.
WEBCAM = Colour("4:2:2", "middle", "middle")
# H.264 whose writer and reader follow the standard.
VIDEO = Colour("4:2:0", "left", "left")
# What OpenCV makes of a picture in 4:2:0 and back: the first of four pixels gives its colour to all four.
OPENCV = Colour("4:2:0", "first", "repeated")
# A colour that lies beside a pixel is the mean of this pixel and its two neighbours, with these weights.
BESIDE = np.array([[0.25, 0.5, 0.25]], np.float32)


def coarser(image: Image, how: Colour) -> Image:
    """The picture, h×w×3 RGB with even sides, with colour as fine as `how` says."""
    if how == OPENCV:
        return half_colour(image)
    return from_planes(*to_planes(image, how), how)


def to_planes(image: Image, how: Colour) -> tuple[Image, Image, Image]:
    """A picture's brightness Y, h×w, and its coarse colours Cr and Cb, as `how` writes them. image: h×w×3 RGB."""
    light, red, blue = cv2.split(cv2.cvtColor(image, cv2.COLOR_RGB2YCrCb))
    return np.asarray(light, np.uint8), _half(red, how), _half(blue, how)


def from_planes(light: Image, red: Image, blue: Image, how: Colour) -> Image:
    """The picture, h×w×3 RGB, that `how` reads from brightness, h×w, and coarse colours."""
    height, width = light.shape
    colours = [_back(colour, (width, height), how) for colour in (red, blue)]
    return np.asarray(cv2.cvtColor(cv2.merge([light, *colours]), cv2.COLOR_YCrCb2RGB), np.uint8)


def _half(colour: Image, how: Colour) -> Image:
    """A colour, h×w, with half as many columns, and in 4:2:0 half as many rows."""
    columns = colour.shape[1] // 2
    rows = colour.shape[0] if how.fineness == "4:2:2" else colour.shape[0] // 2
    match how.written:
        case "first":
            return np.ascontiguousarray(colour[:: colour.shape[0] // rows, ::2])
        case "left":
            colour = np.asarray(cv2.filter2D(colour, -1, BESIDE, borderType=cv2.BORDER_REFLECT), np.uint8)[:, ::2]
        case "middle":
            pass
    return np.asarray(cv2.resize(colour, (columns, rows), interpolation=cv2.INTER_AREA), np.uint8)


def _back(colour: Image, size: tuple[int, int], how: Colour) -> Image:
    """A coarse colour in the size, width and height, of its picture."""
    if how.read == "repeated":
        return np.asarray(cv2.resize(colour, size, interpolation=cv2.INTER_NEAREST_EXACT), np.uint8)
    shown = np.asarray(cv2.resize(colour, size, interpolation=cv2.INTER_LINEAR), np.uint8)
    # Enlarging takes a colour for the middle of its two pixels, which is half a pixel to the right of the left one.
    return moved(shown, -0.5, 0.0) if how.read == "left" else shown


def half_colour(image: Image) -> Image:
    """The picture with colour at half the resolution (4:2:0), as OpenCV makes it and turns it back.

    The picture's sides are even.
    """
    return np.asarray(cv2.cvtColor(cv2.cvtColor(image, cv2.COLOR_RGB2YUV_I420), cv2.COLOR_YUV2RGB_I420), np.uint8)
