"""Lists everybody met in this call and every face followed now, and forgets people who are away for too long."""

from app.people.followed_face import FollowedFace
from app.people.person import Person
from app.settings import ExemplarSettings

# At most this many people without exemplars are remembered while they are away.
MOST_PASSERS_BY = 24
# At most this many people with exemplars are remembered while they are away. Each of them takes about 16 MB of memory.
MOST_ABSENT = 24


class Roster:
    """The people met in this call, awake (on a track) or asleep (on none), and the faces that are followed."""

    def __init__(self, settings: ExemplarSettings):
        self.settings = settings
        self.people: list[Person] = []  # in the order in which they were met
        self.faces: dict[int, FollowedFace] = {}  # by track id
        self._next_id = 1

    def add_person(self, doubles: set[int]) -> Person:
        """Add somebody who is met for the first time, and return them.

        doubles: the numbers of known people who look the same as the new person but are somebody else.
        """
        person = Person(self._next_id, self.settings)
        person.others |= doubles
        self._next_id += 1
        self.people.append(person)
        return person

    def forget(self, person: Person) -> None:
        """Wipe what is kept of a person, and remove the person everywhere."""
        person.wipe()
        self.people.remove(person)
        for other in self.people:
            other.others.discard(person.id)
        for face in self.faces.values():
            face.belief.pop(person.id, None)

    def expire(self, time: float) -> None:
        """Forget the people who have been away for too long. time: now, in seconds.

        If too many people are away even so, forget those who have been away longest.
        """
        for face in self.faces.values():
            if face.person and time - face.person.last_seen > self.settings.longest_absence:
                face.start_anew(time)
            if time - face.last_seen > self.settings.longest_absence:  # no frames come, so nobody is in view
                face.wipe()
        for person in self.asleep():
            if time - person.last_seen > self.settings.longest_absence:
                self.forget(person)
        for most, has_exemplars in ((MOST_PASSERS_BY, False), (MOST_ABSENT, True)):
            asleep = [p for p in self.asleep() if bool(p.exemplars) is has_exemplars]
            for person in sorted(asleep, key=lambda p: -p.last_seen)[most:]:
                self.forget(person)

    def asleep(self) -> list[Person]:
        """Return the people who are on no track, in the order in which they were met."""
        awake = [face.person for face in self.faces.values()]
        return [p for p in self.people if p not in awake]
