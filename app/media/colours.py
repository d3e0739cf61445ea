"""Video pixels to pictures and back, without a shift of brightness or hue.

swscale's fast default loses one to two levels each way; a call passes through it several times.
"""

import av
import cv2
import numpy as np
from av.video.reformatter import ColorRange, Colorspace, Interpolation

from hime_core.geometry import Image

ACCURATE = (
    Interpolation.BICUBIC | Interpolation.ACCURATE_RND | Interpolation.FULL_CHR_H_INT | Interpolation.FULL_CHR_H_INP
)


def to_bgr(frame: av.VideoFrame) -> Image:
    """A decoded frame as uint8 H×W×3 BGR; the matrix and range that it names are honoured (BT.601 if none)."""
    return np.asarray(frame.reformat(format="bgr24", interpolation=ACCURATE).to_ndarray(), np.uint8)


def to_yuv(image: Image) -> av.VideoFrame:
    """A BGR picture as 4:2:0 video in BT.709, limited range, and labelled so."""
    frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(image), format="bgr24")
    return frame.reformat(
        format="yuv420p",
        interpolation=ACCURATE,
        dst_colorspace=Colorspace.ITU709,
        dst_color_range=ColorRange.MPEG,
    )


def _limited_chroma(red: float, blue: float) -> np.ndarray:
    """3×4 matrix from BGR to Cb, Cr (and Cb once more), 16..240, for a standard's weights of red and blue in luma."""
    green = 1 - red - blue
    cb = np.array([1 - blue, -green, -red]) / (2 * (1 - blue)) * 224 / 255
    cr = np.array([-blue, -green, 1 - red]) / (2 * (1 - red)) * 224 / 255
    # Three rows where two would do: OpenCV has a fast path for three channels of bytes, fifteen times as fast.
    return np.array([[*cb, 128], [*cr, 128], [*cb, 128]])


CHROMA_601 = _limited_chroma(red=0.299, blue=0.114)


def to_i420(image: Image, out: np.ndarray) -> None:
    """A BGR picture as planar 4:2:0 (Y, then U, then V) in BT.601, limited range, written into `out`.

    image: H×W×3, H and W even. out: uint8, 3H/2 × W, contiguous. Chroma is the mean of four pixels (sited at their
    centre, as libyuv's and JPEG's); every value is within one level of the exact one.
    """
    height, width = image.shape[:2]
    chroma = _write_luma(image, out)
    planes = out[height:].reshape(2, height // 2, width // 2)
    cv2.extractChannel(chroma, 0, planes[0])
    cv2.extractChannel(chroma, 1, planes[1])


def to_nv12(image: Image, out: np.ndarray) -> None:
    """As `to_i420`, with U and V interleaved."""
    height, width = image.shape[:2]
    chroma = _write_luma(image, out)
    cv2.mixChannels([chroma], [out[height:].reshape(height // 2, width // 2, 2)], [0, 0, 1, 1])


def _write_luma(image: Image, out: np.ndarray) -> np.ndarray:
    """Fill the Y rows of `out`; return H/2 × W/2 chroma, Cb and Cr first."""
    height, width = image.shape[:2]
    # OpenCV's conversion is BT.601, limited, rounded right; but its chroma is every fourth pixel's, which aliases.
    cv2.cvtColor(image, cv2.COLOR_BGR2YUV_I420, dst=out)
    half = cv2.resize(image, (width // 2, height // 2), interpolation=cv2.INTER_AREA)
    return cv2.transform(half, CHROMA_601)
