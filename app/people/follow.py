"""One track: who is on it, once it is decided, and what the glances since the last break say."""

import math
from dataclasses import dataclass, field

from app.people.evidence import AGAINST, GOES_ON, MOST, TURNED, added, evidence
from app.people.gallery import Code
from app.people.person import Person

# Seconds until a glance may be learned. A track that somebody else has taken unseen is found out before.
PROBATION = 1.0
APART = 0.2  # seconds between two glances that wait to be learned
LONGEST = 4.0  # seconds; a glance that could not be learned until then never will be


# Seconds from the first glance at somebody new for which their track alone says who they are: they turn and move, and
# are not known well enough yet to be doubted for that.
ACQUAINTED = 10.0


@dataclass
class Follow:
    """A track as People follows it; made with nobody on it."""

    person: Person | None = None
    belief: dict[int, float] = field(default_factory=dict)  # person's number -> evidence that it is them
    since: float = 0.0  # seconds, of the last break
    founded: float = -math.inf  # seconds, of the first glance at somebody whom this track brought, unbroken since then
    weighed: float = -math.inf  # seconds, of the last glance that counted
    code: Code | None = None  # of the last glance at the face
    unbroken: bool = True  # since the track began
    missed: bool = False  # no face was found at the last look
    alone: bool = True  # no other head touches the headshot now
    hidden: bool = False  # what is at the headshot's place may be somebody else, in part or whole

    def __post_init__(self) -> None:
        self._waiting: list[tuple[float, Code]] = []  # glances that may be learned, and when they were

    @property
    def undoubted(self) -> bool:
        """Whether it is decided who it is, and nothing speaks against it."""
        return self.person is not None and self.belief.get(self.person.id, 0.0) >= MOST

    def acquainted(self, time: float) -> bool:
        """Whether the track is past the first seconds of somebody whom it brought."""
        return time - self.founded >= ACQUAINTED

    def goes_on(self, code: Code) -> bool:
        """Whether a glance shows what the last one showed."""
        return self.code is not None and float(self.code @ code) >= GOES_ON

    def start_anew(self, time: float) -> None:
        """After a break: nothing that was believed holds, and what was not learned never will be."""
        self.unbroken = self.unbroken and self.code is None
        self.person = None
        self.belief.clear()
        self.forget_waiting()
        self.since, self.weighed, self.founded = time, -math.inf, -math.inf

    def weigh(self, people: list[Person], first: dict[int, float], time: float) -> None:
        """Count the present glance for and against people. first: what is believed of them before any glance."""
        assert self.code is not None
        own = TURNED if self.acquainted(time) else 0.0
        for person in people:
            least = own if person is self.person else AGAINST
            glance = evidence(person.gallery.likeness(self.code), least)
            before = self.belief.get(person.id, first.get(person.id, 0.0))
            self.belief[person.id] = added(before, glance, time - self.weighed)
        self.weighed = time

    def settle(self, person: Person) -> None:
        """It is decided: this is them, as far as is believed now."""
        self.person, self.founded = person, -math.inf
        self.belief = {person.id: self.belief[person.id]}

    def found(self, person: Person, time: float) -> None:
        """It is somebody new, of whom there is no doubt; the present glance is the first that is known of them."""
        assert self.code is not None
        person.gallery.learn(self.code.copy())
        self.person, self.belief, self.founded = person, {person.id: MOST}, time

    def learn(self, time: float) -> None:
        """Let the present glance wait, and teach the person's gallery those that waited long enough.

        None is learned while anything speaks against it still being them.
        """
        assert self.person is not None and self.code is not None
        if not self._waiting or time - self._waiting[-1][0] >= APART:
            self._waiting.append((time, self.code.copy()))
        while self._waiting and self.undoubted and time - self._waiting[0][0] >= PROBATION:
            self.person.gallery.learn(self._waiting.pop(0)[1])
        while self._waiting and time - self._waiting[0][0] > LONGEST:
            self._waiting.pop(0)[1].fill(0)

    def forget_waiting(self) -> None:
        """Wipe the glances that were to be learned."""
        for _, code in self._waiting:
            code.fill(0)
        self._waiting.clear()

    def forget(self) -> None:
        """Wipe every code that the track keeps."""
        self.forget_waiting()
        if self.code is not None:
            self.code.fill(0)
            self.code = None
