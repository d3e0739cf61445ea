"""Sends tiny pictures through H.264. The decoder is kept for the next picture."""

import os
from fractions import Fraction
from functools import lru_cache

import av
import cv2
import numpy as np

from hime_core.camera.colour import VIDEO, from_planes, to_planes
from hime_core.camera.parameters import Colour
from hime_core.geometry import Image

# In video, brightness has this lowest level and this number of levels above it. A full range has 0 and 255.
LIGHT_RANGE = 16, 219
# In video, a colour has this lowest level and this number of levels above it.
COLOUR_RANGE = 16, 224


def h264(image: Image, crf: int, colour: Colour = VIDEO) -> Image:
    """The RGB picture after H.264, as one key frame.

    The picture's sides are even. crf: the constant rate factor, 0 to 51. colour: in 4:2:0.
    """
    return h264_in_a_row([image], crf, colour)[0]


def h264_in_a_row(images: list[Image], crf: int, colour: Colour = VIDEO) -> list[Image]:
    """RGB pictures of one size that follow each other, after H.264. The first is a key frame. Arguments as for `h264`.

    The decoder may be used again, since a key frame needs nothing of the frames before it. The encoder is a new one for
    each sequence: x264's rate control remembers earlier pictures, and a sample must not depend on earlier samples.
    """
    height, width = images[0].shape[:2]
    encoder = av.CodecContext.create("libx264", "w")
    assert isinstance(encoder, av.VideoCodecContext)
    encoder.width, encoder.height, encoder.pix_fmt = width, height, "yuv420p"
    encoder.time_base, encoder.thread_count = Fraction(1, 30), 1
    encoder.options = {"crf": str(crf), "preset": "veryfast", "tune": "zerolatency"}
    decoder = _kept(height, width, os.getpid())
    packets = []
    for index, image in enumerate(images):
        frame = av.VideoFrame.from_ndarray(_planes_of(image, colour), format="yuv420p")
        frame.pts = index
        packets += encoder.encode(frame)
    packets += encoder.encode(None)
    frames = [f for packet in packets for f in decoder.decode(packet)] + decoder.decode(None)
    decoder.flush_buffers()  # after the end of a stream, a decoder takes nothing more until it is flushed
    return [_picture_of(np.asarray(frame.to_ndarray(), np.uint8), height, width, colour) for frame in frames]


def _planes_of(image: Image, colour: Colour) -> Image:
    """A picture's planes as libx264 takes them, one below the other."""
    light, red, blue = to_planes(image, colour)
    planes = [_narrow(light, *LIGHT_RANGE), *(_narrow(plane, *COLOUR_RANGE) for plane in (blue, red))]
    return np.concatenate([p.ravel() for p in planes]).reshape(-1, image.shape[1])


def _picture_of(coded: Image, height: int, width: int, colour: Colour) -> Image:
    light = _wide(coded[:height], *LIGHT_RANGE)
    blue, red = (_wide(p, *COLOUR_RANGE) for p in coded[height:].reshape(2, height // 2, width // 2))
    return from_planes(light, red, blue, colour)


def _narrow(plane: Image, lowest: int, span: int) -> Image:
    """The levels 0 to 255 as levels from `lowest` to `lowest` + `span`."""
    return np.asarray(cv2.convertScaleAbs(plane, alpha=span / 255, beta=lowest), np.uint8)


def _wide(plane: Image, lowest: int, span: int) -> Image:
    """The levels from `lowest` to `lowest` + `span` as levels 0 to 255."""
    levels = (np.arange(256) - lowest) * 255 / span
    return np.asarray(cv2.LUT(plane, np.clip(np.round(levels), 0, 255).astype(np.uint8)), np.uint8)


@lru_cache(maxsize=32)
def _kept(height: int, width: int, process: int) -> av.VideoCodecContext:
    """The decoder of one process.

    FFmpeg's contexts have threads. A forked process gets the contexts without their threads, and would wait for these
    for ever. So each process has contexts of its own.
    """
    decoder = av.CodecContext.create("h264", "r")
    assert isinstance(decoder, av.VideoCodecContext)
    decoder.thread_count = 1
    return decoder
