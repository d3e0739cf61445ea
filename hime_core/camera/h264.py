"""Sends tiny pictures through H.264. The decoder and the conversions are kept for the next picture."""

import os
from fractions import Fraction
from functools import lru_cache

import av
import numpy as np
from av.video.reformatter import VideoReformatter

from hime_core.geometry import Image


def h264(image: Image, crf: int) -> Image:
    """The RGB picture after H.264, as one key frame.

    The picture's sides are even. crf: the constant rate factor, 0 to 51.

    The decoder may be used again, since a key frame needs nothing of the frames before it. The encoder is a new one for
    each picture: x264's rate control remembers earlier pictures, and a sample must not depend on earlier samples.
    """
    height, width = image.shape[:2]
    encoder = av.CodecContext.create("libx264", "w")
    assert isinstance(encoder, av.VideoCodecContext)
    encoder.width, encoder.height, encoder.pix_fmt = width, height, "yuv420p"
    encoder.time_base, encoder.thread_count = Fraction(1, 30), 1
    encoder.options = {"crf": str(crf), "preset": "veryfast", "tune": "zerolatency"}
    to_yuv, decoder, to_rgb = _kept(height, width, os.getpid())
    frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(image), format="rgb24")
    packets = encoder.encode(to_yuv.reformat(frame, format="yuv420p")) + encoder.encode(None)
    frames = [f for packet in packets for f in decoder.decode(packet)] + decoder.decode(None)
    decoder.flush_buffers()  # after the end of a stream, a decoder takes nothing more until it is flushed
    return np.asarray(to_rgb.reformat(frames[0], format="rgb24").to_ndarray(), np.uint8)


@lru_cache(maxsize=32)
def _kept(height: int, width: int, process: int) -> tuple[VideoReformatter, av.VideoCodecContext, VideoReformatter]:
    """The conversion to YUV, the decoder, and the conversion to RGB of one process.

    FFmpeg's contexts have threads. A forked process gets the contexts without their threads, and would wait for these
    for ever. So each process has contexts of its own.
    """
    decoder = av.CodecContext.create("h264", "r")
    assert isinstance(decoder, av.VideoCodecContext)
    decoder.thread_count = 1
    return VideoReformatter(), decoder, VideoReformatter()
