"""Makes BGR pictures of decoded frames: with ordinary colours, upright, and with square pixels."""

from fractions import Fraction

import av
from av.video.reformatter import Colorspace

from hime_core.geometry import Image
from hime_core.recording.fitting import stretched
from hime_core.recording.graphs import WideColours
from hime_core.recording.orientation import display_matrix, is_turned, upright
from hime_core.recording.sizes import shown_size
from hime_core.recording.to_bgr import ToBgr, to_bgr
from hime_core.recording.wide_colours import TO_709, needs_table

# Players take a video that names no matrix for BT.709 if it has at least this many lines or columns.
HD_LINES, HD_COLUMNS = 720, 1280
# ITU-T H.273's codes of the matrix of RGB, and of one that is not named.
RGB, UNNAMED = 0, 2
# The codes of the matrices that FFmpeg can convert, as swscale names them: RGB, BT.709, unnamed, FCC, BT.470 BG, SMPTE
# 170M, SMPTE 240M and BT.2020.
CONVERTIBLE = (0, 1, 2, 4, 5, 6, 7, 9)
# The code of the primaries and of the matrix of BT.2020, and of its matrix of constant luminance, which is rare.
BT2020, CONSTANT_LUMINANCE = 9, 10


class OrdinaryPictures:
    """Makes pictures of the frames of one video. Keeps what was prepared for the frames before."""

    def __init__(self) -> None:
        self._to_bgr = ToBgr()
        self._wide: WideColours | None = None
        self._wide_kind: tuple[object, ...] = ()  # for which kind of frames _wide was prepared

    def make(self, frame: av.VideoFrame, shape: Fraction) -> Image:
        """Return uint8 H×W×3 BGR in BT.709 and in the size that `shown_size` gives. Raises FFmpegError.

        shape: how many times a pixel of the frame is as wide as high.
        """
        width, height = shown_size(frame, shape)
        matrix = display_matrix(frame)
        image = self._coloured(frame)
        if is_turned(matrix):
            width, height = height, width
        return upright(stretched(image, width, height), matrix)

    def _coloured(self, frame: av.VideoFrame) -> Image:
        frame.colorspace = _matrix(frame)
        if needs_table(int(frame.color_primaries), int(frame.color_trc)):
            return self._narrowed(frame)
        return self._to_bgr(frame)

    def _narrowed(self, frame: av.VideoFrame) -> Image:
        """Convert a frame of HDR or of a wide gamut."""
        codes = [int(c) for c in (frame.colorspace, frame.color_range, frame.color_primaries, frame.color_trc)]
        kind = (frame.width, frame.height, frame.format.name, frame.time_base, *codes)
        if self._wide is None or kind != self._wide_kind:
            self._wide, self._wide_kind = WideColours(frame), kind
        return to_bgr(self._wide.to_bgr24(frame))


def _matrix(frame: av.VideoFrame) -> int:
    """Return the code of the matrix by which a player converts a frame."""
    named = int(frame.colorspace)
    if frame.format.is_rgb:
        return RGB
    if named == CONSTANT_LUMINANCE:
        return BT2020
    if named in CONVERTIBLE and named not in (RGB, UNNAMED):
        return named
    if frame.color_primaries == BT2020:
        return BT2020
    large = frame.height >= HD_LINES or frame.width >= HD_COLUMNS
    return int(Colorspace.ITU709) if large or frame.color_primaries in TO_709 else UNNAMED
