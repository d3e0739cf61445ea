"""One track as People follows it: who is on it once that is decided, and the glances since the last break."""

import math
from dataclasses import dataclass, field

from app.people.evidence import (
    FOREIGN_LIKENESS,
    LEAST_EVIDENCE,
    LEAST_EVIDENCE_WHEN_TURNED,
    MOST_BELIEF,
    added,
    continues,
    evidence_of,
)
from app.people.gallery import Code
from app.people.person import Person
from hime_core.private_memory import private_copy, wipe

# Seconds that a glance waits before it may be learned. Somebody else who took the track unnoticed is found out by then.
PROBATION = 1.0
# Seconds, at least, between two glances that wait to be learned.
WAITING_INTERVAL = 0.2
# Seconds after which a waiting glance is dropped, if it could not be learned until then.
LONGEST_PROBATION = 4.0
# Seconds for which recent glances are kept. A new glance is compared with all of them: when one face slowly fades into
# another, each glance still looks like the one before.
RECENT_SECONDS = 1.0
# Seconds, at least, between two of the recent glances.
RECENT_INTERVAL = 0.1
# Seconds from the first glance at somebody new until they are well known. Until then they are not doubted because they
# look unlike: they turn and move, and few glances of them are known.
WELL_KNOWN_AFTER = 10.0
# Seconds before the last undoubted glance that are in doubt, too, when somebody else is found on the track: a change of
# faces that takes a second is noticed late.
SUSPECT_SECONDS = 1.5


@dataclass
class FollowedFace:
    """The face on one track. At first nobody is known to be on it. Times are in seconds, codes in private memory."""

    person: Person | None = None  # who is on the track; None until it is decided
    belief: dict[int, float] = field(default_factory=dict)  # by person's number: the belief that this is the person
    undecided_since: float = 0.0  # when the track began, or when it last lost its person
    introduced: float = -math.inf  # when the track brought somebody new; -inf if it did not, or after a break
    last_weighed: float = -math.inf  # the last glance that was counted as evidence
    last_undoubted: float = -math.inf  # the last glance after which nothing spoke against the person
    last_seen: float = -math.inf  # the last glance
    last_code: Code | None = None  # of the last glance
    unbroken: bool = True  # no break since the track began
    was_missed: bool = False  # the detector missed the face in the last frame
    alone: bool = True  # no other head touches the headshot now
    hidden: bool = False  # what is now at the headshot's place may be somebody else, in part or as a whole

    def __post_init__(self) -> None:
        self._waiting: list[tuple[float, Code]] = []  # time and code of the glances that wait to be learned
        self._recent: list[tuple[float, Code]] = []  # time and code of the glances of the last second

    @property
    def undoubted(self) -> bool:
        """Whether it is decided who this is, and nothing speaks against it."""
        return self.person is not None and self.belief.get(self.person.id, 0.0) >= MOST_BELIEF

    def well_known(self, time: float) -> bool:
        """Whether the first seconds of somebody whom this track brought are over."""
        return time - self.introduced >= WELL_KNOWN_AFTER

    def continues(self, code: Code, time: float) -> bool:
        """Whether a glance shows the same face as the last glance."""
        if self.last_code is None:
            return False
        return continues(float(self.last_code @ code), max(0.0, time - self.last_seen))

    def faded(self, code: Code) -> bool:
        """Whether a glance shows another face than one of the last second did, however slowly the face changed."""
        return any(float(recent @ code) < FOREIGN_LIKENESS for _, recent in self._recent)

    def take_glance(self, code: Code, time: float) -> None:
        """Make this the last glance. Its code, in private memory, belongs to the track; the next glance wipes it."""
        if self.last_code is not None:
            wipe(self.last_code)
        self.last_code, self.last_seen, self.was_missed = code, time, False
        if not self._recent or time - self._recent[-1][0] >= RECENT_INTERVAL:
            self._recent.append((time, private_copy(code)))
        while self._recent and time - self._recent[0][0] > RECENT_SECONDS:
            wipe(self._recent.pop(0)[1])

    def start_anew(self, time: float) -> None:
        """After a break, nothing is known about who is on the track, and glances that were not learned are lost."""
        self.unbroken = self.unbroken and self.last_code is None
        if self.person is not None:
            self.undecided_since = time
        self.person = None
        self.belief.clear()
        self.wipe_glances()
        self.last_weighed = self.introduced = self.last_undoubted = -math.inf

    def doubt(self, time: float) -> None:
        """Start anew because somebody else took the track over, bit by bit. What was kept of the last seconds may show
        both people, and is forgotten."""
        if self.person is not None and self.last_undoubted > -math.inf:  # else nothing was kept from this track
            self.person.forget_since(self.last_undoubted - SUSPECT_SECONDS)
        self.start_anew(time)

    def weigh(self, people: list[Person], first: dict[int, float], time: float) -> None:
        """Count the last glance as evidence for and against people. first: the beliefs before any glance, by number."""
        assert self.last_code is not None
        least_here = LEAST_EVIDENCE_WHEN_TURNED if self.well_known(time) else 0.0
        for person in people:
            likeness = person.gallery.likeness(self.last_code)
            least = least_here if person is self.person and likeness >= FOREIGN_LIKENESS else LEAST_EVIDENCE
            evidence = evidence_of(likeness, least) if len(person.gallery) else 0.0
            before = self.belief.get(person.id, first.get(person.id, 0.0))
            self.belief[person.id] = added(before, evidence, time - self.last_weighed)
        self.last_weighed = time
        if self.undoubted:
            self.last_undoubted = time

    def recognise(self, person: Person) -> None:
        """It is decided that this is a known person. The belief stays as it is."""
        self.person, self.introduced, self.last_undoubted = person, -math.inf, -math.inf
        self.belief = {person.id: self.belief[person.id]}

    def introduce(self, person: Person, time: float, learn: bool) -> None:
        """It is decided that this is somebody new, without doubt.

        learn: the last glance is the first that they are known by, unless another head is in it.
        """
        assert self.last_code is not None
        if learn and self.alone:
            person.gallery.learn(self.last_code, time)
        self.person, self.belief, self.introduced, self.last_undoubted = person, {person.id: MOST_BELIEF}, time, time

    def learn(self, time: float) -> None:
        """Let the last glance wait to be learned, and have the person's gallery learn those that waited long enough.

        Nothing is learned while anything speaks against this still being the person.
        """
        assert self.person is not None and self.last_code is not None
        if not self._waiting or time - self._waiting[-1][0] >= WAITING_INTERVAL:
            self._waiting.append((time, private_copy(self.last_code)))
        while self._waiting and self.undoubted and time - self._waiting[0][0] >= PROBATION:
            when, code = self._waiting.pop(0)
            self.person.gallery.learn(code, when)
            wipe(code)
        while self._waiting and time - self._waiting[0][0] > LONGEST_PROBATION:
            wipe(self._waiting.pop(0)[1])

    def wipe_glances(self) -> None:
        """Wipe the waiting and the recent glances. The last glance stays."""
        for glances in (self._waiting, self._recent):
            for _, code in glances:
                wipe(code)
            glances.clear()

    def wipe(self) -> None:
        """Wipe every code that the track keeps."""
        self.wipe_glances()
        if self.last_code is not None:
            wipe(self.last_code)
            self.last_code = None
