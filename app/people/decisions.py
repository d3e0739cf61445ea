"""Who is on the tracks of a frame. All faces are decided together, since nobody can be in two places."""

import itertools

from app.faces import Track
from app.people.evidence import DECIDED_AGAINST, DECIDED_FOR, NEEDED_LEAD
from app.people.followed_face import FollowedFace
from app.people.person import Person
from app.people.roster import Roster

# Seconds after which a face that is still undecided is taken for somebody new.
NEW_PERSON_AFTER = 5.0


def weigh(roster: Roster, seen: list[tuple[Track, FollowedFace]], time: float) -> None:
    """Count the last glance at each face that is seen as evidence for and against everybody who may be on its track."""
    for track, face in seen:
        people = _candidates(roster, face, time)
        first = {p.id: p.return_evidence(track, time) for p in people} if face.unbroken else {}
        face.weigh(people, first, time)


def decide(roster: Roster, seen: list[tuple[Track, FollowedFace]], time: float, learn: bool) -> None:
    """Give each face that is seen its person, where the beliefs suffice: somebody known, or somebody new.

    learn: whether glances at somebody new may be learned.
    """
    for _, face in seen:
        if face.person is not None and face.belief.get(face.person.id, 0.0) < 0:
            face.doubt(time)
    recognised = [(face, _recognised(roster, face, time)) for _, face in seen]
    recognised = [(f, p) for f, p in recognised if p is not None and p is not f.person and not _rival(roster, f, p)]
    for face, person in recognised:
        assert person is not None
        _assign(roster, face, person)
    for _, face in seen:
        if face.person is None:
            beliefs = {p.id: face.belief.get(p.id, 0.0) for p in _candidates(roster, face, time)}
            nobody_known = all(belief <= DECIDED_AGAINST for belief in beliefs.values())
            if nobody_known or time - face.undecided_since > NEW_PERSON_AFTER:
                doubles = {number for number, belief in beliefs.items() if belief >= DECIDED_FOR}
                face.introduce(roster.add_person(doubles), time, learn)
    for (_, a), (_, b) in itertools.permutations(seen, 2):
        if a.person is not None and b.person is not None:
            a.person.others.add(b.person.id)


def _candidates(roster: Roster, face: FollowedFace, time: float) -> list[Person]:
    """Who may be on a track: everybody who is on no other one. If the track's own person is well known, nobody else."""
    if face.person is not None and face.person.exemplars and face.well_known(time):
        return [face.person]
    taken = [other.person for other in roster.faces.values() if other is not face and not other.hidden]
    return [p for p in roster.people if p not in taken and (len(p.gallery) or p is face.person)]


def _recognised(roster: Roster, face: FollowedFace, time: float) -> Person | None:
    """The known person who is surely on a track; the one whom it has, or None, where that is not sure.

    Two people may be equally likely. If both were once seen in one frame, it is not sure which of them this is. If they
    never were, they are one person who was met twice, and the one met first is meant.
    """
    belief = face.belief
    sure = [p for p in _candidates(roster, face, time) if belief.get(p.id, 0.0) >= DECIDED_FOR]
    most = max((belief[p.id] for p in sure), default=0.0)
    likeliest = [p for p in sure if belief[p.id] > most - NEEDED_LEAD]
    if any(a.id in b.others or b.id in a.others for a, b in itertools.combinations(likeliest, 2)):
        return face.person
    if face.person is not None and face.person not in likeliest:  # that would be another face in the person's place
        return face.person
    return min(likeliest, key=lambda p: (not p.exemplars, p.id), default=None)


def _rival(roster: Roster, face: FollowedFace, person: Person) -> bool:
    """Whether another undecided face may just as well be this person."""
    least = max(0.0, face.belief[person.id] - NEEDED_LEAD)
    others = [other for other in roster.faces.values() if other is not face and other.person is None]
    return any(other.belief.get(person.id, 0.0) > least for other in others)


def _assign(roster: Roster, face: FollowedFace, person: Person) -> None:
    """Decide that a known person is on a track, and on no other one.

    If the track had another person until now, the two are one person who was met twice, and become one.
    """
    same = face.person
    for other in roster.faces.values():
        if other is not face and other.person is person:
            other.start_anew(other.undecided_since)
    face.recognise(person)
    if same is not None:
        person.take_over(same)
        roster.forget(same)
