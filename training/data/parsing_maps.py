"""Parsing maps: which part of the face each pixel of a picture shows (training.settings.parsing.PARTS).

A set's maps lie beside its pictures, in <set>_maps/<identity>/<picture>.png. A map is a grey picture, and a pixel's
level is the number of the part that it shows.
"""

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
from tqdm import tqdm

from hime_core.errors import UsageError
from hime_core.geometry import Image
from hime_core.picture_files import read_picture
from training.data.person import Person
from training.data.pictures import pictures
from training.data.prepare import write_picture
from training.data.store import files_of
from training.settings.baselines import Fsrnet
from training.settings.config import Photographs, RunConfig
from training.settings.parsing import PARTS

# CelebAMask-HQ has its masks in a folder of this name.
ANNOTATIONS = "CelebAMask-HQ-mask-anno"
# CelebAMask-HQ has the masks of so many pictures in one folder.
PICTURES_A_FOLDER = 2000
# A mask has this level or less where its class is not.
NOT_THERE = 127


def maps_folder(photo_set: Path) -> Path:
    """The folder of a set's maps."""
    return photo_set.absolute().with_name(f"{photo_set.absolute().name}_maps")


def learns_maps(config: RunConfig) -> bool:
    """Whether a run learns from maps: its network estimates them, and all its sets have them."""
    asked = isinstance(config.baseline, Fsrnet) and config.baseline.prior > 0
    return asked and isinstance(config.samples, Photographs) and all(maps_folder(s.path).is_dir() for s in config.sets)


def with_maps(people: list[Person], photo_set: Path) -> list[Person]:
    """The people of a set, whose photographs now have the files of their maps."""
    folder = maps_folder(photo_set)
    files = [[folder / file.parent.name / f"{file.stem}.png" for file in person] for person in files_of(photo_set)]
    return [
        [replace(photograph, parsing_map=file) for photograph, file in zip(person, own, strict=True)]
        for person, own in zip(people, files, strict=True)
    ]


def read_maps(file: Path, size: int) -> Image:
    """For each part the share that it has of each pixel, from 0 to 255, size×size×P. Raises UsageError if it cannot."""
    labels = _grey(file)
    if labels is None or labels.max() >= len(PARTS):
        raise UsageError(f"{file}: not a readable parsing map; prepare the set again, or remove the folder of its maps")
    shares = (labels[..., None] == np.arange(len(PARTS))).astype(np.uint8) * 255
    return cv2.resize(shares, (size, size), interpolation=cv2.INTER_AREA)


def write_maps(root: Path, photo_set: Path) -> None:
    """Write the maps of a set of CelebAMask-HQ's pictures, if ROOT, CelebAMask-HQ as downloaded, has masks.

    Raises UsageError if a picture has no masks or a mask cannot be read.
    """
    annotations, out = root / ANNOTATIONS, maps_folder(photo_set)
    if not annotations.is_dir():
        return
    for identity in tqdm(sorted(p for p in photo_set.iterdir() if p.is_dir()), desc="maps", unit="person"):
        for picture in pictures(identity):
            write_picture(out / identity.name / f"{picture.stem}.png", merged(annotations, int(picture.stem)))


def merged(annotations: Path, number: int) -> Image:
    """The number of the part that each pixel of CelebAMask-HQ's picture of this number shows, from its masks."""
    folder, labels = annotations / str(number // PICTURES_A_FOLDER), None
    for part, classes in enumerate(PARTS.values()):
        for file in (folder / f"{number:05d}_{name}.png" for name in classes):
            if not file.exists():  # the class is not in the picture
                continue
            mask = _grey(file)
            if mask is None or (labels is not None and mask.shape != labels.shape):
                raise UsageError(f"{file}: not a readable mask; get CelebAMask-HQ anew")
            labels = np.zeros_like(mask) if labels is None else labels
            labels[mask > NOT_THERE] = part
    if labels is None:
        raise UsageError(
            f"{annotations}: has no masks of picture {number}; get CelebAMask-HQ anew, or remove this folder to go on "
            "without maps"
        )
    return labels


def _grey(file: Path) -> Image | None:
    """A grey picture, H×W; None if it cannot be read."""
    image = read_picture(file)
    return None if image is None else image[..., 0]
