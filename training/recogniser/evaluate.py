"""How well the recogniser tells people apart that it was not trained on: glances near against glances far off."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from hime_core.errors import UsageError
from hime_core.geometry import Image, Square
from hime_core.glance import glance_at
from training.data.degradations import sensor_noise
from training.data.person import Photograph
from training.data.pictures import pictures, read_rgb
from training.recogniser.config import Glances
from training.recogniser.glances import Camera, draw_camera, glance
from training.recogniser.silhouette import Portrait

TURN = 25.0  # of heads in calls made of photographs, degrees at most
CALL = 16  # pictures from which a folder is taken for frames of a call, in their order
FAR = (32, 48)  # headshot sides at which a call's second part is looked at
LIGHTS = (1.0, 0.7)  # and how bright it then is
NOISE = 3.0  # sigma of the camera's noise then, 8-bit levels
# Of photographs: glances at a person near, cameras that see everybody far off, and glances of each at a person.
GALLERY, CAMERAS, GLANCES = 12, 4, 8

Codes = NDArray[np.float32]
Coder = Callable[[list[Image]], Codes]  # glances, RGB -> codes


@dataclass(frozen=True)
class Likeness:
    """Cosines of far glances to their nearest near one: at the same person, and at every other."""

    same: NDArray[np.float32]
    other: NDArray[np.float32]

    def accepted(self, wrong: float) -> float:
        """The share of glances at the same person above the threshold that lets this share of wrong ones in."""
        threshold = np.quantile(self.other, 1 - wrong) if wrong else self.other.max()
        return float((self.same > threshold).mean())

    def roc(self, wrongs: tuple[float, ...] = (1e-2, 1e-3, 1e-4, 0.0)) -> dict[str, float]:
        """Shares accepted at shares of wrong ones; at 0, with none of those measured."""
        return {f"{wrong:g}": round(self.accepted(wrong), 4) for wrong in wrongs}

    def report(self) -> dict[str, object]:
        """All that is told of an evaluation."""
        return {
            "same": len(self.same),
            "other": len(self.other),
            "accepted_at": self.roc(),
            "same_quantiles": {f"{q:g}": round(float(np.quantile(self.same, q)), 3) for q in (0.01, 0.05, 0.5)},
            "likest_other": round(float(self.other.max()), 3),
        }


@dataclass(frozen=True)
class Seen:
    """Somebody's codes: of the near glances G×128, and of each camera's far ones F×128."""

    name: str
    near: Codes
    far: list[Codes]


def evaluate(coder: Coder, folder: Path, margin: float = 1.0, seed: int = 0) -> tuple[Likeness, Likeness]:
    """Of all people of a folder of identity folders: by single glances, and by the median of all glances of a person.

    margin, seed: as `everybody` takes them.
    """
    people = everybody(coder, folder, margin, seed)
    return compared(people, people)


def compared(people: list[Seen], others: list[Seen]) -> tuple[Likeness, Likeness]:
    """Far glances at people against near ones at themselves and at others; and the medians of their glances."""
    same, other = [], []
    for one in people:
        for codes in one.far:
            same.append((codes @ one.near.T).max(1))
            other += [(codes @ near.near.T).max(1) for near in others if near.name != one.name]
    medians = (np.array([np.median(best) for best in bests], np.float32) for bests in (same, other))
    return Likeness(np.concatenate(same), np.concatenate(other)), Likeness(*medians)


def everybody(coder: Coder, folder: Path, margin: float = 1.0, seed: int = 0) -> list[Seen]:
    """The people of a folder of identity folders, by name.

    Frames of a call: the first 45 % near, the last 45 % far off. Photographs: a call is made of the first one of each
    person (training.recogniser.glances). All people sit before one camera, in one light, before one wall, and stand
    before another, CAMERAS times. margin: side of the pictures over the headshot's.
    """
    rng = np.random.default_rng(seed)
    cameras = draw_camera(True, True, rng), [draw_camera(False, True, rng) for _ in range(CAMERAS)]
    people = []
    folders = people_in(folder)
    for number, person in enumerate(folders):
        rng = np.random.default_rng((seed, number))
        files = pictures(person)
        if len(files) >= CALL:
            here, there = _of_call([read_rgb(file) for file in files], margin, rng)
        else:
            other = pictures(folders[(number + 1) % len(folders)])[0]  # whose expression is borrowed
            photo, lender = (Photograph(read_rgb(file), margin) for file in (files[0], other))
            here, there = _of_photograph(photo, lender, *cameras, rng)
        people.append(Seen(person.name, coder(here), [coder(views) for views in there]))
    return people


def people_in(folder: Path) -> list[Path]:
    """The identity folders of a folder that hold pictures. Raises UsageError where there are not two of them."""
    people = sorted(p for p in folder.iterdir() if p.is_dir() and pictures(p)) if folder.is_dir() else []
    if len(people) < 2:
        raise UsageError(f"{folder}: {len(people)} identity folders with pictures; at least 2 are needed")
    return people


def _of_call(images: list[Image], margin: float, rng: np.random.Generator) -> tuple[list[Image], list[list[Image]]]:
    part = round(0.45 * len(images))
    near = [_whole(image, margin) for image in images[:part]]
    lights = [(side, light) for side in FAR for light in LIGHTS]
    return near, [[_shrunk(image, margin, side, light, rng) for image in images[-part:]] for side, light in lights]


def _of_photograph(
    photo: Photograph, lender: Photograph, here: Camera, there: list[Camera], rng: np.random.Generator
) -> tuple[list[Image], list[list[Image]]]:
    how, as_it_is, portrait = Glances(turn=TURN), np.ones(3), Portrait.of(photo)

    def glances(near: bool, camera: Camera, count: int) -> list[Image]:
        return [glance(portrait, lender, near, camera, as_it_is, how, rng) for _ in range(count)]

    return glances(True, here, GALLERY), [glances(False, camera, GLANCES) for camera in there]


def _whole(image: Image, margin: float) -> Image:
    side = image.shape[0]
    return glance_at(image, Square(side / 2, side / 2, side / margin))


def _shrunk(image: Image, margin: float, side: int, light: float, rng: np.random.Generator) -> Image:
    size = round(side * margin)
    small = np.asarray(cv2.resize(image, (size, size), interpolation=cv2.INTER_AREA), np.uint8)
    small = sensor_noise(np.asarray(cv2.convertScaleAbs(small, alpha=light), np.uint8), NOISE, rng)
    return glance_at(small, Square(size / 2, size / 2, side))
