"""Tells how large the pictures of a recording are shown."""

from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction
from itertools import islice

import av
from av.container import InputContainer
from av.video.stream import VideoStream

from hime_core.recording.orientation import display_matrix, is_turned
from hime_core.recording.packets import PIXEL_LIMIT, read_packets
from hime_core.recording.pixel_shape import PixelShape
from hime_core.recording.streams import pictures

# The size of a recording may change. It is looked up at this many moments, spread evenly over the recording.
MOMENTS = 16
# From each moment on, at most this many packets are read to find a key frame.
MOST_PACKETS = 300
# A later size with a side of more than this many pixels is taken for damage.
LARGEST_SIDE = 4096
# A recording that does not say how long it is must be read through. That ends after this many bytes of pictures, which
# take some seconds to read.
MOST_BYTES = 500_000_000
# In a recording that does not say how long it is, the next key frame to look at is this much later than the last one: a
# share of the time since the beginning, and a number of seconds.
LATER_SHARE, LATER = 0.1, 0.2


def shown_size(frame: av.VideoFrame, shape: Fraction) -> tuple[int, int]:
    """Return (width, height) of a frame that is shown upright with square pixels. No pixel gets smaller.

    shape: how many times a pixel of the frame is as wide as high.
    """
    width = round(frame.width * max(shape, Fraction(1)))
    height = round(frame.height / min(shape, Fraction(1)))
    return (height, width) if is_turned(display_matrix(frame)) else (width, height)


def largest_size(container: InputContainer, first: tuple[int, int]) -> tuple[int, int]:
    """Return the largest size of a recording that is found, as `shown_size` gives it. Moves the place of reading.

    container: an open recording that is used for nothing else. first: the size of its first frame.
    """
    stream = pictures(container)
    assert stream is not None
    stream.thread_type = "SLICE"  # so that the decoder gives each frame at once
    stream.codec_context.skip_frame = "NONKEY"
    stream.codec_context.options |= PIXEL_LIMIT
    shape = PixelShape(stream)
    found = {first}
    for frame in _key_frames(container, stream):
        size = shown_size(frame, shape.now)
        if max(size) <= LARGEST_SIDE and not frame.is_corrupt:
            found.add(size)
    return max(found, key=lambda size: (size[0] * size[1], size == first))


def _key_frames(container: InputContainer, stream: VideoStream) -> Iterator[av.VideoFrame]:
    """Give key frames from the whole length of a recording."""
    if container.duration:
        for number in range(MOMENTS):
            with suppress(av.FFmpegError):  # a place that cannot be read has nothing to tell
                container.seek((container.start_time or 0) + number * container.duration // MOMENTS)
                yield from islice(_decoded(stream, islice(read_packets(container, stream), MOST_PACKETS)), 1)
        return
    with suppress(av.FFmpegError):
        yield from _decoded(stream, _spread(read_packets(container, stream)))


def _spread(packets: Iterator[av.Packet]) -> Iterator[av.Packet]:
    """Give key frames, ever farther apart."""
    begin = wanted = None
    size = 0
    for packet in packets:
        size += packet.size
        if size > MOST_BYTES:
            return
        if not packet.is_keyframe or packet.pts is None:
            continue
        time = float(packet.pts * packet.time_base)
        begin = time if begin is None else begin
        if wanted is None or time >= wanted:
            wanted = time + LATER + LATER_SHARE * (time - begin)
            yield packet


def _decoded(stream: VideoStream, packets: Iterator[av.Packet]) -> Iterator[av.VideoFrame]:
    for packet in packets:
        with suppress(av.FFmpegError):
            yield from stream.decode(packet)
