"""Sees the sample call as a good webcam does, by the steps of the camera model: lens, sensor, sharpening and colour.

The camera model is made for small pictures of faces. Here its steps are put together so that 1280×720 pixels take
little time.
"""

import math

import cv2
import numpy as np
from numpy.random import Generator

from hime_core.camera.colour import WEBCAM, coarser
from hime_core.camera.lens import through
from hime_core.camera.parameters import Lens, Sensor
from hime_core.camera.processing import sharpened
from hime_core.camera.sensor import light_at_half, sensed, slope_at_half
from hime_core.geometry import Image

# The lens blurs by a Gaussian whose deviation is 0.4 pixels.
LENS = Lens(along=0.4, across=0.4, angle=0.0, disc=0.0, lateral=(0.0, 0.0))
# Where the picture has half of white's level, green has noise of this deviation before the mosaic, 8-bit levels.
NOISE = 2.0
# The tone curve lifts shadows by this much (parameters.Sensor.tone).
TONE = 8.0
# Red and blue light are multiplied by these factors to balance white.
GAINS = 1.8, 1.5
# Sharpening adds this share of the detail once more.
SHARPENING = 0.4
# Detail is all that a blur of this deviation removes, pixels.
SHARPENING_RADIUS = 0.8
# So many pictures of noise take turns, because drawing fresh noise would take longer than all the rest.
NOISES = 7
# How the noise changes with the level is measured on this many pixels of each level.
MEASURED = 512
# In the table of how strong the noise is at each level, this number stands for the noise at half of white's level.
USUAL_STRENGTH = 48
# While a photograph is made smaller, at most this many points are looked at along a pixel's side.
MOST_POINTS = 4
# While a photograph is made larger, it is taken from a copy that is enlarged this many times.
LARGE = 2


class LensView:
    """Shows a photograph, h×w×3, through the lens, in any size."""

    def __init__(self, photo: Image):
        self._photo = photo
        height, width = photo.shape[:2]
        self._large = cv2.resize(photo, (LARGE * width, LARGE * height), interpolation=cv2.INTER_CUBIC)

    def on_sensor(self, matrix: np.ndarray, size: float, width: int, height: int) -> Image:
        """Return the photograph as it falls on height×width pixels of a sensor. Beyond its border it is repeated.

        matrix: 2×3, turns a pixel of the photograph into a pixel of the sensor. size: how many pixels of the sensor one
        pixel of the photograph is wide.
        """
        if size >= 1:
            # Interpolating between the pixels of the large copy blurs about as much as the lens does.
            linear = matrix[:, :2] / LARGE
            offset = matrix[:, 2] + (linear.sum(1) - matrix[:, :2].sum(1)) / 2
            return _warped(self._large, np.column_stack([linear, offset]), width, height)
        points = min(MOST_POINTS, math.ceil(1 / size))
        fine = points * matrix
        fine[:, 2] += (points - 1) / 2  # the middle of a pixel is the middle of its points
        image = through(_warped(self._photo, fine, points * width, points * height), LENS, points)
        return np.asarray(cv2.resize(image, (width, height), interpolation=cv2.INTER_AREA), np.uint8)


class SampleCamera:
    """Makes pictures of what the lens shows. A scene and the number of its frame always give the same picture."""

    def __init__(self, width: int, height: int):
        """width, height: the size of every picture in pixels, both even."""
        rng = np.random.default_rng(0)
        half = np.full((height, width, 3), 128, np.uint8)
        seen = (sensed(half, _sensor(mosaic=True), rng) for _ in range(NOISES))
        self._noises = [cv2.subtract(picture, half, dtype=cv2.CV_8S) for picture in seen]
        self._strengths = _strengths(rng)

    def see(self, scene: Image, index: int) -> Image:
        """Return the BGR picture of what the lens shows, an RGB picture. index: the number of the frame."""
        strength = cv2.LUT(scene, self._strengths)
        noise = cv2.multiply(strength, self._noises[index % NOISES], scale=1 / USUAL_STRENGTH, dtype=cv2.CV_8S)
        picture = np.asarray(cv2.add(scene, noise, dtype=cv2.CV_8U), np.uint8)
        picture = coarser(sharpened(picture, SHARPENING, SHARPENING_RADIUS), WEBCAM)
        return np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2BGR), np.uint8)


def _warped(image: Image, matrix: np.ndarray, width: int, height: int) -> Image:
    size, border = (width, height), cv2.BORDER_REPLICATE
    return np.asarray(cv2.warpAffine(image, matrix, size, flags=cv2.INTER_LINEAR, borderMode=border), np.uint8)


def _sensor(mosaic: bool) -> Sensor:
    noise = NOISE * slope_at_half(TONE)
    dark = noise / 2
    white = math.sqrt((noise**2 - dark**2) / light_at_half(TONE))
    return Sensor(1.0, "area", mosaic, GAINS, TONE, white, dark, 0, 1.0)


def _strengths(rng: Generator) -> Image:
    """Return how strong the noise is at each level, 256×1×3. It is USUAL_STRENGTH at half of white's level."""
    levels = np.arange(256, dtype=np.uint8).reshape(256, 1, 1)
    seen = sensed(np.repeat(np.repeat(levels, MEASURED, 1), 3, 2), _sensor(mosaic=False), rng)
    deviations = (seen.astype(np.float32) - levels).std(1, keepdims=True)
    return np.clip(np.round(USUAL_STRENGTH * deviations / deviations[128]), 0, 255).astype(np.uint8)
