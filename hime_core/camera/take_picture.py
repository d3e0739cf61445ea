"""Takes a picture of a face with a camera of the camera model."""

import cv2
import numpy as np

from hime_core.camera.colour import coarser
from hime_core.camera.h264 import h264, h264_in_a_row
from hime_core.camera.jpeg import jpeg
from hime_core.camera.lens import through
from hime_core.camera.motion import motion_blur
from hime_core.camera.parameters import Coding, Shot
from hime_core.camera.processing import processed
from hime_core.camera.sampling import sampled
from hime_core.camera.sensor import sensed
from hime_core.geometry import Image


def see(hr: Image, size: int, shot: Shot) -> Image:
    """The LR picture, size×size×3 RGB uint8, that a camera takes of an HR picture. size: even, at most the HR side.

    The steps are motion, lens, sensor, processing, scaler and codec.
    """
    return coded(uncoded(hr, size, shot), shot.coding)


def uncoded(hr: Image, size: int, shot: Shot) -> Image:
    """The picture that a camera takes, as `see` returns it, before the codec."""
    pixel = hr.shape[0] / size
    if shot.motion:
        hr = motion_blur(hr, shot.motion * pixel, shot.direction)
    hr = through(hr, shot.lens, pixel)
    sensor = shot.sensor
    # The sensor's side is even, since a mosaic needs that. No sensor has more pixels than the HR picture.
    side = min(hr.shape[0], 2 * round(sensor.pixels * size / 2))
    image = sampled(hr, side, sensor.sampling)
    image = cv2.convertScaleAbs(image, alpha=sensor.exposure)
    image = sensed(image, sensor, np.random.default_rng(sensor.seed))
    return sampled(processed(image, shot.processing), size, shot.processing.scaler)


def coded(image: Image, coding: Coding) -> Image:
    """The picture, h×w×3 RGB with even sides, after a codec. It is a part of a larger frame, at the codec's phase."""
    height, width = image.shape[:2]
    x, y = coding.phase
    image = cv2.copyMakeBorder(image, y, y, x, x, cv2.BORDER_REFLECT)
    return np.ascontiguousarray(_coded(image, coding)[y : y + height, x : x + width])


def coded_in_a_row(images: list[Image], coding: Coding) -> list[Image]:
    """Pictures of one size that follow each other, each as `coded` takes it, after a codec.

    H.264 codes them as one sequence, in which a picture is coded by what changed.
    """
    if coding.codec != "h264":
        return [coded(image, coding) for image in images]
    assert coding.colour is not None
    height, width = images[0].shape[:2]
    x, y = coding.phase
    wide = [cv2.copyMakeBorder(image, y, y, x, x, cv2.BORDER_REFLECT) for image in images]
    sequence = h264_in_a_row([np.asarray(image, np.uint8) for image in wide], coding.quality, coding.colour)
    return [np.ascontiguousarray(image[y : y + height, x : x + width]) for image in sequence]


def _coded(image: Image, coding: Coding) -> Image:
    colour = coding.colour
    if colour is None:
        assert coding.codec == "none", "a codec makes colour coarse"
        return image
    match coding.codec:
        case "jpeg":
            return jpeg(image, coding.quality, colour.fineness)
        case "h264":
            return h264(image, coding.quality, colour)
        case "none":
            return coarser(image, colour)
