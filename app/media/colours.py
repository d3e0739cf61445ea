"""Converts BGR pictures into the pixels of a video without a shift of brightness or hue.

`hime_core.recording.to_bgr` converts them back.
"""

import av
import cv2
import numpy as np
from av.video.reformatter import ColorRange, Colorspace

from hime_core.geometry import Image
from hime_core.recording.to_bgr import ACCURATE


def to_yuv(image: Image) -> av.VideoFrame:
    """Convert a BGR picture to a 4:2:0 frame in BT.709, limited range. The frame is labelled as such."""
    frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(image), format="bgr24")
    return frame.reformat(
        format="yuv420p",
        interpolation=ACCURATE,
        dst_colorspace=Colorspace.ITU709,
        dst_color_range=ColorRange.MPEG,
    )


def _limited_chroma(red: float, blue: float) -> np.ndarray:
    """Return the 3×4 matrix that converts a BGR pixel into the three values Cb, Cr and again Cb, each in 16..240.

    red, blue: the weights of red and of blue in the luma of a standard such as BT.601.
    """
    green = 1 - red - blue
    cb = np.array([1 - blue, -green, -red]) / (2 * (1 - blue)) * 224 / 255
    cr = np.array([-blue, -green, 1 - red]) / (2 * (1 - red)) * 224 / 255
    # The third row repeats the first, because OpenCV computes three channels of bytes fifteen times as fast as two.
    return np.array([[*cb, 128], [*cr, 128], [*cb, 128]])


# This 3×4 matrix converts a BGR pixel into Cb, Cr and again Cb of BT.601, each in 16..240.
CHROMA_601 = _limited_chroma(red=0.299, blue=0.114)


def to_i420(image: Image, out: np.ndarray) -> None:
    """Write a BGR picture into `out` as planar 4:2:0 (Y, then U, then V) in BT.601, limited range.

    image: H×W×3, H and W even. out: uint8, 3H/2 × W, contiguous. Each chroma value is the mean of four pixels and
    belongs to their centre, as in libyuv and JPEG. Every value is within one level of the exact value.
    """
    height, width = image.shape[:2]
    chroma = _write_luma(image, out)
    planes = out[height:].reshape(2, height // 2, width // 2)
    cv2.extractChannel(chroma, 0, planes[0])
    cv2.extractChannel(chroma, 1, planes[1])


def to_nv12(image: Image, out: np.ndarray) -> None:
    """Write a BGR picture into `out` as `to_i420` does, but with U and V interleaved."""
    height, width = image.shape[:2]
    chroma = _write_luma(image, out)
    cv2.mixChannels([chroma], [out[height:].reshape(height // 2, width // 2, 2)], [0, 0, 1, 1])


def _write_luma(image: Image, out: np.ndarray) -> np.ndarray:
    """Fill the Y rows of `out`. Returns the chroma as H/2 × W/2 × 3, with Cb and Cr in the first two channels."""
    height, width = image.shape[:2]
    # Only the luma of this conversion is used, which is BT.601 in limited range and rounded correctly. Its chroma would
    # alias, because OpenCV takes it from one pixel in four.
    cv2.cvtColor(image, cv2.COLOR_BGR2YUV_I420, dst=out)
    half = cv2.resize(image, (width // 2, height // 2), interpolation=cv2.INTER_AREA)
    return cv2.transform(half, CHROMA_601)
