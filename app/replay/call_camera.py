"""Draws a camera for a call, and sees the call's headshots with it.

A camera keeps its lens, its sensor, its processing and its codec during a call. What the moment decides differs from
headshot to headshot: noise, exposure, and how far the face moves while the shutter is open.
"""

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from hime_core.camera.draw import draw
from hime_core.camera.model import CameraModel
from hime_core.camera.parameters import Shot
from hime_core.camera.take_picture import see
from hime_core.errors import UsageError
from hime_core.geometry import Image

# The cameras of calls are drawn with these settings, which are the defaults of training.
CAMERAS = CameraModel()


@dataclass(frozen=True)
class CallCamera:
    """The camera of one call. call: the call's number, which decides the camera and its noise (see `number_of`)."""

    call: int

    def far(self, hr: Image, size: int, time: float) -> Image:
        """See a face from far away: an LR headshot, size×size×3 BGR, of an HR headshot. time: seconds of the call."""
        return _see_bgr(hr, size, self.shot(time))

    def near(self, hr: Image, time: float) -> Image:
        """See a face from near by: an HR headshot, BGR, as this camera shows it. time: seconds of the call.

        A near face has as many pixels in the camera's picture as in the headshot. It is still and in focus, and there
        are so many pixels that the way of sampling and the mosaic hardly show.
        """
        shot = self.shot(time)
        lens = replace(shot.lens, disc=0.0)
        sensor = replace(shot.sensor, pixels=1.0, mosaic=False)
        return _see_bgr(hr, hr.shape[0], replace(shot, motion=0.0, lens=lens, sensor=sensor))

    def shot(self, time: float) -> Shot:
        """Return how the camera sees a moment. time: seconds of the call."""
        camera = draw(CAMERAS, np.random.default_rng(self.call))
        now = draw(replace(CAMERAS, clean=0.0), np.random.default_rng((self.call, round(1e6 * time))))
        sensor = replace(camera.sensor, seed=now.sensor.seed, exposure=now.sensor.exposure)
        # A camera without any noise is one in good light, where the shutter is open too shortly for motion to show.
        dark = sensor.white > 0 or sensor.dark > 0
        return replace(camera, motion=now.motion if dark else 0.0, direction=now.direction, sensor=sensor)


def number_of(call: Path) -> int:
    """Return a number for a recording, from its bytes alone. So renaming it or moving it changes nothing.

    Raises UsageError if the recording cannot be read.
    """
    try:
        with call.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").digest()
    except OSError as error:
        raise UsageError(f"{call}: cannot be read ({error.strerror})") from error
    return int.from_bytes(digest[:8], "big")


def _see_bgr(image: Image, size: int, shot: Shot) -> Image:
    """Return what a camera sees of a BGR picture, as BGR."""
    return np.ascontiguousarray(see(np.ascontiguousarray(image[..., ::-1]), size, shot)[..., ::-1])
