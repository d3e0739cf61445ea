"""Deciding about all faces of a frame together: who is surely somebody known, and who is surely nobody known."""

import itertools
import math

from app.faces import Track
from app.people.evidence import LEAD, NO, SURE
from app.people.follow import Follow
from app.people.person import Person
from app.people.roster import Roster

SUSPECT = 1.5  # seconds until a change of faces that takes a second is noticed
PATIENCE = 5.0  # seconds after which an undecided face is somebody new


def weigh(roster: Roster, seen: list[tuple[Track, Follow]], time: float) -> None:
    """Count the present glances for and against everybody who may be meant."""
    for track, follow in seen:
        people = _possible(roster, follow, time)
        first = {p.id: p.there(track, time) for p in people} if follow.unbroken else {}
        follow.weigh(people, first, time)


def _possible(roster: Roster, follow: Follow, time: float) -> list[Person]:
    """Who may be on a track: nobody who is on another one, and nobody else where it is decided for some time."""
    if follow.person is not None and follow.person.exemplars and follow.acquainted(time):
        return [follow.person]
    elsewhere = [f.person for f in roster.followed.values() if f is not follow and not f.hidden]
    return [p for p in roster.people if p not in elsewhere and (len(p.gallery) or p is follow.person)]


def decide(roster: Roster, seen: list[tuple[Track, Follow]], time: float) -> None:
    """All faces of a frame together: who is surely somebody known, who is surely nobody known."""
    for _, follow in seen:
        if follow.person is not None and follow.belief.get(follow.person.id, 0.0) < 0:
            doubt(follow, time)
    claims = [(follow, _claimed(roster, follow, time)) for _, follow in seen]
    claims = [(f, p) for f, p in claims if p is not None and p is not f.person and not _rivals(roster, f, p)]
    for follow, person in claims:
        assert person is not None
        _become(roster, follow, person)
    for _, follow in seen:
        if follow.person is None:
            beliefs = {p.id: follow.belief.get(p.id, 0.0) for p in _possible(roster, follow, time)}
            if all(b <= NO for b in beliefs.values()) or time - follow.since > PATIENCE:
                doubles = {number for number, belief in beliefs.items() if belief >= SURE}
                follow.found(roster.new(doubles), time)
    for (_, a), (_, b) in itertools.permutations(seen, 2):
        if a.person is not None and b.person is not None:
            a.person.met.add(b.person.id)


def doubt(follow: Follow, time: float) -> None:
    """Somebody else took a track over, little by little: what was kept of the last seconds may show both."""
    if follow.person is not None and follow.certain > -math.inf:  # else nothing was kept of this track
        follow.person.let_go(after=follow.certain - SUSPECT)
    follow.start_anew(time)


def _rivals(roster: Roster, follow: Follow, person: Person) -> bool:
    """Whether another face of which it is not decided who it is may as well be this person."""
    least = max(0.0, follow.belief[person.id] - LEAD)
    others = [f for f in roster.followed.values() if f is not follow and f.person is None]
    return any(f.belief.get(person.id, 0.0) > least for f in others)


def _claimed(roster: Roster, follow: Follow, time: float) -> Person | None:
    """Who is surely on a track; nobody where two are as likely who were seen beside one another.

    Two who never were are one person, met twice: the one met first.
    """
    belief = follow.belief
    sure = [p for p in _possible(roster, follow, time) if belief.get(p.id, 0.0) >= SURE]
    most = max((belief[p.id] for p in sure), default=0.0)
    meant = [p for p in sure if belief[p.id] > most - LEAD]
    if any(a.id in b.met or b.id in a.met for a, b in itertools.combinations(meant, 2)):
        return follow.person
    if follow.person is not None and follow.person not in meant:  # another face in their place, not they again
        return follow.person
    return min(meant, key=lambda p: (not p.exemplars, p.id), default=None)


def _become(roster: Roster, follow: Follow, person: Person) -> None:
    """Decide a track. Who was on it is the same person, met twice; who is thought to be elsewhere is here."""
    same = follow.person
    for other in roster.followed.values():
        if other is not follow and other.person is person:
            other.start_anew(other.since)
    follow.settle(person)
    if same is not None:
        person.take(same)
        roster.forget(same)
