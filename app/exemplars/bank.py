"""The exemplars of one person: few, good, and different from one another."""

import itertools
import uuid
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from app.exemplars.quality import Pose, pose_of, quality_of
from app.settings import ExemplarSettings
from hime_core.geometry import Image, KeyPoints, Square, crop
from hime_core.private_memory import private_copy, wipe

# Side of the picture that is kept, in sides of the headshot. The margin is for windows larger than the headshot.
EXEMPLAR_MARGIN = 1.5
# Pixels, the largest side of the picture that is kept. It is enough for the largest HR size in use.
MOST_KEPT_SIDE = 576
# Pixels, the side of the small grey picture by which the likeness of two headshots is judged.
EXEMPLAR_THUMB_SIDE = 32
# Quality, 0..1, that a headshot needs to be banked.
LEAST_QUALITY = 0.15
# Share of a headshot's area, 0..1, that must lie within the frame. With less, the border cuts the face.
LEAST_IN_FRAME = 0.85
# Quality of the newer of two similar exemplars, as a share of the older one's, below which the older one is kept.
CLEARLY_WORSE = 0.8


@dataclass(frozen=True)
class Exemplar:
    """A headshot of a person with some margin around it, and what is needed to choose it. In private memory."""

    id: str
    image: Image  # the headshot in the middle, EXEMPLAR_MARGIN times as large
    thumb: NDArray[np.float32]  # the headshot alone, as `thumb_of` gives it
    pose: Pose
    quality: float  # 0..1, as `quality_of` gives it
    time: float  # seconds, of the frame that it is from


class Bank:
    """Stores a person's exemplars and stays varied and fresh.

    If it is full, one of the two exemplars that look most alike makes room for a new one: the older of the two, unless
    the newer one is clearly worse.
    """

    def __init__(self, settings: ExemplarSettings):
        self._settings = settings
        self._exemplars: list[Exemplar] = []
        self._last = -np.inf  # seconds, of the last exemplar that was banked

    @property
    def exemplars(self) -> list[Exemplar]:
        """All exemplars, in the order in which they were banked."""
        return list(self._exemplars)

    def apply(self, settings: ExemplarSettings) -> None:
        """Go on with other settings."""
        self._settings = settings
        self._trim()

    def offer(self, image: Image, square: Square, face: KeyPoints, time: float) -> bool:
        """Bank a headshot if it is large and good enough, and the last one long enough ago. Returns whether it was.

        image: the BGR frame. square, face: of the headshot in it, in pixels. time: of the frame, in seconds.
        """
        s = self._settings
        if s.capacity == 0 or square.side < s.min_side or time - self._last < s.interval:
            return False
        x0, y0, x1, y1 = square.box
        if min(x0, y0) < 0 or x1 > image.shape[1] or y1 > image.shape[0]:
            overlap = (min(x1, image.shape[1]) - max(x0, 0)) * (min(y1, image.shape[0]) - max(y0, 0))
            if overlap < LEAST_IN_FRAME * square.side**2:
                return False
        exemplar = make_exemplar(image, square, face, time)
        if exemplar.quality < LEAST_QUALITY:
            return False
        self._exemplars.append(exemplar)
        self._last = time
        self._trim()
        return True

    def take_over(self, other: "Bank") -> None:
        """Take over the exemplars of another bank, which is then empty."""
        self._exemplars += other._exemplars
        self._last = max(self._last, other._last)
        other._exemplars = []
        self._trim()

    def _trim(self) -> None:
        while len(self._exemplars) > max(1, self._settings.capacity):
            self._exemplars.remove(weakest(self._exemplars))
        if self._settings.capacity == 0:
            self.wipe()

    def remove(self, exemplar_id: str) -> None:
        """Remove an exemplar and wipe its pixels. Nothing happens if there is none of that id."""
        for exemplar in [e for e in self._exemplars if e.id == exemplar_id]:
            wipe(exemplar.image)
            wipe(exemplar.thumb)
            self._exemplars.remove(exemplar)

    def forget_since(self, moment: float) -> None:
        """Wipe the exemplars that were banked after a moment, in seconds."""
        for exemplar in self.exemplars:
            if exemplar.time > moment:
                self.remove(exemplar.id)

    def wipe(self) -> None:
        """Wipe all exemplars."""
        for exemplar in self.exemplars:
            self.remove(exemplar.id)


def make_exemplar(image: Image, square: Square, face: KeyPoints, time: float) -> Exemplar:
    """Cut one headshot out of a BGR picture and judge it. time: of the picture, in seconds."""
    side = min(MOST_KEPT_SIDE, round(EXEMPLAR_MARGIN * square.side))
    headshot = crop(image, square, min(256, round(square.side)))
    pose = pose_of(face)
    kept, thumb = crop(image, square.scaled(EXEMPLAR_MARGIN), side), thumb_of(image, square)
    quality = quality_of(headshot, pose)
    exemplar = Exemplar(uuid.uuid4().hex, private_copy(kept), private_copy(thumb), pose, quality, time)
    for picture in (headshot, kept, thumb):
        picture.fill(0)  # these are in ordinary memory, which may be written to the disk
    return exemplar


def thumb_of(image: Image, square: Square) -> NDArray[np.float32]:
    """A headshot as grey EXEMPLAR_THUMB_SIDE², with mean 0 and deviation 1, so that light makes no difference."""
    grey = cv2.cvtColor(crop(image, square, EXEMPLAR_THUMB_SIDE), cv2.COLOR_BGR2GRAY).astype(np.float32)
    return (grey - grey.mean()) / max(float(grey.std()), 1e-6)


def difference(a: NDArray[np.float32], b: NDArray[np.float32]) -> float:
    """The mean absolute difference of two thumbs, 0 for equal ones.

    One thumb is shifted by up to a pixel each way, and the least difference counts, because crops of tiny faces sit a
    little off.
    """
    inner = a[1:-1, 1:-1]
    n = inner.shape[0]
    return min(float(np.abs(inner - b[y : y + n, x : x + n]).mean()) for y in range(3) for x in range(3))


def weakest(exemplars: list[Exemplar]) -> Exemplar:
    """Of the two exemplars that look most alike, the one that makes room."""
    pairs = itertools.combinations(exemplars, 2)
    a, b = min(pairs, key=lambda pair: difference(pair[0].thumb, pair[1].thumb))
    older, newer = sorted((a, b), key=lambda e: e.time)
    return newer if newer.quality < CLEARLY_WORSE * older.quality else older
