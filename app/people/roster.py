"""Everybody met in this call, and the tracks that are followed; and who is forgotten when."""

from app.people.follow import Follow
from app.people.person import Person
from app.settings import ExemplarSettings

PASSERS_BY = 24  # people without exemplars, away, that are remembered at most
COMPANY = 24  # and with exemplars: about 16 MB each


class Roster:
    """The people and tracks that a frame is decided about. For one thread."""

    def __init__(self, settings: ExemplarSettings):
        self.settings = settings
        self.people: list[Person] = []  # in the order they were met
        self.followed: dict[int, Follow] = {}  # by track id
        self._next_id = 1

    def new(self, doubles: set[int]) -> Person:
        """Somebody met for the first time. doubles: numbers of people whom they cannot be told from, and are not."""
        person = Person(self._next_id, self.settings)
        person.met |= doubles
        self._next_id += 1
        self.people.append(person)
        return person

    def forget(self, person: Person) -> None:
        person.forget()
        self.people.remove(person)
        for other in self.people:
            other.met.discard(person.id)
        for follow in self.followed.values():
            follow.belief.pop(person.id, None)

    def expire(self, time: float) -> None:
        """Forget who was away for too long; also when no frames come, since their pictures are kept till then."""
        for follow in self.followed.values():
            if follow.person and time - follow.person.seen > self.settings.longest_absence:
                follow.start_anew(time)
        for person in self.asleep():
            if time - person.seen > self.settings.longest_absence:
                self.forget(person)
        for most, kept in ((PASSERS_BY, False), (COMPANY, True)):
            asleep = [p for p in self.asleep() if bool(p.exemplars) is kept]
            for person in sorted(asleep, key=lambda p: -p.seen)[most:]:
                self.forget(person)

    def asleep(self) -> list[Person]:
        awake = [f.person for f in self.followed.values()]
        return [p for p in self.people if p not in awake]
