"""Turns the pixels of a video into pictures and back without a shift of brightness or hue.

The fast default of swscale loses one to two levels each way, and a call passes through it several times.
"""

import av
import cv2
import numpy as np
from av.video.reformatter import ColorRange, Colorspace, Interpolation

from hime_core.geometry import Image

# The flags with which swscale rounds correctly and keeps all of the colour.
ACCURATE = (
    Interpolation.BICUBIC | Interpolation.ACCURATE_RND | Interpolation.FULL_CHR_H_INT | Interpolation.FULL_CHR_H_INP
)


def to_bgr(frame: av.VideoFrame) -> Image:
    """A decoded frame as uint8 H×W×3 BGR, by the matrix and range that it names, or by BT.601 where it names none."""
    return np.asarray(frame.reformat(format="bgr24", interpolation=ACCURATE).to_ndarray(), np.uint8)


def to_yuv(image: Image) -> av.VideoFrame:
    """A BGR picture as a 4:2:0 frame in BT.709, limited range, with a label that says so."""
    frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(image), format="bgr24")
    return frame.reformat(
        format="yuv420p",
        interpolation=ACCURATE,
        dst_colorspace=Colorspace.ITU709,
        dst_color_range=ColorRange.MPEG,
    )


def _limited_chroma(red: float, blue: float) -> np.ndarray:
    """The 3×4 matrix from BGR to Cb, Cr and Cb once more, each 16..240.

    red, blue: the weights of these colours in the luma of a standard.
    """
    green = 1 - red - blue
    cb = np.array([1 - blue, -green, -red]) / (2 * (1 - blue)) * 224 / 255
    cr = np.array([-blue, -green, 1 - red]) / (2 * (1 - red)) * 224 / 255
    # Two rows would do, but OpenCV handles three channels of bytes fifteen times as fast.
    return np.array([[*cb, 128], [*cr, 128], [*cb, 128]])


# The matrix of BT.601.
CHROMA_601 = _limited_chroma(red=0.299, blue=0.114)


def to_i420(image: Image, out: np.ndarray) -> None:
    """A BGR picture as planar 4:2:0 (Y, then U, then V) in BT.601, limited range, written into `out`.

    image: H×W×3, H and W even. out: uint8, 3H/2 × W, contiguous. Chroma is the mean of four pixels and belongs to their
    centre, as in libyuv and JPEG. Every value is within one level of the exact one.
    """
    height, width = image.shape[:2]
    chroma = _write_luma(image, out)
    planes = out[height:].reshape(2, height // 2, width // 2)
    cv2.extractChannel(chroma, 0, planes[0])
    cv2.extractChannel(chroma, 1, planes[1])


def to_nv12(image: Image, out: np.ndarray) -> None:
    """A BGR picture as `to_i420` writes it, but with U and V interleaved."""
    height, width = image.shape[:2]
    chroma = _write_luma(image, out)
    cv2.mixChannels([chroma], [out[height:].reshape(height // 2, width // 2, 2)], [0, 0, 1, 1])


def _write_luma(image: Image, out: np.ndarray) -> np.ndarray:
    """Fill the Y rows of `out`. Returns the chroma, H/2 × W/2 × 3, with Cb and Cr in the first two channels."""
    height, width = image.shape[:2]
    # OpenCV rounds the luma of BT.601, limited, correctly; but it takes the chroma of one pixel in four, which aliases.
    cv2.cvtColor(image, cv2.COLOR_BGR2YUV_I420, dst=out)
    half = cv2.resize(image, (width // 2, height // 2), interpolation=cv2.INTER_AREA)
    return cv2.transform(half, CHROMA_601)
