"""Shows what weights make of good and of bad pictures, for the model cards.

    python -m tests.measure.weights OUT.png NAME...

NAME: weights in the registry, which must all have one scale. OUT.png shows scikit-image's astronaut, which is in the
public domain, and on which no weights were trained. It has a row for each thing that goes wrong in calls. Its columns
are the camera's picture, the bicubic one, the picture of each weights, the truth, and the exemplar. The exemplar is
made from the same photograph as if it showed another moment.
"""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import cv2
import numpy as np
import PIL.Image
import PIL.ImageDraw
import torch
from skimage import data

from hime_core.assets import locate, write_atomically
from hime_core.camera.jpeg import jpeg
from hime_core.camera.motion import motion_blur
from hime_core.detector import load_detector
from hime_core.errors import UsageError
from hime_core.geometry import Image, crop, headshot_square
from hime_core.network import Hime
from training.data.degradations import half_colour, sensor_noise
from training.data.moments import affine, bent, lit, relight, render
from training.data.person import Photograph
from training.data.pictures import shrink, to_image, to_tensor
from training.fitting.checkpoint import load_weights, load_weights_of

# LR pictures have this many pixels a side, unless a case says otherwise.
LR = 32
# The square around the headshot from which pictures are made has a side of this many times the headshot's.
MARGIN = 1.5
# A picture on the sheet has this many pixels a side.
TILE = 128
# The names of the columns take this many pixels above them, and the names of the rows this many pixels on the left.
HEADER, LABEL = 18, 150


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
        first, *others = (locate(name, "safetensors") for name in options.names)
        start = load_weights(first)
        networks = [start, *(load_weights_of(path, start.config.scale) for path in others)]
        photo = headshot()
    except UsageError as error:
        p.error(str(error))
    rows = [row(case, networks, photo) for case in CASES]
    write_atomically(options.out, png(rows, ["camera", "bicubic", *options.names, "truth", "exemplar"]))


def headshot() -> Photograph:
    """The astronaut's headshot with MARGIN around it."""
    image = np.ascontiguousarray(data.astronaut()[:, :, ::-1])
    square = headshot_square(load_detector().detect(image)[0]).scaled(MARGIN)
    return Photograph(np.ascontiguousarray(crop(image, square, round(square.side))[:, :, ::-1]), MARGIN)


@torch.inference_mode()
def row(case: Case, networks: list[Hime], photo: Photograph) -> list[Image]:
    """The pictures of a row, each TILE pixels a side: camera, bicubic, each network's, truth, exemplar."""
    hr_size, rng = networks[0].config.scale * case.lr, np.random.default_rng(1)
    truth = case.scene(render(photo, affine(3, 1.08, 0.02, 0), hr_size))
    other = render(photo, affine(-4, 1.02, -0.03, 0.02), hr_size, bent(0.006, rng), (8, -4))
    exemplar = relight(other, lit(0.4, rng)) if case.exemplar else np.zeros_like(other)
    lr = case.camera(truth, case.lr)
    lr_tensor, shown = to_tensor([lr]), to_tensor([exemplar]).unsqueeze(0)[:, : int(case.exemplar)]
    ours = [networks[0].upsample(lr_tensor), *(network(lr_tensor, shown)[0] for network in networks)]
    camera = cv2.resize(lr, (TILE, TILE), interpolation=cv2.INTER_NEAREST)
    return [camera, *(shrunk(picture) for picture in (*map(to_image, ours), truth, exemplar))]


def shrunk(picture: Image) -> Image:
    """The picture with TILE pixels a side."""
    return np.asarray(cv2.resize(picture, (TILE, TILE), interpolation=cv2.INTER_CUBIC), np.uint8)


def noisy(sigma: float) -> Callable[[Image, int], Image]:
    """A camera whose noise has a standard deviation of `sigma` of 255 levels. Its colour has half the resolution."""
    return lambda image, lr: half_colour(whole_colour(sigma)(image, lr))


def whole_colour(sigma: float) -> Callable[[Image, int], Image]:
    """As `noisy`, but with a colour of its own for every pixel. No camera makes such noise."""
    return lambda image, lr: sensor_noise(shrink(image, lr), sigma, np.random.default_rng(0))


def compressed(image: Image, lr: int) -> Image:
    """An LR picture after JPEG compression that leaves visible blocks."""
    return jpeg(shrink(image, lr), 20)


def moving(image: Image, lr: int) -> Image:
    """An LR picture of a head that moves by an eighth of the picture's side while the shutter is open."""
    return shrink(motion_blur(image, image.shape[0] / 8, 0), lr)


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
    Case("14 in whole colour", whole_colour(14)),
    Case("a third as bright", noisy(5), scene=dim),
    Case("JPEG, quality 20", compressed),
    Case("moving", moving),
    Case("a cup not seen before", noisy(1.5), scene=cup),
)


def png(rows: list[list[Image]], names: list[str]) -> bytes:
    """A PNG file of the rows of tiles. The names of the cases are on their left, and the names of the columns above."""
    sheet = PIL.Image.new("RGB", (LABEL + TILE * len(names), HEADER + TILE * len(rows)))
    draw = PIL.ImageDraw.Draw(sheet)
    for x, name in enumerate(names):
        draw.text((LABEL + x * TILE + 4, 3), name.removeprefix("hime_small_"), fill="white")
    for y, (case, tiles) in enumerate(zip(CASES, rows, strict=True)):
        draw.text((6, HEADER + y * TILE + TILE // 2), case.name, fill="white")
        for x, tile in enumerate(tiles):
            sheet.paste(PIL.Image.fromarray(tile), (LABEL + x * TILE, HEADER + y * TILE))
    out = BytesIO()
    sheet.save(out, format="png")
    return out.getvalue()


if __name__ == "__main__":
    main()
