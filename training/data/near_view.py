"""What the camera of a far face did earlier to the near view of the same person."""

import math
from dataclasses import replace

from numpy.random import Generator

from hime_core.camera.draw import SHARPENING_RADIUS
from hime_core.camera.parameters import Shot
from hime_core.camera.sensor import light_at_half, slope_at_half
from training.data.sample_plan import Moment, Wear

# One pixel of the camera's picture of a near head is as wide as this many pixels of the reference, between the first
# and the second number. Near heads are larger than the reference, or a little smaller.
NEAR_PIXEL = 0.4, 1.1
# The detail that sharpening adds to a reference is what a blur of at most this deviation removes, pixels.
WIDEST_SHARPENING = SHARPENING_RADIUS[1] * NEAR_PIXEL[1]
# In place of H.264, a near view goes through JPEG of a quality between these two numbers.
LIKE_H264 = 50, 95


def near_views(moment: Moment, shot: Shot, side: int, rng: Generator) -> Moment:
    """The moment with references that the camera of its target saw. side: the references' side, pixels."""
    references = tuple(replace(view, wear=near_wear(shot, side, rng)) for view in moment.references)
    return replace(moment, references=references)


def near_wear(shot: Shot, side: int, rng: Generator) -> Wear:
    """What the camera's lens, noise, sharpening and codec do to a reference. side: the reference's side, pixels.

    A camera keeps its lens and its sharpening. Focus, motion and the way of sampling belong to the far picture alone:
    a near head has so many pixels that they hardly show. Noise reduction, lateral colour and coarse colour are left
    out for simplicity.
    """
    pixel = rng.uniform(*NEAR_PIXEL)
    sensor = shot.sensor
    noise = math.sqrt(sensor.dark**2 + sensor.white**2 * light_at_half(sensor.tone)) / slope_at_half(sensor.tone)
    match shot.coding.codec:
        case "jpeg":
            quality = shot.coding.quality
        case "h264":
            quality = int(rng.integers(LIKE_H264[0], LIKE_H264[1] + 1))
        case "none":
            quality = 0
    return Wear(
        blur=math.sqrt(shot.lens.along * shot.lens.across) * pixel / side,
        noise=noise * min(1.0, pixel),  # making the head smaller averages its noise
        seed=int(rng.integers(2**63)) if noise else 0,
        quality=quality,
        sharpening=shot.processing.sharpening,
        radius=shot.processing.radius * pixel,
    )
