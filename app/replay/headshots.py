"""Finds the headshots that can be scored in the frames of a call. Faces are followed as in a live call."""

from dataclasses import dataclass

from app.capture.frame import Frame
from app.exemplars import Exemplar
from app.faces import Track
from app.people.look import Look
from hime_core.geometry import Image, KeyPoints, crop


@dataclass(frozen=True)
class Headshot:
    """The headshot of one person in one frame."""

    frame: int  # the frame's number in the call
    time: float  # seconds since the call began
    person: int  # the person's number, by order of appearance, from 1
    image: Image  # side×side×3 BGR, of HR size
    face: KeyPoints
    bank: list[Exemplar]  # the exemplars that the app had of the person before this frame


@dataclass
class HeadshotCounts:
    """How many frames were read, and why some of them gave no headshot."""

    frames: int = 0  # frames that were read
    no_face: int = 0  # frames without the face to score
    undecided: int = 0  # frames in which it is not certain whose face it is
    too_small: int = 0  # frames in which the face has fewer pixels than an HR headshot
    unfaithful: int = 0  # frames that may show damage, or that were enlarged
    people: int = 0  # people that were told apart


class Headshots:
    """Finds the headshot to score in each frame. Frames come in order.

    People are told apart as in a live call. While HIME is not certain whose face it sees, the face has no number,
    because it may be the face of somebody who was in the call before.
    """

    def __init__(self, look: Look, side: int, person: int | None):
        """side: the side of an HR headshot, in pixels.

        person: the number of the only person to score, by order of appearance, from 1. None scores the largest face in
        each frame.
        """
        self._look, self._side, self._person = look, side, person
        self._numbers: dict[int, int] = {}  # by the id of a person: the person's number, by order of appearance
        self.counts = HeadshotCounts()

    def of(self, frame: Frame) -> Headshot | None:
        """Return the headshot to score in a frame, or None if there is none."""
        banks = {view.id: view.exemplars for view in self._look.people.everyone()}  # before this frame adds to them
        scene = self._look.process(frame)
        seen = [t for t in scene.tracks if t.seen == frame.time]
        known = {t.id: self._number(scene.people[t.id]) for t in seen if t.id in scene.people}
        track = max(self._wanted(seen, known), key=lambda t: t.square.side, default=None)
        self.counts.frames += 1
        self.counts.people = len(self._numbers)
        if track is None:
            self.counts.no_face += 1
            return None
        if track.id not in known:
            self.counts.undecided += 1
            return None
        if not frame.faithful:
            self.counts.unfaithful += 1
            return None
        if track.square.side < self._side:
            self.counts.too_small += 1
            return None
        bank = banks.get(scene.people[track.id], [])
        image = crop(frame.image, track.square, self._side)
        return Headshot(frame.index, frame.time, known[track.id], image, track.face, bank)

    def _number(self, person: int) -> int:
        return self._numbers.setdefault(person, len(self._numbers) + 1)

    def _wanted(self, seen: list[Track], known: dict[int, int]) -> list[Track]:
        """Return the faces to choose from: all faces, or the face of the person that was asked for.

        If that person's face is not found, the faces of undecided people are returned, because one may be that
        person's.
        """
        if self._person is None:
            return seen
        theirs = [t for t in seen if known.get(t.id) == self._person]
        return theirs or [t for t in seen if t.id not in known]
