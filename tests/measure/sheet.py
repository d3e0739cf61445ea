"""Draws sheets: what weights make of pictures of scikit-image's astronaut, a row for each picture.

The astronaut is in the public domain, and no weights were trained on it.
"""

from io import BytesIO
from pathlib import Path

import cv2
import numpy as np
import PIL.Image
import PIL.ImageDraw
import torch
from skimage import data

from hime_core.assets import locate
from hime_core.detector import load_detector
from hime_core.geometry import Image, crop, headshot_square
from hime_core.network import Hime
from training.data.moments import affine, render
from training.data.person import Photograph
from training.data.pictures import to_image, to_tensor
from training.fitting.checkpoint import load_weights, load_weights_of

# The square around the headshot from which pictures are made has a side of this many times the headshot's.
MARGIN = 1.5
# A picture on the sheet has this many pixels a side.
TILE = 128
# The names of the columns take this many pixels above them.
HEADER = 18
# The names of the rows take this many pixels on the left.
LABEL = 150


def headshot() -> Photograph:
    """The astronaut's headshot with MARGIN around it."""
    image = np.ascontiguousarray(data.astronaut()[:, :, ::-1])
    square = headshot_square(load_detector().detect(image)[0]).scaled(MARGIN)
    return Photograph(np.ascontiguousarray(crop(image, square, round(square.side))[:, :, ::-1]), MARGIN)


def far_moment(photo: Photograph, side: int) -> Image:
    """The moment that the small pictures show, side×side×3."""
    return render(photo, affine(3, 1.08, 0.02, 0), side)


def networks_of(names: list[str]) -> list[Hime]:
    """The networks of weights, which must all have one scale.

    A name is a model of the registry, or a file of weights that ends in .safetensors or .pt. Raises UsageError if
    weights cannot be used.
    """
    first, *others = (
        Path(name) if Path(name).suffix in (".safetensors", ".pt") else locate(name, "safetensors") for name in names
    )
    start = load_weights(first)
    return [start, *(load_weights_of(path, start.config.scale) for path in others)]


@torch.inference_mode()
def enlarged(lr: Image, networks: list[Hime], references: list[Image]) -> list[Image]:
    """The LR picture, enlarged by bicubic and by each network. references: of HR size; there may be none."""
    small, side = to_tensor([lr]), networks[0].config.scale * lr.shape[0]
    shown = to_tensor(references) if references else torch.zeros(0, 3, side, side)
    pictures = [networks[0].upsample(small), *(network(small, shown.unsqueeze(0))[0] for network in networks)]
    return [to_image(picture) for picture in pictures]


def pixels(picture: Image) -> Image:
    """A small picture with TILE pixels a side. It shows its pixels as squares."""
    return np.asarray(cv2.resize(picture, (TILE, TILE), interpolation=cv2.INTER_NEAREST), np.uint8)


def tile(picture: Image) -> Image:
    """The picture with TILE pixels a side."""
    return np.asarray(cv2.resize(picture, (TILE, TILE), interpolation=cv2.INTER_CUBIC), np.uint8)


def column_of(name: str) -> str:
    """What stands above the column of weights."""
    return Path(name).stem.removeprefix("hime_small_")


def png(rows: dict[str, list[Image]], columns: list[str]) -> bytes:
    """A PNG file of tiles. rows: by the name that stands on the left. columns: the names that stand above."""
    sheet = PIL.Image.new("RGB", (LABEL + TILE * len(columns), HEADER + TILE * len(rows)))
    draw = PIL.ImageDraw.Draw(sheet)
    for x, name in enumerate(columns):
        draw.text((LABEL + x * TILE + 4, 3), name, fill="white")
    for y, (name, tiles) in enumerate(rows.items()):
        draw.text((6, HEADER + y * TILE + TILE // 2), name, fill="white")
        for x, picture in enumerate(tiles):
            sheet.paste(PIL.Image.fromarray(picture), (LABEL + x * TILE, HEADER + y * TILE))
    out = BytesIO()
    sheet.save(out, format="png")
    return out.getvalue()
