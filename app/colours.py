"""Video pixels to pictures and back, without a shift of brightness or hue.

swscale's fast default loses one to two levels each way; a call passes through it several times.
"""

import av
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
