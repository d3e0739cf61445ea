"""Frames of a call -> the headshots that can be scored, found and followed as the live graph does."""

from dataclasses import dataclass

from app.capture.frame import Frame
from app.exemplars import Exemplar
from app.faces import Track
from app.people.look import Look
from hime_core.geometry import Image, KeyPoints, crop


@dataclass(frozen=True)
class Headshot:
    """One person in one frame."""

    frame: int  # its number in the call
    time: float  # seconds since the call began
    person: int  # by order of appearance, from 1
    image: Image  # at HR size
    face: KeyPoints
    bank: list[Exemplar]  # the person's, as the app had filled it by the frame before


@dataclass
class Counts:
    """Frames read, those without the face asked for, those where it is not certain whose face it is, those where it
    has fewer pixels than the HR size; people seen."""

    frames: int = 0
    no_face: int = 0
    undecided: int = 0
    too_small: int = 0
    people: int = 0


class Headshots:
    """frame -> headshot. Frames come in order.

    Who is who is what the live graph believes, and only where it is certain: a face that may be somebody who was here
    before has no number yet.
    """

    def __init__(self, look: Look, side: int, person: int | None):
        """side: of the HR headshot, pixels. person: by order of appearance; None: whoever is largest in a frame."""
        self._look, self._side, self._person = look, side, person
        self._numbers: dict[int, int] = {}  # of people, by their id
        self.counts = Counts()

    def of(self, frame: Frame) -> Headshot | None:
        """The headshot to be scored in a frame; None where there is none that can be."""
        banks = {view.id: view.exemplars for view in self._look.people.everyone()}  # this frame is not in them yet
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
        if track.square.side < self._side:
            self.counts.too_small += 1
            return None
        bank = banks.get(scene.people[track.id], [])
        image = crop(frame.image, track.square, self._side)
        return Headshot(frame.index, frame.time, known[track.id], image, track.face, bank)

    def _number(self, person: int) -> int:
        return self._numbers.setdefault(person, len(self._numbers) + 1)

    def _wanted(self, seen: list[Track], known: dict[int, int]) -> list[Track]:
        """The faces asked for: everybody's; or the person's, and where that is not seen those that may be theirs."""
        if self._person is None:
            return seen
        theirs = [t for t in seen if known.get(t.id) == self._person]
        return theirs or [t for t in seen if t.id not in known]
