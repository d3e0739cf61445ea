"""One person's exemplars: few, good, different from one another."""

import itertools
import uuid
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from app.exemplars.quality import Pose, pose_of, quality_of
from app.settings import ExemplarSettings
from hime_core.geometry import Image, KeyPoints, Square, crop

MARGIN = 1.5  # side kept over the headshot's side: room for windows that are larger than the headshot
KEPT_SIDE = 576  # pixels; enough for the largest HR size in use
THUMB = 32  # side of the grey picture that similarity is judged by
MIN_QUALITY = 0.15


@dataclass(frozen=True)
class Exemplar:
    """A banked headshot with a margin (MARGIN times the headshot's side), and what is needed to choose it."""

    id: str
    image: Image
    thumb: NDArray[np.float32]  # of the headshot itself
    pose: Pose
    quality: float
    time: float


class Bank:
    """Rolling store of a person's exemplars.

    A new headshot takes an empty place, or that of the weaker of the two exemplars that look most alike (the older
    one where they are about as good), so that the bank stays varied and fresh.
    """

    def __init__(self, settings: ExemplarSettings):
        self._settings = settings
        self._exemplars: list[Exemplar] = []
        self._last = -np.inf

    @property
    def exemplars(self) -> list[Exemplar]:
        return list(self._exemplars)

    def apply(self, settings: ExemplarSettings) -> None:
        """Go on with other settings."""
        self._settings = settings
        self._trim()

    def offer(self, image: Image, square: Square, face: KeyPoints, time: float) -> bool:
        """Bank this frame's headshot if it is large, good and due. Returns whether it was banked."""
        s = self._settings
        if s.capacity == 0 or square.side < s.min_side or time - self._last < s.interval:
            return False
        x0, y0, x1, y1 = square.box
        if min(x0, y0) < 0 or x1 > image.shape[1] or y1 > image.shape[0]:
            overlap = (min(x1, image.shape[1]) - max(x0, 0)) * (min(y1, image.shape[0]) - max(y0, 0))
            if overlap < 0.85 * square.side**2:  # a face cut by the border
                return False
        exemplar = make_exemplar(image, square, face, time)
        if exemplar.quality < MIN_QUALITY:
            return False
        self._exemplars.append(exemplar)
        self._last = time
        self._trim()
        return True

    def take(self, other: "Bank") -> None:
        """Take over another bank's exemplars; it is empty then."""
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
        """Let go of an exemplar and wipe its pixels; nothing happens where there is none of that id."""
        for exemplar in [e for e in self._exemplars if e.id == exemplar_id]:
            exemplar.image.fill(0)
            exemplar.thumb.fill(0)
            self._exemplars.remove(exemplar)

    def let_go(self, after: float) -> None:
        """Let go of those banked after so many seconds."""
        for exemplar in self.exemplars:
            if exemplar.time > after:
                self.remove(exemplar.id)

    def wipe(self) -> None:
        """Let go of all."""
        for exemplar in self.exemplars:
            self.remove(exemplar.id)


def make_exemplar(image: Image, square: Square, face: KeyPoints, time: float) -> Exemplar:
    """Cut, score and thumb one headshot out of a picture."""
    side = min(KEPT_SIDE, round(MARGIN * square.side))
    headshot = crop(image, square, min(256, round(square.side)))
    pose = pose_of(face)
    kept = crop(image, square.scaled(MARGIN), side)
    return Exemplar(uuid.uuid4().hex, kept, thumb_of(image, square), pose, quality_of(headshot, pose), time)


def thumb_of(image: Image, square: Square) -> NDArray[np.float32]:
    """A headshot as grey THUMB×THUMB, mean 0, deviation 1: alike under other light."""
    grey = cv2.cvtColor(crop(image, square, THUMB), cv2.COLOR_BGR2GRAY).astype(np.float32)
    return (grey - grey.mean()) / max(float(grey.std()), 1e-6)


def difference(a: NDArray[np.float32], b: NDArray[np.float32]) -> float:
    """Mean absolute difference of two thumbs, 0 for equal ones, the best over shifts by a pixel.

    The shifts forgive a crop that sits a little off, as it does on tiny faces.
    """
    inner = a[1:-1, 1:-1]
    n = inner.shape[0]
    return min(float(np.abs(inner - b[y : y + n, x : x + n]).mean()) for y in range(3) for x in range(3))


def weakest(exemplars: list[Exemplar]) -> Exemplar:
    """Of the two that look most alike, the one to let go."""
    pairs = itertools.combinations(exemplars, 2)
    a, b = min(pairs, key=lambda pair: difference(pair[0].thumb, pair[1].thumb))
    older, newer = sorted((a, b), key=lambda e: e.time)
    return newer if newer.quality < 0.8 * older.quality else older
