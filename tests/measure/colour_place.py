"""How often a source that moves colour is found out: python -m tests.measure.colour_place DATA [--lr 48]

Each person of a set sits before a random camera of the camera model, once for each kind of coarse colour. The app
compares 30 far pictures with headshots made as small (app/enhance/colour_place.py). A line says by how many pixels
colour was moved to the right, and for how many people the app then took it for moved to the left, in place, or moved to
the right, or had not decided. The headshots are four times as large as the far pictures, and went through the same
codec. Sets of calls, such as GRID, are like calls. In sets of photographs far and near pictures are of other rooms.
"""

import argparse
from collections import Counter, defaultdict
from dataclasses import replace
from itertools import islice
from pathlib import Path

import cv2
import numpy as np

from app.enhance.colour_place import MOVE, PAUSE, ColourPlace
from hime_core.camera.colour import VIDEO, WEBCAM
from hime_core.camera.draw import draw
from hime_core.camera.model import CameraModel
from hime_core.camera.parameters import Coding, Colour, Shot
from hime_core.camera.take_picture import coded, see
from hime_core.geometry import Image
from training.data.pictures import pictures, read_rgb

# Kinds of coarse colour, each with its codec and with by how many pixels it moves colour to the right.
KINDS: list[tuple[str, Colour | None, float]] = [
    ("jpeg", WEBCAM, 0),
    ("h264", VIDEO, 0),
    ("h264", Colour("4:2:0", "middle", "middle"), 0),
    ("none", Colour("4:2:2", "middle", "repeated"), 0),
    ("none", None, 0),
    ("h264", Colour("4:2:0", "middle", "left"), -MOVE),
    ("h264", Colour("4:2:0", "left", "middle"), MOVE),
    ("none", Colour("4:2:2", "left", "repeated"), MOVE),
]
# The app compares this many far pictures of each person.
PICTURES = 30
# At most this many pictures of a person are read.
MOST_PICTURES = 24
# The quality of JPEG and the constant rate factor of H.264 are drawn from these ranges.
QUALITY = {"jpeg": (40, 96), "h264": (16, 32), "none": (0, 1)}


def main() -> None:
    """Print a line for each move."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("data", type=Path)
    p.add_argument("--lr", type=int, default=48)
    options = p.parse_args()
    found: dict[float, Counter[float | None]] = defaultdict(Counter)
    luck = np.random.default_rng(0)
    for person in sorted(path for path in options.data.iterdir() if path.is_dir()):
        paths = islice(pictures(person), MOST_PICTURES)
        heads = [head for path in paths if (head := headshot(path, 4 * options.lr)) is not None]
        for codec, colour, move in KINDS if len(heads) > 1 else []:
            found[move][decided(heads, options.lr, codec, colour, luck)] += 1
    print(f"{options.data}, LR {options.lr}: moved by | taken for -0.5, 0, 0.5, not decided")
    for move, counts in sorted(found.items()):
        print(f"  {move:+.1f} | " + ", ".join(str(counts[taken]) for taken in (-MOVE, 0.0, MOVE, None)))


def headshot(path: Path, side: int) -> Image | None:
    """A headshot of a set, side×side; None if the picture is smaller."""
    picture = read_rgb(path)
    if picture.shape[0] < side:
        return None
    return np.asarray(cv2.resize(picture, (side, side), interpolation=cv2.INTER_AREA), np.uint8)


def decided(heads: list[Image], lr: int, codec: str, colour: Colour | None, luck: np.random.Generator) -> float | None:
    """What the app takes the colour of a camera for, in pixels moved to the right. heads: RGB, 4·lr×4·lr."""
    place, camera = ColourPlace(), draw(CameraModel(clean=0.0), luck)
    quality = int(luck.integers(*QUALITY[codec]))
    for i in range(PICTURES):
        shot = moment(camera, codec, quality, colour, luck)
        large = coded(heads[(i + 1 + len(heads) // 2) % len(heads)], shot.coding)
        near = cv2.resize(large, (lr, lr), interpolation=cv2.INTER_AREA)
        place.compare(bgr(see(heads[i % len(heads)], lr, shot)), bgr(near), 1.0, lr / large.shape[0], i * PAUSE)
    return place.decided


def moment(camera: Shot, codec: str, quality: int, colour: Colour | None, luck: np.random.Generator) -> Shot:
    """How a camera sees a moment: with noise of its own, and somewhere in the frame."""
    x, y = luck.integers(0, 2, 2).tolist()
    sensor = replace(camera.sensor, seed=int(luck.integers(2**63)))
    return replace(camera, sensor=sensor, coding=Coding(codec, quality, colour, (x, y)))  # type: ignore[arg-type]


def bgr(picture: np.ndarray) -> Image:
    """An RGB picture as BGR, as the app has it."""
    return np.ascontiguousarray(picture[..., ::-1])


if __name__ == "__main__":
    main()
