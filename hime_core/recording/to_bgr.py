"""Converts the pixels of a video into BGR pictures without a shift of brightness or hue.

FFmpeg's converter swscale loses one to two levels in each conversion if its fast default is used. A picture of a call
is converted several times, so the losses would add up.
"""

from collections.abc import Callable
from functools import lru_cache, partial

import av
import cv2
import numpy as np
from av.video.reformatter import Interpolation

from hime_core.geometry import Image

# With these flags swscale rounds correctly and computes colour at full horizontal resolution.
ACCURATE = (
    Interpolation.BICUBIC | Interpolation.ACCURATE_RND | Interpolation.FULL_CHR_H_INT | Interpolation.FULL_CHR_H_INP
)


# The weights of red and of blue in the luma of BT.601 and of BT.709.
BT601, BT709 = (0.299, 0.114), (0.2126, 0.0722)
# These are the numbers of FFmpeg's colour spaces. A frame that names none is taken for BT.601, as FFmpeg does.
LUMA_WEIGHTS = {1: BT709, 2: BT601, 5: BT601, 6: BT601}
# FFmpeg's names of the usual formats. In those with a "j", luma is 0..255.
USUAL_FORMATS = ("yuv420p", "yuvj420p", "yuv422p", "yuvj422p")
# FFmpeg's number of the range in which luma is 0..255. In its other range luma is 16..235.
FULL_RANGE = 2
# The two places of coarse colours must make pictures that differ by this many levels in the mean. Otherwise a frame has
# too little colour to tell them apart.
LEAST_COLOUR = 0.05
# Rounding puts our pictures this many levels apart from swscale's in the mean.
ROUNDING = 0.2
# Coarse colours lie at a third place, and swscale converts the video, if the nearer of the two pictures is farther from
# swscale's than by ROUNDING and this share of the distance of the two.
MOST_APART = 0.3
# The cubic weights of the four neighbours of a point that lies midway between the inner two.
MIDWAY = np.array([[-1, 9, 9, -1]], np.float32) / 16


class ToBgr:
    """Converts the decoded frames of one video to BGR, by the matrix and range that each names.

    The usual frames, of 8 bits with coarse colour (4:2:0 and 4:2:2), are converted by OpenCV. This takes an eighth of
    swscale's time. In pictures of calls it is within one level of swscale in all but a few pixels. PyAV does not tell
    where the coarse colours of a video lie, but swscale knows it. So the first frame with colours is converted by both.
    """

    def __init__(self) -> None:
        # How frames are converted, by their format, matrix and range. It is missing until it is known where their
        # coarse colours lie.
        self._ways: dict[tuple[str, int, int], Callable[[av.VideoFrame], Image]] = {}

    def __call__(self, frame: av.VideoFrame) -> Image:
        """Convert a frame to uint8 H×W×3 BGR. A frame that names no matrix is taken for BT.601."""
        weights = LUMA_WEIGHTS.get(frame.colorspace)
        even = frame.width % 2 == 0 and frame.height % 2 == 0
        usual = frame.format.name in USUAL_FORMATS and even and not frame.interlaced_frame
        if not usual or weights is None:
            return to_bgr(frame)
        kind = frame.format.name, int(frame.colorspace), int(frame.color_range)
        if kind in self._ways:
            return self._ways[kind](frame)
        full = frame.color_range == FULL_RANGE or "j" in frame.format.name
        matrix = _to_bgr_matrix(*weights, full)
        ways = [partial(_by_opencv, finer=finer, matrix=matrix) for finer in (_finer_beside, _finer_amid)]
        pictures = [way(frame) for way in ways]
        difference = _apart(*pictures)
        if difference <= LEAST_COLOUR:  # it has hardly any colour
            return pictures[0]
        right = to_bgr(frame)
        distances = [_apart(picture, right) for picture in pictures]
        known = min(distances) <= ROUNDING + MOST_APART * difference
        self._ways[kind] = ways[int(np.argmin(distances))] if known else to_bgr
        return right


def to_bgr(frame: av.VideoFrame) -> Image:
    """Convert any decoded frame to uint8 H×W×3 BGR by swscale. A frame that names no matrix is taken for BT.601."""
    return np.asarray(frame.reformat(format="bgr24", interpolation=ACCURATE).to_ndarray(), np.uint8)


def _apart(a: Image, b: Image) -> float:
    """Return the mean difference of two pictures of one size, in levels."""
    return cv2.norm(a, b, cv2.NORM_L1) / a.size


def _by_opencv(frame: av.VideoFrame, finer: Callable[[Image, int], Image], matrix: np.ndarray) -> Image:
    luma, blue, red = (_plane(plane) for plane in frame.planes)
    ycc = cv2.merge([luma, finer(blue, frame.height), finer(red, frame.height)])
    return np.asarray(cv2.transform(ycc, matrix), np.uint8)


def _plane(plane: av.video.plane.VideoPlane) -> Image:
    """The pixels of a plane, without a copy. Each of its rows may be longer than the picture is wide."""
    return np.frombuffer(memoryview(plane), np.uint8).reshape(plane.height, plane.line_size)[:, : plane.width]


def _finer_beside(colour: Image, height: int) -> Image:
    """Return a coarse colour, h×w, in a height and 2w. It lies beside the left ones of its pixels, as in H.264."""
    width = colour.shape[1]
    tall = np.asarray(cv2.resize(colour, (width, height), interpolation=cv2.INTER_CUBIC), np.uint8)
    between = np.asarray(cv2.filter2D(tall, -1, MIDWAY, anchor=(1, 0), borderType=cv2.BORDER_REPLICATE), np.uint8)
    return cv2.merge([tall, between]).reshape(height, 2 * width)  # the columns of both in turn


def _finer_amid(colour: Image, height: int) -> Image:
    """Return a coarse colour, h×w, in a height and 2w. It lies in the middle of its pixels, as in MPEG-1 and JPEG."""
    return np.asarray(cv2.resize(colour, (2 * colour.shape[1], height), interpolation=cv2.INTER_CUBIC), np.uint8)


@lru_cache(maxsize=8)
def _to_bgr_matrix(red: float, blue: float, full: bool) -> np.ndarray:
    """Return the 3×4 matrix that converts a pixel Y, Cb, Cr into BGR.

    red, blue: the weights of red and of blue in the luma. full: whether luma is 0..255, otherwise it is 16..235.
    """
    green = 1 - red - blue
    luma, chroma = (1.0, 1.0) if full else (255 / 219, 255 / 224)
    of_blue, of_red = 2 * (1 - blue) * chroma, 2 * (1 - red) * chroma
    matrix = np.array(
        [
            [luma, of_blue, 0],
            [luma, -of_blue * blue / green, -of_red * red / green],
            [luma, 0, of_red],
        ]
    )
    black = np.array([0 if full else 16, 128, 128])
    return np.hstack([matrix, -(matrix @ black)[:, None]])
