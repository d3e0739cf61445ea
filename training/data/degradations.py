"""HR -> LR, as the paper does it or as a webcam and its codec do."""

from fractions import Fraction

import av
import cv2
import numpy as np
from numpy.random import Generator

from hime_core.geometry import Image
from training.config import Bicubic, Webcam
from training.data.pictures import shrink

MOVED = 0.5, 3.0  # while the shutter is open, LR pixels
AMPLIFIED_NOISE = 4.0, 16.0  # sigma, 8-bit levels


def degrade(hr: Image, size: int, how: Bicubic | Webcam, rng: Generator) -> Image:
    """The LR image, size×size×3 RGB uint8, of an HR image."""
    if isinstance(how, Webcam) and rng.random() < how.share:
        return webcam(hr, size, how, rng)
    return shrink(hr, size)


def webcam(hr: Image, size: int, how: Webcam, rng: Generator) -> Image:
    """A tiny face as a call has it: motion, misfocus, pixels that average light, exposure, noise, then a codec."""
    if how.moving and rng.random() < how.moving:
        hr = motion_blur(hr, rng.uniform(*MOVED) * hr.shape[0] / size, rng.uniform(0, np.pi))
    if rng.random() < how.misfocus:
        hr = cv2.GaussianBlur(hr, (0, 0), rng.uniform(*how.blur) * hr.shape[0] / size)
    lr = cv2.resize(hr, (size, size), interpolation=cv2.INTER_AREA)
    lr = cv2.convertScaleAbs(lr, alpha=rng.uniform(*how.exposure))
    amplified = how.amplified > 0 and rng.random() < how.amplified
    lr = sensor_noise(lr, rng.uniform(*(AMPLIFIED_NOISE if amplified else how.noise)), rng)
    codec = rng.random()
    if codec < how.jpeg:
        return jpeg(lr, int(rng.integers(how.jpeg_quality[0], how.jpeg_quality[1] + 1)))
    if codec < how.jpeg + how.h264:
        return h264(lr, int(rng.integers(how.h264_crf[0], how.h264_crf[1] + 1)))
    return half_colour(lr)


def motion_blur(image: Image, length: float, direction: float) -> Image:
    """The mean along a straight way of `length` pixels, in radians from the x axis."""
    half = int(np.ceil(length / 2))
    kernel = np.zeros((2 * half + 1, 2 * half + 1), np.float32)
    along = np.linspace(-length / 2, length / 2, 8 * half + 1)
    x, y = half + along * np.cos(direction), half + along * np.sin(direction)
    x0, y0 = np.floor(x).astype(int), np.floor(y).astype(int)
    for dx, dy in ((0, 0), (1, 0), (0, 1), (1, 1)):  # a point between four pixels is shared by them
        weight = (1 - np.abs(x - x0 - dx)) * (1 - np.abs(y - y0 - dy))
        np.add.at(kernel, (np.minimum(y0 + dy, 2 * half), np.minimum(x0 + dx, 2 * half)), weight)
    return np.asarray(cv2.filter2D(image, -1, kernel / kernel.sum(), borderType=cv2.BORDER_REFLECT), np.uint8)


def sensor_noise(image: Image, sigma: float, rng: Generator) -> Image:
    """Gaussian noise of so many 8-bit levels."""
    noise = rng.standard_normal(image.shape, np.float32) * np.float32(sigma)
    return np.clip(np.round(image + noise), 0, 255).astype(np.uint8)


def half_colour(image: Image) -> Image:
    """Colour at half the resolution (4:2:0), as cameras and codecs give it; sides are even."""
    return np.asarray(cv2.cvtColor(cv2.cvtColor(image, cv2.COLOR_RGB2YUV_I420), cv2.COLOR_YUV2RGB_I420), np.uint8)


def jpeg(image: Image, quality: int) -> Image:
    """Through JPEG and back."""
    _, data = cv2.imencode(".jpg", image[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, quality])
    decoded = cv2.imdecode(data, cv2.IMREAD_COLOR_RGB)
    assert decoded is not None
    return decoded


def h264(image: Image, crf: int) -> Image:
    """Through one H.264 key frame and back; sides are even."""
    height, width = image.shape[:2]
    encoder = av.CodecContext.create("libx264", "w")
    assert isinstance(encoder, av.VideoCodecContext)
    encoder.width, encoder.height, encoder.pix_fmt = width, height, "yuv420p"
    encoder.time_base, encoder.thread_count = Fraction(1, 30), 1
    encoder.options = {"crf": str(crf), "preset": "veryfast", "tune": "zerolatency"}
    frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(image), format="rgb24")
    packets = encoder.encode(frame.reformat(format="yuv420p")) + encoder.encode(None)
    decoder = av.CodecContext.create("h264", "r")
    assert isinstance(decoder, av.VideoCodecContext)
    decoder.thread_count = 1
    frames = [f for packet in packets for f in decoder.decode(packet)] + decoder.decode(None)
    return np.asarray(frames[0].to_ndarray(format="rgb24"), np.uint8)
