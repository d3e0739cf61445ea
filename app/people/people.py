"""Tracks -> people: whose exemplars a face may use.

Every glance at a face speaks for and against everybody met in the call, until it is decided (app/people/evidence.py).
After anything that breaks the thread (a face missed, heads that overlap, looks that jump) the track proves itself anew,
against glances from before the break; until it has, it gives and banks nothing. A wrong refusal costs some seconds of
sitting close, a wrong waking would paint one person's features on another.
"""

import itertools
import math
from dataclasses import dataclass

from app.exemplars.bank import Exemplar
from app.faces import Track
from app.faces.tracks import overlap
from app.people.evidence import LEAD, NO, SURE
from app.people.follow import Follow
from app.people.person import Person
from app.settings import ExemplarSettings
from hime_core.geometry import Image, Square
from hime_core.glance import glance_at
from hime_core.recogniser import Recogniser

SUSPECT = 1.5  # seconds until a change of faces that takes a second is noticed
PATIENCE = 5.0  # seconds after which an undecided face is somebody new
COVER = 0.3  # share from which a face is given no exemplars: they would be painted on the other one, too
# Times a headshot's side from which another head's square may hold it without hiding it: a face far behind, beside it.
LARGER = 3.0
TOUCH = 0.02  # share of a headshot that another one may cover before it shows both
PASSERS_BY = 24  # people without exemplars, away, that are remembered at most
COMPANY = 24  # and with exemplars: about 16 MB each


@dataclass(frozen=True)
class PersonView:
    """A person as the window shows them."""

    id: int
    awake: bool
    exemplars: list[Exemplar]


class People:
    """Everybody met in this call, awake (on a track) or asleep. For one thread."""

    def __init__(self, settings: ExemplarSettings, recogniser: Recogniser):
        self._settings = settings
        self._recogniser = recogniser
        self._followed: dict[int, Follow] = {}  # by track id
        self._people: list[Person] = []  # in the order they were met
        self._paused = False
        self._next_id = 1

    def update(self, image: Image, tracks: list[Track], time: float) -> None:
        """Give each confirmed track of a frame its person: its own, one who returned, a new one; or nobody yet."""
        for track_id in self._followed.keys() - {t.id for t in tracks}:
            self._followed.pop(track_id).forget()
        self.expire(time)
        codes = self._recogniser.codes([glance_at(image, t.square) for t in tracks])
        seen = []
        for track, code in zip(tracks, codes, strict=True):
            follow = self._followed.setdefault(track.id, Follow(since=time))
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
                self._doubt(follow, time)
            follow.look(code, time)
            if not follow.hidden:
                seen.append((track, follow))
        self._weigh(seen, time)
        self._decide(seen, time)
        for track, follow in seen:
            if follow.person is not None:
                follow.person.see(track, time)
                if follow.alone and not self._paused:
                    follow.learn(time)

    def offer(self, image: Image, track: Track, time: float) -> bool:
        """Bank the headshot of a track that is seen now with its person. Returns whether it was banked."""
        follow = self._followed.get(track.id)
        if self._paused or follow is None or follow.person is None or not follow.undoubted:
            return False
        if not follow.alone or track.seen != time:
            return False
        return follow.person.bank.offer(image, track.square, track.face, time)

    def exemplars(self, track_id: int) -> list[Exemplar]:
        """Those of the person on a track; none while it is not clear who that is."""
        follow = self._followed.get(track_id)
        return follow.person.exemplars if follow and follow.person and not follow.hidden else []

    def give(self, track_id: int, exemplars: list[Exemplar]) -> None:
        """Give the person on a track exemplars from elsewhere, beside those that are banked."""
        follow = self._followed[track_id]
        assert follow.person is not None
        follow.person.given = exemplars

    def certain(self, track_id: int) -> int | None:
        """The number of the person on a track of the last update, whose exemplars it may use; None while that is not
        decided, or what its square shows may not be theirs alone."""
        follow = self._followed.get(track_id)
        return follow.person.id if follow and follow.person and not follow.hidden else None

    def everyone(self) -> list[PersonView]:
        """Everybody remembered, in the order they were met."""
        awake = {f.person.id for f in self._followed.values() if f.person}
        return [PersonView(p.id, p.id in awake, p.bank.exemplars) for p in self._people]

    def apply(self, settings: ExemplarSettings) -> None:
        """Go on with other settings, for everybody."""
        self._settings = settings
        for person in self._people:
            person.bank.apply(settings)

    def expire(self, time: float) -> None:
        """Forget who was away for too long; also when no frames come, since their pictures are kept till then."""
        for follow in self._followed.values():
            if follow.person and time - follow.person.seen > self._settings.longest_absence:
                follow.start_anew(time)
        for person in self._asleep():
            if time - person.seen > self._settings.longest_absence:
                self._forget(person)
        for most, kept in ((PASSERS_BY, False), (COMPANY, True)):
            asleep = [p for p in self._asleep() if bool(p.exemplars) is kept]
            for person in sorted(asleep, key=lambda p: -p.seen)[most:]:
                self._forget(person)

    def clear(self) -> None:
        """Wipe every exemplar and every code but those of the faces in view now; forget everybody who is asleep."""
        for person in self._asleep():
            self._forget(person)
        for follow in self._followed.values():
            follow.forget_glances()
            if follow.person is not None and follow.code is not None:
                follow.person.forget()
                follow.found(follow.person, follow.seen)

    def close(self) -> None:
        """Wipe everything, at the end of a call."""
        for follow in self._followed.values():
            follow.forget()
        self._followed.clear()
        for person in self._asleep():
            self._forget(person)

    def remove(self, exemplar_id: str) -> None:
        """Wipe one exemplar; nothing happens where there is none of that id."""
        for person in self._people:
            person.bank.remove(exemplar_id)

    def pause(self, on: bool) -> None:
        """Bank and learn nothing while on; what is banked stays in use."""
        self._paused = on

    def _asleep(self) -> list[Person]:
        awake = [f.person for f in self._followed.values()]
        return [p for p in self._people if p not in awake]

    def _forget(self, person: Person) -> None:
        person.forget()
        self._people.remove(person)
        for other in self._people:
            other.met.discard(person.id)
        for follow in self._followed.values():
            follow.belief.pop(person.id, None)

    def _weigh(self, seen: list[tuple[Track, Follow]], time: float) -> None:
        """Count the present glances for and against everybody who may be meant."""
        for track, follow in seen:
            people = self._possible(follow, time)
            first = {p.id: p.there(track, time) for p in people} if follow.unbroken else {}
            follow.weigh(people, first, time)

    def _possible(self, follow: Follow, time: float) -> list[Person]:
        """Who may be on a track: nobody who is on another one, and nobody else where it is decided for some time."""
        if follow.person is not None and follow.person.exemplars and follow.acquainted(time):
            return [follow.person]
        elsewhere = [f.person for f in self._followed.values() if f is not follow and not f.hidden]
        return [p for p in self._people if p not in elsewhere and (len(p.gallery) or p is follow.person)]

    def _decide(self, seen: list[tuple[Track, Follow]], time: float) -> None:
        """All faces of a frame together: who is surely somebody known, who is surely nobody known."""
        for _, follow in seen:
            if follow.person is not None and follow.belief.get(follow.person.id, 0.0) < 0:
                self._doubt(follow, time)
        claims = [(follow, self._claimed(follow, time)) for _, follow in seen]
        claims = [(f, p) for f, p in claims if p is not None and p is not f.person and not self._rivals(f, p)]
        for follow, person in claims:
            assert person is not None
            self._become(follow, person)
        for _, follow in seen:
            if follow.person is None:
                beliefs = {p.id: follow.belief.get(p.id, 0.0) for p in self._possible(follow, time)}
                if all(b <= NO for b in beliefs.values()) or time - follow.since > PATIENCE:
                    doubles = {number for number, belief in beliefs.items() if belief >= SURE}
                    follow.found(self._new(doubles), time)
        for (_, a), (_, b) in itertools.permutations(seen, 2):
            if a.person is not None and b.person is not None:
                a.person.met.add(b.person.id)

    def _doubt(self, follow: Follow, time: float) -> None:
        """Somebody else took a track over, little by little: what was kept of the last seconds may show both."""
        if follow.person is not None and follow.certain > -math.inf:  # else nothing was kept of this track
            follow.person.let_go(after=follow.certain - SUSPECT)
        follow.start_anew(time)

    def _rivals(self, follow: Follow, person: Person) -> bool:
        """Whether another face of which it is not decided who it is may as well be this person."""
        least = max(0.0, follow.belief[person.id] - LEAD)
        others = [f for f in self._followed.values() if f is not follow and f.person is None]
        return any(f.belief.get(person.id, 0.0) > least for f in others)

    def _claimed(self, follow: Follow, time: float) -> Person | None:
        """Who is surely on a track; nobody where two are as likely who were seen beside one another.

        Two who never were are one person, met twice: the one met first.
        """
        belief = follow.belief
        sure = [p for p in self._possible(follow, time) if belief.get(p.id, 0.0) >= SURE]
        most = max((belief[p.id] for p in sure), default=0.0)
        meant = [p for p in sure if belief[p.id] > most - LEAD]
        if any(a.id in b.met or b.id in a.met for a, b in itertools.combinations(meant, 2)):
            return follow.person
        if follow.person is not None and follow.person not in meant:  # another face in their place, not they again
            return follow.person
        return min(meant, key=lambda p: (not p.exemplars, p.id), default=None)

    def _become(self, follow: Follow, person: Person) -> None:
        """Decide a track. Who was on it is the same person, met twice; who is thought to be elsewhere is here."""
        same = follow.person
        for other in self._followed.values():
            if other is not follow and other.person is person:
                other.start_anew(other.since)
        follow.settle(person)
        if same is not None:
            person.take(same)
            self._forget(same)

    def _new(self, doubles: set[int]) -> Person:
        """Somebody met for the first time. doubles: numbers of people whom they cannot be told from, and are not."""
        person = Person(self._next_id, self._settings)
        person.met |= doubles
        self._next_id += 1
        self._people.append(person)
        return person


def _covered(square: Square, other: Square) -> float:
    """The share of a headshot that another one may hide."""
    return overlap(square, other) * min(square.side, other.side) ** 2 / square.side**2
