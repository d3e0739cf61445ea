"""Decides who is on the tracks of a frame: somebody known who came back, or somebody new.

All tracks of a frame are decided together, since nobody can be in two places.
"""

import itertools

from app.faces import Track
from app.people.evidence import DECIDED_AGAINST, DECIDED_FOR, NEEDED_LEAD
from app.people.followed_face import FollowedFace
from app.people.person import Person
from app.people.roster import Roster

# If it is still undecided after this many seconds who somebody is, HIME takes them for somebody new.
NEW_PERSON_AFTER = 5.0


def weigh(roster: Roster, seen: list[tuple[Track, FollowedFace]], time: float) -> None:
    """Count the last glance at each face as evidence for or against everybody who may be on its track.

    seen: the tracks whose faces were found in the frame and are not hidden, each with its face.
    time: the frame's time, in seconds.
    """
    for track, face in seen:
        people = _candidates(roster, face, time)
        first = {p.id: p.return_evidence(track, time) for p in people} if face.unbroken else {}
        face.weigh(people, first, time)


def decide(roster: Roster, seen: list[tuple[Track, FollowedFace]], time: float, learn: bool) -> None:
    """Decide for each face whether it is somebody known or somebody new, if the beliefs are sure enough.

    seen: the tracks whose faces were found in the frame and are not hidden, each with its face.
    time: the frame's time, in seconds.
    learn: whether the last glance at somebody new may be learned.
    """
    for _, face in seen:
        # If the belief in a track's person is negative, somebody else is on the track by now.
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
    # Two faces in one frame are certainly two people.
    for (_, a), (_, b) in itertools.permutations(seen, 2):
        if a.person is not None and b.person is not None:
            a.person.others.add(b.person.id)


def _candidates(roster: Roster, face: FollowedFace, time: float) -> list[Person]:
    """Return the people who may be on a face's track.

    If the track has a person who is well known and has exemplars, only that person may be on it. Otherwise it may be
    anybody who is on no other track, and whose glances are remembered. The tracks of hidden faces do not count.
    """
    if face.person is not None and face.person.exemplars and face.well_known(time):
        return [face.person]
    taken = [other.person for other in roster.faces.values() if other is not face and not other.hidden]
    return [p for p in roster.people if p not in taken and (len(p.gallery) or p is face.person)]


def _recognised(roster: Roster, face: FollowedFace, time: float) -> Person | None:
    """Return the known person who is surely on a face's track.

    If it is not sure who that is, return the person whom the track has already, or None if it has none.

    Several people may be about equally likely. If two of them are certainly two people (see `Person.others`), it is not
    sure which of them is on the track. Otherwise they are one person, whom HIME has added several times. Then the
    result is the one with exemplars. If several have exemplars, or none has, the result is the one of these who was met
    first.
    """
    belief = face.belief
    sure = [p for p in _candidates(roster, face, time) if belief.get(p.id, 0.0) >= DECIDED_FOR]
    most = max((belief[p.id] for p in sure), default=0.0)
    likeliest = [p for p in sure if belief[p.id] > most - NEEDED_LEAD]
    if any(a.id in b.others or b.id in a.others for a, b in itertools.combinations(likeliest, 2)):
        return face.person
    # Without a break or a doubt, nobody else can be on the track. So its person stays, whoever looks likelier.
    if face.person is not None and face.person not in likeliest:
        return face.person
    return min(likeliest, key=lambda p: (not p.exemplars, p.id), default=None)


def _rival(roster: Roster, face: FollowedFace, person: Person) -> bool:
    """Return whether another undecided face is about as likely, or likelier, to be this person."""
    least = max(0.0, face.belief[person.id] - NEEDED_LEAD)
    others = [other for other in roster.faces.values() if other is not face and other.person is None]
    return any(other.belief.get(person.id, 0.0) > least for other in others)


def _assign(roster: Roster, face: FollowedFace, person: Person) -> None:
    """Decide that a known person is on a face's track, and on no other track.

    If the track had another person until now, both are the same person, whom HIME met twice. They are merged.
    """
    same = face.person
    for other in roster.faces.values():
        if other is not face and other.person is person:
            other.start_anew(other.undecided_since)
    face.recognise(person)
    if same is not None:
        person.take_over(same)
        roster.forget(same)
