"""Tells which shape the pixels of a recording have."""

from fractions import Fraction

from av.video.stream import VideoStream

# A pixel is at most this many times as wide as high, or as high as wide. Files that say more are damaged.
WIDEST_PIXEL = 4
# Pixels whose sides differ by less than this share are taken for square.
NEARLY_SQUARE = 0.01


class PixelShape:
    """The shape of the pixels of a stream that is being decoded."""

    def __init__(self, stream: VideoStream):
        """stream: nothing of it was decoded yet."""
        self._stream = stream
        self._at_first = stream.codec_context.sample_aspect_ratio

    @property
    def now(self) -> Fraction:
        """How many times a pixel of the frame that was decoded last is as wide as high.

        If the file says something else than the decoder said at first, the file counts. Otherwise the decoder counts,
        because the shape may change.
        """
        stated, decoded = self._stream.sample_aspect_ratio, self._stream.codec_context.sample_aspect_ratio
        shape = (decoded if stated == self._at_first else stated) or Fraction(1)
        if not Fraction(1, WIDEST_PIXEL) <= shape <= WIDEST_PIXEL or abs(shape - 1) < NEARLY_SQUARE:
            return Fraction(1)
        return shape
