"""Shows what weights make of good and of bad pictures, for the model cards.

    python -m tests.measure.weights OUT.png NAME...

NAME: weights in the registry, or a .safetensors or .pt file. All must have one scale. OUT.png shows scikit-image's
astronaut, which is in the public domain, and on which no weights were trained. It has a row for each thing that goes
wrong in calls. Its columns are the camera's picture, the bicubic one, the picture of each weights, the truth, and the
exemplar. The exemplar is made from the same photograph as if it showed another moment.
"""

import argparse
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np

from hime_core.assets import write_atomically
from hime_core.camera.colour import VIDEO
from hime_core.camera.parameters import Coding, Colour
from hime_core.camera.take_picture import see
from hime_core.errors import UsageError
from hime_core.geometry import Image
from hime_core.network import Hime
from tests.measure.sheet import column_of, enlarged, far_moment, headshot, networks_of, pixels, png, tile
from tests.measure.shots import PLAIN, noisy_sensor
from training.data.moments import affine, bent, lit, relight, render
from training.data.person import Photograph

# LR pictures have this many pixels a side, unless a case says otherwise.
LR = 32


@dataclass(frozen=True)
class Case:
    """One thing that goes wrong.

    camera: turns an HR picture into an LR picture of a given side. lr: that side in pixels. exemplar: whether the
    network gets one. scene: changes the HR picture, which shows what is before the camera.
    """

    name: str
    camera: Callable[[Image, int], Image]
    lr: int = LR
    exemplar: bool = True
    scene: Callable[[Image], Image] = lambda image: image


def main() -> None:
    """Draw the picture."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("out", type=Path, metavar="OUT.png")
    p.add_argument("names", nargs="+", metavar="NAME")
    options = p.parse_args()
    try:
        networks, photo = networks_of(options.names), headshot()
    except UsageError as error:
        p.error(str(error))
    rows = {case.name: row(case, networks, photo) for case in CASES}
    columns = ["camera", "bicubic", *map(column_of, options.names), "truth", "exemplar"]
    write_atomically(options.out, png(rows, columns))


def row(case: Case, networks: list[Hime], photo: Photograph) -> list[Image]:
    """The tiles of a row: camera, bicubic, each network's, truth, exemplar."""
    side, rng = networks[0].config.scale * case.lr, np.random.default_rng(1)
    truth = case.scene(far_moment(photo, side))
    other = render(photo, affine(-4, 1.02, -0.03, 0.02), side, bent(0.006, rng), (8, -4))
    exemplar = relight(other, lit(0.4, rng)) if case.exemplar else np.zeros_like(other)
    lr = case.camera(truth, case.lr)
    ours = enlarged(lr, networks, [exemplar] if case.exemplar else [])
    return [pixels(lr), *map(tile, (*ours, truth, exemplar))]


def noisy(deviation: float, colour: Colour | None = VIDEO) -> Callable[[Image, int], Image]:
    """A camera with noise, whose pixels are the means of what they cover.

    deviation: the noise's deviation on a pixel of half of white's level, 8-bit levels. colour: how coarse
    colour is; None: it is as fine as brightness.
    """
    shot = replace(PLAIN, sensor=noisy_sensor(deviation), coding=Coding("none", 0, colour))
    return lambda image, lr: see(image, lr, shot)


def compressed(image: Image, lr: int) -> Image:
    """An LR picture after JPEG compression that leaves visible blocks."""
    return see(image, lr, replace(PLAIN, coding=Coding("jpeg", 20, Colour("4:2:0", "middle", "middle"))))


def moving(image: Image, lr: int) -> Image:
    """An LR picture of a head that moves by an eighth of the picture's side while the shutter is open."""
    return see(image, lr, replace(PLAIN, motion=lr / 8))


def dim(image: Image) -> Image:
    """The picture with a third of its brightness."""
    return cv2.convertScaleAbs(image, alpha=1 / 3)


def cup(image: Image) -> Image:
    """The picture with a cup before the mouth. The exemplar does not show the cup."""
    side = image.shape[0]
    middle, axes = (round(0.5 * side), round(0.72 * side)), (round(0.16 * side), round(0.14 * side))
    return np.asarray(cv2.ellipse(image.copy(), middle, axes, 0, 0, 360, (60, 90, 170), -1, cv2.LINE_AA), np.uint8)


CASES = (
    Case("as in a call", noisy(1.5)),
    Case("no exemplar", noisy(1.5), exemplar=False),
    Case("16 pixels", noisy(1.5), lr=16),
    Case("noise of 5 levels", noisy(5)),
    Case("noise of 14 levels", noisy(14)),
    Case("14 in whole colour", noisy(14, None)),  # no camera makes such noise
    Case("a third as bright", noisy(5), scene=dim),
    Case("JPEG, quality 20", compressed),
    Case("moving", moving),
    Case("a cup not seen before", noisy(1.5), scene=cup),
)


if __name__ == "__main__":
    main()
