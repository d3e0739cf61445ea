"""One track: who is on it, once it is decided, and what the glances since the last break say."""

import math
from dataclasses import dataclass, field

from app.people.evidence import AGAINST, FOREIGN, MOST, TURNED, added, evidence, goes_on
from app.people.gallery import Code
from app.people.person import Person

# Seconds until a glance may be learned. A track that somebody else has taken unseen is found out before.
PROBATION = 1.0
APART = 0.2  # seconds between two glances that wait to be learned
LONGEST = 4.0  # seconds; a glance that could not be learned until then never will be
# Seconds of glances that a new one is held against: where one face fades into another, each is like the one before.
RECENT = 1.0
RECENT_APART = 0.1  # seconds between two of those, at least
# Seconds from the first glance at somebody new for which their track alone says who they are: they turn and move, and
# are not known well enough yet to be doubted for that.
ACQUAINTED = 10.0


@dataclass
class Follow:
    """A track as People follows it; made with nobody on it."""

    person: Person | None = None
    belief: dict[int, float] = field(default_factory=dict)  # person's number -> evidence that it is them
    since: float = 0.0  # seconds, since when it is undecided, or was when it was decided
    founded: float = -math.inf  # seconds, of the first glance at somebody whom this track brought, unbroken since then
    weighed: float = -math.inf  # seconds, of the last glance that counted
    certain: float = -math.inf  # seconds, of the last glance after which nothing spoke against who it is
    seen: float = -math.inf  # seconds, of the last glance at the face
    code: Code | None = None  # of the last glance at the face
    unbroken: bool = True  # since the track began
    missed: bool = False  # no face was found at the last look
    alone: bool = True  # no other head touches the headshot now
    hidden: bool = False  # what is at the headshot's place may be somebody else, in part or whole

    def __post_init__(self) -> None:
        self._waiting: list[tuple[float, Code]] = []  # glances that may be learned, and when they were
        self._recent: list[tuple[float, Code]] = []  # glances of the last second, and when they were

    @property
    def undoubted(self) -> bool:
        """Whether it is decided who it is, and nothing speaks against it."""
        return self.person is not None and self.belief.get(self.person.id, 0.0) >= MOST

    def acquainted(self, time: float) -> bool:
        """Whether the track is past the first seconds of somebody whom it brought."""
        return time - self.founded >= ACQUAINTED

    def goes_on(self, code: Code, time: float) -> bool:
        """Whether a glance shows what the last one showed."""
        return self.code is not None and goes_on(float(self.code @ code), max(0.0, time - self.seen))

    def faded(self, code: Code) -> bool:
        """Whether a glance shows somebody else than one of the last second did, however slowly that came about."""
        return any(float(recent @ code) < FOREIGN for _, recent in self._recent)

    def look(self, code: Code, time: float) -> None:
        """Take the present glance, in place of the last one."""
        if self.code is not None:
            self.code.fill(0)
        self.code, self.seen, self.missed = code, time, False
        if not self._recent or time - self._recent[-1][0] >= RECENT_APART:
            self._recent.append((time, code.copy()))
        while self._recent and time - self._recent[0][0] > RECENT:
            self._recent.pop(0)[1].fill(0)

    def start_anew(self, time: float) -> None:
        """After a break: nothing that was believed holds, and what was not learned never will be."""
        self.unbroken = self.unbroken and self.code is None
        if self.person is not None:
            self.since = time
        self.person = None
        self.belief.clear()
        self.forget_glances()
        self.weighed = self.founded = self.certain = -math.inf

    def weigh(self, people: list[Person], first: dict[int, float], time: float) -> None:
        """Count the present glance for and against people. first: what is believed of them before any glance."""
        assert self.code is not None
        turned = TURNED if self.acquainted(time) else 0.0
        for person in people:
            likeness = person.gallery.likeness(self.code)
            least = turned if person is self.person and likeness >= FOREIGN else AGAINST
            glance = evidence(likeness, least) if len(person.gallery) else 0.0
            before = self.belief.get(person.id, first.get(person.id, 0.0))
            self.belief[person.id] = added(before, glance, time - self.weighed)
        self.weighed = time
        if self.undoubted:
            self.certain = time

    def settle(self, person: Person) -> None:
        """It is decided: this is them, as far as is believed now."""
        self.person, self.founded, self.certain = person, -math.inf, -math.inf
        self.belief = {person.id: self.belief[person.id]}

    def found(self, person: Person, time: float) -> None:
        """It is somebody new, of whom there is no doubt; the present glance is the first that is known of them, unless
        another head is in it."""
        assert self.code is not None
        if self.alone:
            person.gallery.learn(self.code, time)
        self.person, self.belief, self.founded, self.certain = person, {person.id: MOST}, time, time

    def learn(self, time: float) -> None:
        """Let the present glance wait, and teach the person's gallery those that waited long enough.

        None is learned while anything speaks against it still being them.
        """
        assert self.person is not None and self.code is not None
        if not self._waiting or time - self._waiting[-1][0] >= APART:
            self._waiting.append((time, self.code.copy()))
        while self._waiting and self.undoubted and time - self._waiting[0][0] >= PROBATION:
            when, code = self._waiting.pop(0)
            self.person.gallery.learn(code, when)
            code.fill(0)
        while self._waiting and time - self._waiting[0][0] > LONGEST:
            self._waiting.pop(0)[1].fill(0)

    def forget_glances(self) -> None:
        """Wipe the glances that were to be learned, and those of the last second."""
        for glances in (self._waiting, self._recent):
            for _, code in glances:
                code.fill(0)
            glances.clear()

    def forget(self) -> None:
        """Wipe every code that the track keeps."""
        self.forget_glances()
        if self.code is not None:
            self.code.fill(0)
            self.code = None
