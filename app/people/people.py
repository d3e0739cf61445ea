"""Decides who is on each track, and so whose exemplars a face may use.

Every glance at a face is evidence for or against everybody met in the call, until it is decided who the face is
(app/people/evidence.py, app/people/recognition.py). A track has a break if its face is missed, if heads overlap, or if
the face changes too fast. After a break it is decided anew who is on the track. For this, new glances are compared with
glances from before the break. While it is undecided, the face may use no exemplars, and its headshots are not banked.

HIME can make two mistakes, and the second is far worse. If it does not recognise somebody, that person only has to sit
close to the camera for some seconds again. If it takes somebody for another person, it paints that other person's
features on their face.
"""

from dataclasses import dataclass

from app.exemplars.bank import Exemplar
from app.faces import Track
from app.faces.tracks import overlap
from app.people.followed_face import FollowedFace
from app.people.recognition import decide, weigh
from app.people.roster import Roster
from app.settings import ExemplarSettings
from hime_core.geometry import Image, Square
from hime_core.glance import glance_at
from hime_core.private_memory import private_copy
from hime_core.recogniser import Recogniser

# A face may use no exemplars if another head may cover more than this share (0..1) of its headshot. They would be
# painted on the other head, too.
MOST_COVERED = 0.3
# A head does not count as covering a headshot if the side of the head's square is more than this many times the side of
# the headshot. The smaller face is far behind the large head and visible beside it, although the squares overlap.
MUCH_LARGER = 3.0
# A headshot shows one person alone if every other head covers at most this share (0..1) of it.
MOST_TOUCHED = 0.02


@dataclass(frozen=True)
class PersonView:
    """What the window shows of a person. awake: whether the person is on a track now."""

    id: int
    awake: bool
    exemplars: list[Exemplar]


class People:
    """Everybody met in this call: awake people, who are on a track, and asleep people, who are on none.

    Only one thread may use it.
    """

    def __init__(self, settings: ExemplarSettings, recogniser: Recogniser):
        self._recogniser = recogniser
        self._roster = Roster(settings)
        self._paused = False

    def update(self, image: Image, tracks: list[Track], time: float) -> None:
        """Decide for each confirmed track of a frame whether somebody known or somebody new is on it.

        For some tracks this may stay undecided.
        image: the BGR frame. time: the frame's time, in seconds.
        """
        faces = self._roster.faces
        for track_id in faces.keys() - {t.id for t in tracks}:
            faces.pop(track_id).wipe()
        self._roster.expire(time)
        codes = self._recogniser.codes([glance_at(image, t.square) for t in tracks])
        seen = []
        for track, code in zip(tracks, codes, strict=True):
            face = faces.setdefault(track.id, FollowedFace(undecided_since=time))
            others = [o.square for o in tracks if o is not track]
            face.alone = alone(track.square, others)
            covering = [o for o in others if o.side <= MUCH_LARGER * track.square.side]
            face.hidden = any(_covered(track.square, o) > MOST_COVERED for o in covering)
            if track.seen != time:
                face.was_missed = True
                face.hidden = face.hidden or not face.continues(code, time)
                continue
            if face.was_missed or face.hidden or not face.continues(code, time):
                face.start_anew(time)
            elif face.faded(code):
                face.doubt(time)
            face.take_glance(private_copy(code), time)
            if not face.hidden:
                seen.append((track, face))
        codes.fill(0)
        weigh(self._roster, seen, time)
        decide(self._roster, seen, time, learn=not self._paused)
        for track, face in seen:
            if face.person is not None:
                face.person.seen_at(track, time)
                if face.alone and not self._paused:
                    face.learn(time)

    def offer(self, image: Image, track: Track, time: float) -> bool:
        """Offer a track's headshot in this frame to its person's bank. Return whether it was banked.

        image: the BGR frame. time: the frame's time, in seconds.
        """
        face = self._roster.faces.get(track.id)
        if self._paused or face is None or face.person is None or not face.undoubted:
            return False
        if not face.alone or track.seen != time:
            return False
        return face.person.bank.offer(image, track.square, track.face, time)

    def exemplars(self, track_id: int) -> list[Exemplar]:
        """Return the exemplars that a track may use: those of its person, or none if `certain` returns None."""
        face = self._roster.faces.get(track_id)
        return face.person.exemplars if face and face.person and not face.hidden else []

    def give(self, track_id: int, exemplars: list[Exemplar]) -> None:
        """Give the person on a track exemplars from photographs, in addition to the banked ones."""
        face = self._roster.faces[track_id]
        assert face.person is not None
        face.person.given = exemplars

    def certain(self, track_id: int) -> int | None:
        """Return the number of the person on a track, as the last update left it.

        Return None while it is undecided who that is, and while the headshot may show somebody else, too.
        """
        face = self._roster.faces.get(track_id)
        return face.person.id if face and face.person and not face.hidden else None

    def undoubted(self, track_id: int) -> bool:
        """Return whether it is as sure as it can be who is on a track, and the headshot shows nobody else."""
        face = self._roster.faces.get(track_id)
        return face is not None and face.undoubted and not face.hidden

    def everyone(self) -> list[PersonView]:
        """Return everybody who is remembered, in the order in which they were met."""
        awake = {face.person.id for face in self._roster.faces.values() if face.person}
        return [PersonView(p.id, p.id in awake, p.bank.exemplars) for p in self._roster.people]

    def apply(self, settings: ExemplarSettings) -> None:
        """Use other settings for everybody from now on."""
        self._roster.settings = settings
        for person in self._roster.people:
            person.bank.apply(settings)

    def expire(self, time: float) -> None:
        """Forget the people who have been away for too long. time: now, in seconds.

        `update` does this, too. Call it as well while no frames come.
        """
        self._roster.expire(time)

    def clear(self) -> None:
        """Wipe the banked exemplars and the codes of everybody, and forget the people who are asleep.

        Only the last code of each face in view stays. The person on its track keeps their number. HIME then remembers
        only this one glance at them, and none at all while learning is paused.
        """
        for person in self._roster.asleep():
            self._roster.forget(person)
        for face in self._roster.faces.values():
            face.wipe_glances()
            if face.person is not None and face.last_code is not None:
                face.person.wipe()
                face.introduce(face.person, face.last_seen, learn=not self._paused)

    def close(self) -> None:
        """Wipe everything, at the end of a call."""
        for face in self._roster.faces.values():
            face.wipe()
        self._roster.faces.clear()
        for person in self._roster.asleep():
            self._roster.forget(person)

    def remove(self, exemplar_id: str) -> None:
        """Wipe one banked exemplar. Nothing happens if no exemplar has this id."""
        for person in self._roster.people:
            person.bank.remove(exemplar_id)

    def pause(self, on: bool) -> None:
        """Pause banking and learning, or continue. on: whether to pause. Banked exemplars stay in use."""
        self._paused = on


def alone(square: Square, others: list[Square]) -> bool:
    """Return whether a headshot shows one person alone. others: the squares of all other heads."""
    return all(_covered(square, other) <= MOST_TOUCHED for other in others)


def _covered(square: Square, other: Square) -> float:
    """Return the share (0..1) of a headshot's area that the square of another head covers."""
    return overlap(square, other) * min(square.side, other.side) ** 2 / square.side**2
