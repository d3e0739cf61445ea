"""Keeps the exemplars of one person: a few good ones that differ from one another."""

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

# The picture that an exemplar keeps is this many times as wide and high as its headshot. The margin is needed for
# windows that are larger than the headshot.
EXEMPLAR_MARGIN = 1.5
# The picture that an exemplar keeps has at most this many pixels a side. It is enough for the largest HR size in use.
MOST_KEPT_SIDE = 576
# Two headshots are compared as thumbs, which are grey pictures of this many pixels a side.
EXEMPLAR_THUMB_SIDE = 32
# A headshot is banked only if its quality (0..1) is at least this.
LEAST_QUALITY = 0.15
# A headshot is banked only if at least this share (0..1) of its area lies within the frame. Otherwise the frame's
# border cuts off part of the face.
LEAST_IN_FRAME = 0.85
# If one of two similar exemplars is removed, it is the older one, unless the newer one's quality is less than this
# share (0..1) of the older one's quality.
CLEARLY_WORSE = 0.8
# A full bank waits this many intervals until it takes the next headshot. Weighing a large headshot takes longer than
# everything else that is done with a near face.
FULL_INTERVALS = 4


@dataclass(frozen=True)
class Exemplar:
    """A headshot with a margin around it, and what is needed to choose it. The pictures are in private memory."""

    id: str
    image: Image  # BGR; EXEMPLAR_MARGIN times as wide and high as the headshot, which is in its middle
    thumb: NDArray[np.float32]  # the thumb of the headshot alone, from `thumb_of`
    pose: Pose
    quality: float  # 0..1, from `quality_of`
    time: float  # the time of the frame that it was cut from, in seconds
    # The headshot's side in the frame that it was cut from, in pixels. None: it is a photograph that somebody gave.
    side: float | None = None


class Bank:
    """Keeps a person's exemplars. They stay recent, and different from one another.

    If there is one exemplar too many, the bank removes one of the two that look most alike: the older one, unless the
    newer one is clearly worse (see CLEARLY_WORSE).
    """

    def __init__(self, settings: ExemplarSettings):
        self._settings = settings
        self._exemplars: list[Exemplar] = []
        self._last = -np.inf  # the time of the headshot weighed last, in seconds

    @property
    def exemplars(self) -> list[Exemplar]:
        """All exemplars, in the order in which they were banked."""
        return list(self._exemplars)

    def apply(self, settings: ExemplarSettings) -> None:
        """Use other settings from now on. If they allow fewer exemplars, remove those that are too many."""
        self._settings = settings
        self._trim()

    def offer(self, image: Image, square: Square, face: KeyPoints, time: float) -> bool:
        """Bank a headshot if it is large and good enough, and the last one was weighed long enough ago.

        Return whether the headshot was banked.
        image: the BGR frame. square: the headshot's square in the frame, in pixels. face: the key points of the face in
        the frame, in pixels. time: the frame's time, in seconds.
        """
        s = self._settings
        full = len(self._exemplars) >= s.capacity
        if (
            s.capacity == 0
            or square.side < s.min_side
            or time - self._last < s.interval * (FULL_INTERVALS if full else 1)
        ):
            return False
        x0, y0, x1, y1 = square.box
        if min(x0, y0) < 0 or x1 > image.shape[1] or y1 > image.shape[0]:
            overlap = (min(x1, image.shape[1]) - max(x0, 0)) * (min(y1, image.shape[0]) - max(y0, 0))
            if overlap < LEAST_IN_FRAME * square.side**2:
                return False
        self._last = time
        exemplar = make_exemplar(image, square, face, time)
        if exemplar.quality < LEAST_QUALITY:
            return False
        self._exemplars.append(exemplar)
        self._trim()
        return True

    def take_over(self, other: "Bank") -> None:
        """Move the exemplars of another bank into this one. The other bank is empty afterwards."""
        self._exemplars += other._exemplars
        self._last = max(self._last, other._last)
        other._exemplars = []
        self._trim()

    def _trim(self) -> None:
        """Remove exemplars until there are no more than the settings allow."""
        while len(self._exemplars) > max(1, self._settings.capacity):
            self._exemplars.remove(weakest(self._exemplars))
        if self._settings.capacity == 0:
            self.wipe()

    def remove(self, exemplar_id: str) -> None:
        """Remove an exemplar and wipe its pictures. Nothing happens if no exemplar has this id."""
        for exemplar in [e for e in self._exemplars if e.id == exemplar_id]:
            wipe(exemplar.image)
            wipe(exemplar.thumb)
            self._exemplars.remove(exemplar)

    def forget_since(self, moment: float) -> None:
        """Wipe the exemplars from frames after a moment. moment: a time in seconds."""
        for exemplar in self.exemplars:
            if exemplar.time > moment:
                self.remove(exemplar.id)

    def wipe(self) -> None:
        """Wipe all exemplars."""
        for exemplar in self.exemplars:
            self.remove(exemplar.id)


def make_exemplar(image: Image, square: Square, face: KeyPoints, time: float) -> Exemplar:
    """Make an exemplar of a headshot in a BGR picture.

    square: the headshot's square in the picture, in pixels. face: the key points of the face in the picture, in pixels.
    time: the picture's time, in seconds.
    """
    side = min(MOST_KEPT_SIDE, round(EXEMPLAR_MARGIN * square.side))
    headshot = crop(image, square, min(256, round(square.side)))
    pose = pose_of(face)
    kept, thumb = crop(image, square.scaled(EXEMPLAR_MARGIN), side), thumb_of(image, square)
    quality = quality_of(headshot, pose)
    exemplar = Exemplar(uuid.uuid4().hex, private_copy(kept), private_copy(thumb), pose, quality, time, square.side)
    for picture in (headshot, kept, thumb):
        picture.fill(0)  # these copies are in ordinary memory, which the system may write to the disk
    return exemplar


def thumb_of(image: Image, square: Square) -> NDArray[np.float32]:
    """Return the thumb of a headshot in a BGR picture: EXEMPLAR_THUMB_SIDE×EXEMPLAR_THUMB_SIDE grey levels.

    They are shifted and scaled to mean 0 and standard deviation 1, so that the light makes no difference.
    square: the headshot's square in the picture, in pixels.
    """
    grey = cv2.cvtColor(crop(image, square, EXEMPLAR_THUMB_SIDE), cv2.COLOR_BGR2GRAY).astype(np.float32)
    return (grey - grey.mean()) / max(float(grey.std()), 1e-6)


def difference(a: NDArray[np.float32], b: NDArray[np.float32]) -> float:
    """Return the mean absolute difference of two thumbs. It is 0 if they are equal.

    One thumb is shifted by up to one pixel in each direction, and the smallest of the differences counts. This is
    because the headshot of a tiny face is never cut out at exactly the same place.
    """
    inner = a[1:-1, 1:-1]
    n = inner.shape[0]
    return min(cv2.norm(inner, b[y : y + n, x : x + n], cv2.NORM_L1) for y in range(3) for x in range(3)) / inner.size


def weakest(exemplars: list[Exemplar]) -> Exemplar:
    """Return the exemplar that a bank with too many exemplars removes: one of the two that look most alike.

    exemplars: at least two.
    """
    pairs = itertools.combinations(exemplars, 2)
    a, b = min(pairs, key=lambda pair: difference(pair[0].thumb, pair[1].thumb))
    older, newer = sorted((a, b), key=lambda e: e.time)
    return newer if newer.quality < CLEARLY_WORSE * older.quality else older
