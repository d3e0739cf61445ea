"""Tracks -> people: whose exemplars a face may use.

Every glance at a face speaks for and against everybody met in the call, until it is decided (app/people/evidence.py).
After anything that breaks the thread (a face missed, heads that overlap, looks that jump) the track proves itself anew,
against glances from before the break; until it has, it gives and banks nothing. A wrong refusal costs some seconds of
sitting close, a wrong waking would paint one person's features on another.
"""

from dataclasses import dataclass

from app.exemplars.bank import Exemplar
from app.faces import Track
from app.faces.tracks import overlap
from app.people.decisions import decide, doubt, weigh
from app.people.follow import Follow
from app.people.roster import Roster
from app.settings import ExemplarSettings
from hime_core.geometry import Image, Square
from hime_core.glance import glance_at
from hime_core.recogniser import Recogniser

COVER = 0.3  # share from which a face is given no exemplars: they would be painted on the other one, too
# Times a headshot's side from which another head's square may hold it without hiding it: a face far behind, beside it.
LARGER = 3.0
TOUCH = 0.02  # share of a headshot that another one may cover before it shows both


@dataclass(frozen=True)
class PersonView:
    """A person as the window shows them."""

    id: int
    awake: bool
    exemplars: list[Exemplar]


class People:
    """Everybody met in this call, awake (on a track) or asleep. For one thread."""

    def __init__(self, settings: ExemplarSettings, recogniser: Recogniser):
        self._recogniser = recogniser
        self._roster = Roster(settings)
        self._paused = False

    def update(self, image: Image, tracks: list[Track], time: float) -> None:
        """Give each confirmed track of a frame its person: its own, one who returned, a new one; or nobody yet."""
        for track_id in self._roster.followed.keys() - {t.id for t in tracks}:
            self._roster.followed.pop(track_id).forget()
        self._roster.expire(time)
        codes = self._recogniser.codes([glance_at(image, t.square) for t in tracks])
        seen = []
        for track, code in zip(tracks, codes, strict=True):
            follow = self._roster.followed.setdefault(track.id, Follow(since=time))
            others = [o.square for o in tracks if o is not track]
            follow.alone = all(_covered(track.square, o) <= TOUCH for o in others)
            nearby = [o for o in others if o.side <= LARGER * track.square.side]
            follow.hidden = any(_covered(track.square, o) > COVER for o in nearby)
            if track.seen != time:
                follow.missed = True
                follow.hidden = follow.hidden or not follow.goes_on(code, time)
                continue
            if follow.missed or follow.hidden or not follow.goes_on(code, time):
                follow.start_anew(time)
            elif follow.faded(code):
                doubt(follow, time)
            follow.look(code, time)
            if not follow.hidden:
                seen.append((track, follow))
        weigh(self._roster, seen, time)
        decide(self._roster, seen, time)
        for track, follow in seen:
            if follow.person is not None:
                follow.person.see(track, time)
                if follow.alone and not self._paused:
                    follow.learn(time)

    def offer(self, image: Image, track: Track, time: float) -> bool:
        """Bank the headshot of a track that is seen now with its person. Returns whether it was banked."""
        follow = self._roster.followed.get(track.id)
        if self._paused or follow is None or follow.person is None or not follow.undoubted:
            return False
        if not follow.alone or track.seen != time:
            return False
        return follow.person.bank.offer(image, track.square, track.face, time)

    def exemplars(self, track_id: int) -> list[Exemplar]:
        """Those of the person on a track; none while it is not clear who that is."""
        follow = self._roster.followed.get(track_id)
        return follow.person.exemplars if follow and follow.person and not follow.hidden else []

    def give(self, track_id: int, exemplars: list[Exemplar]) -> None:
        """Give the person on a track exemplars from elsewhere, beside those that are banked."""
        follow = self._roster.followed[track_id]
        assert follow.person is not None
        follow.person.given = exemplars

    def certain(self, track_id: int) -> int | None:
        """The number of the person on a track of the last update, whose exemplars it may use; None while that is not
        decided, or what its square shows may not be theirs alone."""
        follow = self._roster.followed.get(track_id)
        return follow.person.id if follow and follow.person and not follow.hidden else None

    def everyone(self) -> list[PersonView]:
        """Everybody remembered, in the order they were met."""
        awake = {f.person.id for f in self._roster.followed.values() if f.person}
        return [PersonView(p.id, p.id in awake, p.bank.exemplars) for p in self._roster.people]

    def apply(self, settings: ExemplarSettings) -> None:
        """Go on with other settings, for everybody."""
        self._roster.settings = settings
        for person in self._roster.people:
            person.bank.apply(settings)

    def expire(self, time: float) -> None:
        """Forget who was away for too long; also when no frames come, since their pictures are kept till then."""
        self._roster.expire(time)

    def clear(self) -> None:
        """Wipe every exemplar and every code but those of the faces in view now; forget everybody who is asleep."""
        for person in self._roster.asleep():
            self._roster.forget(person)
        for follow in self._roster.followed.values():
            follow.forget_glances()
            if follow.person is not None and follow.code is not None:
                follow.person.forget()
                follow.found(follow.person, follow.seen)

    def close(self) -> None:
        """Wipe everything, at the end of a call."""
        for follow in self._roster.followed.values():
            follow.forget()
        self._roster.followed.clear()
        for person in self._roster.asleep():
            self._roster.forget(person)

    def remove(self, exemplar_id: str) -> None:
        """Wipe one exemplar; nothing happens where there is none of that id."""
        for person in self._roster.people:
            person.bank.remove(exemplar_id)

    def pause(self, on: bool) -> None:
        """Bank and learn nothing while on; what is banked stays in use."""
        self._paused = on


def _covered(square: Square, other: Square) -> float:
    """The share of a headshot that another one may hide."""
    return overlap(square, other) * min(square.side, other.side) ** 2 / square.side**2
