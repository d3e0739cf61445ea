"""Measures how well a recogniser tells apart people whom it was not trained on.

Far glances at people are compared with near glances at the same people and at others.
"""

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
from training.recogniser.glances import GlanceCamera, draw_camera, glance
from training.recogniser.silhouette import Portrait

# In calls that are made from photographs, heads turn by at most this many degrees.
CALL_TURN = 25.0
# A folder with at least this many pictures is taken for the frames of one call, in their order.
CALL_PICTURES = 16
# For far glances at a recorded call, headshots are reduced to these sides, pixels.
FAR_SIDES = (32, 48)
# For far glances at a recorded call, levels are multiplied by these factors.
FAR_LIGHTS = (1.0, 0.7)
# Far glances at a recorded call get noise whose deviation is this many 8-bit levels.
FAR_NOISE = 3.0
# From a photograph this many near glances are made.
NEAR_GLANCES = 12
# From photographs far glances are made with this many cameras. Each camera sees everybody.
FAR_CAMERAS = 4
# From a photograph each far camera makes this many glances.
FAR_GLANCES = 8

# A recogniser returns this: a code of length 1 in each row.
Codes = NDArray[np.float32]
# This function takes RGB glances, and returns their codes.
Coder = Callable[[list[Image]], Codes]


@dataclass(frozen=True)
class Likeness:
    """The cosines between far glances and the nearest near glances.

    same: for each far glance, the cosine to the nearest near glance at the same person. other: for each far glance and
    each other person, the cosine to the nearest near glance at that person.
    """

    same: NDArray[np.float32]
    other: NDArray[np.float32]

    def accepted(self, wrong: float) -> float:
        """The share of far glances that are accepted as the right person.

        wrong: the threshold accepts this share of the comparisons with other people. At 0 it accepts none of those that
        were measured.
        """
        threshold = np.quantile(self.other, 1 - wrong) if wrong else self.other.max()
        return float((self.same > threshold).mean())

    def roc(self, wrongs: tuple[float, ...] = (1e-2, 1e-3, 1e-4, 0.0)) -> dict[str, float]:
        """`accepted` at each of these shares. The keys are the shares as text."""
        return {f"{wrong:g}": round(self.accepted(wrong), 4) for wrong in wrongs}

    def report(self) -> dict[str, object]:
        """The JSON object of this likeness in `hime-train recogniser evaluate`."""
        return {
            "same": len(self.same),
            "other": len(self.other),
            "accepted_at": self.roc(),
            "same_quantiles": {f"{q:g}": round(float(np.quantile(self.same, q)), 3) for q in (0.01, 0.05, 0.5)},
            "likest_other": round(float(self.other.max()), 3),
        }


@dataclass(frozen=True)
class PersonCodes:
    """A person's codes. near: G×128, for G near glances. far: for each camera F×128, for F far glances."""

    name: str
    near: Codes
    far: list[Codes]


def evaluate(coder: Coder, folder: Path, margin: float = 1.0, seed: int = 0) -> tuple[Likeness, Likeness]:
    """The likeness of all people of a folder of identity folders: by single glances, and by medians of glances.

    margin: side of the pictures over the headshot's side. seed: all that is random is drawn by it.
    """
    people = everybody(coder, folder, margin, seed)
    return compared(people, people)


def compared(people: list[PersonCodes], others: list[PersonCodes]) -> tuple[Likeness, Likeness]:
    """The likeness of `people` to themselves and to `others`: by single glances, and by medians of glances.

    A median is taken over all glances of one camera at one person.
    """
    same, other = [], []
    for one in people:
        for codes in one.far:
            same.append((codes @ one.near.T).max(1))
            other += [(codes @ near.near.T).max(1) for near in others if near.name != one.name]
    medians = (np.array([np.median(best) for best in bests], np.float32) for bests in (same, other))
    return Likeness(np.concatenate(same), np.concatenate(other)), Likeness(*medians)


def everybody(coder: Coder, folder: Path, margin: float = 1.0, seed: int = 0) -> list[PersonCodes]:
    """The codes of all people of a folder of identity folders, by name.

    A folder with CALL_PICTURES pictures or more holds the frames of a call. The first 45 % of the frames become near
    glances, the last 45 % become far ones. In any other folder the first photograph is made into a call
    (training.recogniser.glances): all people sit before one near camera, in one light and before one wall, and all
    stand before FAR_CAMERAS far cameras. margin: side of the pictures over the headshot's side. Raises UsageError if
    there are not two people.
    """
    rng = np.random.default_rng(seed)
    cameras = draw_camera(True, True, rng), [draw_camera(False, True, rng) for _ in range(FAR_CAMERAS)]
    people = []
    folders = people_in(folder)
    for number, person in enumerate(folders):
        rng = np.random.default_rng((seed, number))
        files = pictures(person)
        if len(files) >= CALL_PICTURES:
            here, there = _of_call([read_rgb(file) for file in files], margin, rng)
        else:
            other = pictures(folders[(number + 1) % len(folders)])[0]  # their expression is borrowed
            photo, lender = (Photograph(read_rgb(file), margin) for file in (files[0], other))
            here, there = _of_photograph(photo, lender, *cameras, rng)
        people.append(PersonCodes(person.name, coder(here), [coder(views) for views in there]))
    return people


def people_in(folder: Path) -> list[Path]:
    """The identity folders that hold pictures. Raises UsageError if there are fewer than two of them."""
    people = sorted(p for p in folder.iterdir() if p.is_dir() and pictures(p)) if folder.is_dir() else []
    if len(people) < 2:
        raise UsageError(f"{folder}: {len(people)} identity folders with pictures; at least 2 are needed")
    return people


def _of_call(images: list[Image], margin: float, rng: np.random.Generator) -> tuple[list[Image], list[list[Image]]]:
    part = round(0.45 * len(images))
    near = [_whole(image, margin) for image in images[:part]]
    lights = [(side, light) for side in FAR_SIDES for light in FAR_LIGHTS]
    return near, [[_shrunk(image, margin, side, light, rng) for image in images[-part:]] for side, light in lights]


def _of_photograph(
    photo: Photograph, lender: Photograph, here: GlanceCamera, there: list[GlanceCamera], rng: np.random.Generator
) -> tuple[list[Image], list[list[Image]]]:
    how, as_it_is, portrait = Glances(turn=CALL_TURN), np.ones(3), Portrait.of(photo)

    def glances(near: bool, camera: GlanceCamera, count: int) -> list[Image]:
        return [glance(portrait, lender, near, camera, as_it_is, how, rng) for _ in range(count)]

    return glances(True, here, NEAR_GLANCES), [glances(False, camera, FAR_GLANCES) for camera in there]


def _whole(image: Image, margin: float) -> Image:
    side = image.shape[0]
    return glance_at(image, Square(side / 2, side / 2, side / margin))


def _shrunk(image: Image, margin: float, side: int, light: float, rng: np.random.Generator) -> Image:
    size = round(side * margin)
    small = np.asarray(cv2.resize(image, (size, size), interpolation=cv2.INTER_AREA), np.uint8)
    small = sensor_noise(np.asarray(cv2.convertScaleAbs(small, alpha=light), np.uint8), FAR_NOISE, rng)
    return glance_at(small, Square(size / 2, size / 2, side))
