"""Tracks -> people: whose exemplars a face may use.

Every glance at a face is evidence for or against everybody met in the call, until it is decided who the face is
(app/people/evidence.py, app/people/decisions.py). A track is broken when its face is missed, when heads overlap, or
when its looks change too fast. After a break the track must prove anew who is on it, by comparison with glances from
before the break. Until it has, it is given no exemplars and none are banked from it.

The two mistakes cost unequally. Not knowing somebody costs them some seconds of sitting close. Taking somebody for
another person would paint that person's features on them.
"""

from dataclasses import dataclass

from app.exemplars.bank import Exemplar
from app.faces import Track
from app.faces.tracks import overlap
from app.people.decisions import decide, weigh
from app.people.followed_face import FollowedFace
from app.people.roster import Roster
from app.settings import ExemplarSettings
from hime_core.geometry import Image, Square
from hime_core.glance import glance_at
from hime_core.private_memory import private_copy
from hime_core.recogniser import Recogniser

# Share of a headshot, 0..1. A face that another head may cover by more is given no exemplars: they would be painted on
# the other head, too.
MOST_COVERED = 0.3
# Times a headshot's side. The square of a head that is larger than this may lie over the headshot without hiding it:
# then the face is far behind the large head, and beside it.
MUCH_LARGER = 3.0
# Share of a headshot, 0..1, that another head may cover at most for the headshot to show one person alone.
MOST_TOUCHED = 0.02


@dataclass(frozen=True)
class PersonView:
    """A person as the window shows them. awake: they are on a track now."""

    id: int
    awake: bool
    exemplars: list[Exemplar]


class People:
    """Everybody met in this call, awake (on a track) or asleep (on none). For one thread."""

    def __init__(self, settings: ExemplarSettings, recogniser: Recogniser):
        self._recogniser = recogniser
        self._roster = Roster(settings)
        self._paused = False

    def update(self, image: Image, tracks: list[Track], time: float) -> None:
        """Decide who is on each confirmed track of a frame: a person known before, somebody new, or nobody yet.

        image: the BGR frame. time: of the frame, in seconds.
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
            face.alone = all(_covered(track.square, o) <= MOST_TOUCHED for o in others)
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
        """Offer the headshot of a track that is seen now to its person's bank. Returns whether it was banked."""
        face = self._roster.faces.get(track.id)
        if self._paused or face is None or face.person is None or not face.undoubted:
            return False
        if not face.alone or track.seen != time:
            return False
        return face.person.bank.offer(image, track.square, track.face, time)

    def exemplars(self, track_id: int) -> list[Exemplar]:
        """The exemplars of the person on a track; none while it is not clear who that is."""
        face = self._roster.faces.get(track_id)
        return face.person.exemplars if face and face.person and not face.hidden else []

    def give(self, track_id: int, exemplars: list[Exemplar]) -> None:
        """Give the person on a track exemplars from photographs, beside the banked ones."""
        face = self._roster.faces[track_id]
        assert face.person is not None
        face.person.given = exemplars

    def certain(self, track_id: int) -> int | None:
        """The number of the person on a track of the last update, whose exemplars the track may use.

        None while that is not decided, and while what is at the track's place may not be this person alone.
        """
        face = self._roster.faces.get(track_id)
        return face.person.id if face and face.person and not face.hidden else None

    def everyone(self) -> list[PersonView]:
        """Everybody who is remembered, in the order in which they were met."""
        awake = {face.person.id for face in self._roster.faces.values() if face.person}
        return [PersonView(p.id, p.id in awake, p.bank.exemplars) for p in self._roster.people]

    def apply(self, settings: ExemplarSettings) -> None:
        """Go on with other settings for everybody."""
        self._roster.settings = settings
        for person in self._roster.people:
            person.bank.apply(settings)

    def expire(self, time: float) -> None:
        """Forget people who have been away for too long. Call it also while no frames come. time: now, in seconds."""
        self._roster.expire(time)

    def clear(self) -> None:
        """Wipe every exemplar, and every code but the last of each face in view. Forget everybody who is asleep."""
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
        """Wipe one exemplar. Nothing happens if there is none of that id."""
        for person in self._roster.people:
            person.bank.remove(exemplar_id)

    def pause(self, on: bool) -> None:
        """While on, bank and learn nothing. What is banked stays in use."""
        self._paused = on


def _covered(square: Square, other: Square) -> float:
    """The share of a headshot, 0..1, that another head may hide."""
    return overlap(square, other) * min(square.side, other.side) ** 2 / square.side**2
