"""The ways to make the LR pictures that weights are scored on.

The paper's tables use antialiased bicubic. No camera makes small pictures in this way, so weights are scored on others
too.
"""

import zlib
from collections.abc import Callable

import numpy as np
from numpy.random import Generator

from hime_core.camera.draw import draw
from hime_core.camera.lens import through
from hime_core.camera.model import CameraModel
from hime_core.camera.parameters import Lens, Shot
from hime_core.camera.processing import sharpened
from hime_core.camera.sampling import sampled
from hime_core.camera.take_picture import see
from hime_core.geometry import Image
from training.data.pictures import shrink
from training.data.trials import EvaluationTrial
from training.settings.lr_by import LrBy

# This function makes the LR picture of a trial, size×size×3, from the HR picture, n×n×3, both RGB uint8.
MakeLr = Callable[[Image, int, EvaluationTrial], Image]

# The lens blurs by a Gaussian of this deviation, LR pixels.
LENS_BLUR = 0.35
# The camera adds this share of the detail once more.
SHARPENING = 0.6
# Detail is what a blur of this deviation removes, LR pixels.
SHARPENING_RADIUS = 1.0
# The cameras are drawn by this seed, the identity and the picture's name, so that all weights see the same LR pictures.
CAMERA_SEED = 0


def lr_maker(how: LrBy) -> MakeLr:
    """The function that makes LR pictures in a way."""
    match how:
        case "bicubic":
            return bicubic
        case "area":
            return lambda hr, size, trial: sampled(hr, size, "area")
        case "lens":
            return lambda hr, size, trial: _through_lens(hr, size)
        case "sharpened":
            return lambda hr, size, trial: sharpened(_through_lens(hr, size), SHARPENING, SHARPENING_RADIUS)
        case "aliased":
            return lambda hr, size, trial: sampled(hr, size, "skipping")
        case "camera":
            return _by_camera


def bicubic(hr: Image, size: int, trial: EvaluationTrial) -> Image:
    """The HR picture, reduced by antialiased bicubic, as in the paper."""
    return shrink(hr, size)


def _through_lens(hr: Image, size: int) -> Image:
    lens = Lens(LENS_BLUR, LENS_BLUR, 0.0, 0.0, (0.0, 0.0))
    return sampled(through(hr, lens, hr.shape[0] / size), size, "area")


def _by_camera(hr: Image, size: int, trial: EvaluationTrial) -> Image:
    return see(hr, size, camera_of(trial))


def camera_of(trial: EvaluationTrial) -> Shot:
    """The camera that sees the target of a trial."""
    return draw(CameraModel(), generator_of(trial, CAMERA_SEED))


def generator_of(trial: EvaluationTrial, seed: int) -> Generator:
    """Draws what the target of a trial gets, the same for all weights."""
    name = zlib.crc32(f"{trial.identity}/{trial.target.name}".encode())
    return np.random.default_rng((seed, name))
