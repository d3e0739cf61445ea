"""Keeps what is known about the face on one track: who it is, once that is decided, and the glances at it.

A break (see app/people/people.py) makes all of this unknown again.
"""

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

# A glance waits for this many seconds before it may be learned. If somebody else got onto the track unnoticed, that is
# found out in this time.
PROBATION = 1.0
# Two glances that wait to be learned are at least this many seconds apart.
WAITING_INTERVAL = 0.2
# A waiting glance is dropped if it could not be learned within this many seconds.
LONGEST_PROBATION = 4.0
# A glance is kept as a recent glance for this many seconds. A new glance is compared with all recent glances, because a
# comparison with the last one alone misses a face that slowly fades into another.
RECENT_SECONDS = 1.0
# Two recent glances are at least this many seconds apart.
RECENT_INTERVAL = 0.1
# Somebody new is well known this many seconds after it was decided that they are new. Until then, a glance that looks
# unlike them does not count against them, unless its likeness is below FOREIGN_LIKENESS: they turn and move, and HIME
# remembers few glances at them yet.
WELL_KNOWN_AFTER = 10.0
# If somebody else is found on a track, HIME forgets what it kept of the person since the last undoubted glance, and in
# this many seconds before that glance, too. A slow change of faces, which takes a second, is noticed late.
SUSPECT_SECONDS = 1.5


@dataclass
class FollowedFace:
    """The face on one track. At first it is undecided who it is. Times are in seconds, codes are in private memory."""

    person: Person | None = None  # who is on the track; None while that is undecided
    belief: dict[int, float] = field(default_factory=dict)  # by a person's number: the belief in that person
    undecided_since: float = 0.0  # when the track began, or when it last lost its person
    introduced: float = -math.inf  # when somebody new was introduced; -inf if nobody was, or after a break
    last_weighed: float = -math.inf  # the time of the last glance that was counted as evidence
    last_undoubted: float = -math.inf  # the time of the last glance that left no doubt who this is
    last_seen: float = -math.inf  # the time of the last glance
    last_code: Code | None = None  # the code of the last glance
    unbroken: bool = True  # whether no break came since the track began
    was_missed: bool = False  # whether the detector missed the face in the last frame
    alone: bool = True  # whether the headshot shows this head alone now
    hidden: bool = False  # whether the headshot may show somebody else now, in part or as a whole

    def __post_init__(self) -> None:
        self._waiting: list[tuple[float, Code]] = []  # times and codes of the glances that wait to be learned
        self._recent: list[tuple[float, Code]] = []  # times and codes of the recent glances

    @property
    def undoubted(self) -> bool:
        """Whether it is decided who this is, and the belief in that person is as high as it can be."""
        return self.person is not None and self.belief.get(self.person.id, 0.0) >= MOST_BELIEF

    def well_known(self, time: float) -> bool:
        """Return whether nobody new was introduced on this track in the last WELL_KNOWN_AFTER seconds. time: now."""
        return time - self.introduced >= WELL_KNOWN_AFTER

    def continues(self, code: Code, time: float) -> bool:
        """Return whether a glance shows the same face as the last glance. time: when the glance was."""
        if self.last_code is None:
            return False
        return continues(float(self.last_code @ code), max(0.0, time - self.last_seen))

    def faded(self, code: Code) -> bool:
        """Return whether a glance shows another face than a recent glance, even if the face changed slowly."""
        return any(float(recent @ code) < FOREIGN_LIKENESS for _, recent in self._recent)

    def take_glance(self, code: Code, time: float) -> None:
        """Make this the last glance, and wipe the last glance before it. time: when the glance was.

        code: the glance's code, in private memory. It belongs to this object from now on.
        """
        if self.last_code is not None:
            wipe(self.last_code)
        self.last_code, self.last_seen, self.was_missed = code, time, False
        if not self._recent or time - self._recent[-1][0] >= RECENT_INTERVAL:
            self._recent.append((time, private_copy(code)))
        while self._recent and time - self._recent[0][0] > RECENT_SECONDS:
            wipe(self._recent.pop(0)[1])

    def start_anew(self, time: float) -> None:
        """Forget who is on the track, after a break. Glances that were not learned are lost. time: now."""
        self.unbroken = self.unbroken and self.last_code is None
        if self.person is not None:
            self.undecided_since = time
        self.person = None
        self.belief.clear()
        self.wipe_glances()
        self.last_weighed = self.introduced = self.last_undoubted = -math.inf

    def doubt(self, time: float) -> None:
        """Start anew because the track shows somebody else by now, although no break was noticed. time: now.

        The exemplars and glances of the last seconds are forgotten, because they may show either of the two people.
        """
        if self.person is not None and self.last_undoubted > -math.inf:  # otherwise nothing was kept from this track
            self.person.forget_since(self.last_undoubted - SUSPECT_SECONDS)
        self.start_anew(time)

    def weigh(self, people: list[Person], first: dict[int, float], time: float) -> None:
        """Count the last glance as evidence for or against people. time: when the glance was.

        first: by a person's number, the belief in a person for whom no glance has been counted yet. It is 0 if missing.
        """
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
        """Record the decision that this is a known person. The belief in them stays as it is."""
        self.person, self.introduced, self.last_undoubted = person, -math.inf, -math.inf
        self.belief = {person.id: self.belief[person.id]}

    def introduce(self, person: Person, time: float, learn: bool) -> None:
        """Record the decision that this is somebody new, without doubt. time: now.

        learn: whether the person's gallery learns the last glance. A glance that shows another head, too, is never
        learned.
        """
        assert self.last_code is not None
        if learn and self.alone:
            person.gallery.learn(self.last_code, time)
        self.person, self.belief, self.introduced, self.last_undoubted = person, {person.id: MOST_BELIEF}, time, time

    def learn(self, time: float) -> None:
        """Let the last glance wait, and let the person's gallery learn the glances that waited long enough. time: now.

        Nothing is learned while there is any doubt that this is still the person.
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
        """Wipe every code that is kept here. The person's gallery stays."""
        self.wipe_glances()
        if self.last_code is not None:
            wipe(self.last_code)
            self.last_code = None
