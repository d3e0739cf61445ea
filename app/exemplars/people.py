"""Tracks -> people: whose exemplars a face may use.

A person's bank lives with their track and sleeps when it ends. A new face wakes it only when place, time and looks all
say the same person, glance after glance; whenever two could be meant, nobody is. A wrong refusal costs some seconds of
sitting close, a wrong waking would paint one person's features on another.
"""

import math
from dataclasses import dataclass

from app.exemplars.appearance import SAME, Appearance, appearance_of
from app.exemplars.bank import Exemplar
from app.exemplars.person import Person
from app.faces import Track
from app.faces.tracks import overlap
from app.settings import ExemplarSettings
from hime_core.geometry import Image

GLANCES = 5  # in a row that must agree, and
APART = 0.15  # seconds between them, before a sleeper wakes
PATIENCE = 5.0  # seconds after which an undecided face is somebody new
UNLIKE = 0.8  # resemblance below which one glance is enough to say no
LEAD = 0.01  # by which a sleeper must be likelier than every other
COVER = 0.3  # share from which a face is given no exemplars: they would be painted on the other one, too
TOUCH = 0.02  # share of a headshot that another one may cover before it shows both


@dataclass(frozen=True)
class PersonView:
    """A person as the window shows them."""

    id: int
    awake: bool
    exemplars: list[Exemplar]


@dataclass
class _Claim:
    """A new face that could be a sleeper. Until it is decided it banks nothing and is given nothing."""

    suspects: list[Person]
    since: float
    agreed: int = 0
    last: float = -math.inf


@dataclass
class _Follow:
    """Who is on a track; with a claim, who it is if it is nobody known."""

    person: Person
    claim: _Claim | None = None
    alone: bool = True  # no other head touches the headshot now
    hidden: bool = False  # what is at the headshot's place may be somebody else, in part or whole


class People:
    """Everybody met in this call, awake (on a track) or asleep. For one thread."""

    def __init__(self, settings: ExemplarSettings):
        self._settings = settings
        self._followed: dict[int, _Follow] = {}  # by track id
        self._asleep: list[Person] = []
        self._paused = False
        self._next_id = 1
        self._scene = 0

    def update(self, image: Image, tracks: list[Track], time: float) -> None:
        """Give each confirmed track of a frame its person: its own, a woken sleeper, or a new one."""
        alive = {t.id for t in tracks}
        for track_id in [i for i in self._followed if i not in alive]:
            self._end(track_id)
        self._scene = max([self._scene, *(t.scene for t in tracks)])
        self.expire(time)
        frame = image.shape[0], image.shape[1]
        for track in tracks:
            glance = appearance_of(image, track.square)
            follow = self._followed.get(track.id)
            if track.seen != time:
                if follow is not None:
                    follow.hidden = not follow.person.still_there(glance)
                continue
            covered = max((overlap(track.square, o.square) for o in tracks if o is not track), default=0.0)
            alone = covered <= TOUCH
            if follow is not None and not follow.person.goes_on(glance, time):
                self._end(track.id)
                follow = None
            if follow is None:
                follow = self._followed[track.id] = self._start(track, frame, time)
            follow.alone, follow.hidden = alone, covered > COVER
            if follow.claim is not None:
                self._consider(follow, glance, time)
            follow.person.see(glance, track, frame, time, alone)

    def offer(self, image: Image, track: Track, time: float) -> bool:
        """Bank the headshot of a track that is seen now with its person. Returns whether it was banked."""
        follow = self._followed.get(track.id)
        if self._paused or follow is None or follow.claim is not None or not follow.alone or track.seen != time:
            return False
        return follow.person.bank.offer(image, track.square, track.face, time)

    def exemplars(self, track_id: int) -> list[Exemplar]:
        """Those of the person on a track; none while it is not clear who that is."""
        return self._followed[track_id].person.bank.exemplars if self.certain(track_id) else []

    def certain(self, track_id: int) -> bool:
        """Whether it is decided who is on a track, and what its square shows now is theirs alone."""
        follow = self._followed.get(track_id)
        return follow is not None and follow.claim is None and not follow.hidden

    def person(self, track_id: int) -> int:
        """The number of the person on a track of the last update. Raises KeyError for other tracks."""
        return self._followed[track_id].person.id

    def everyone(self) -> list[PersonView]:
        """Everybody remembered, in the order they were met."""
        awake = [PersonView(f.person.id, True, f.person.bank.exemplars) for f in self._followed.values()]
        asleep = [PersonView(p.id, False, p.bank.exemplars) for p in self._asleep]
        return sorted(awake + asleep, key=lambda view: view.id)

    def apply(self, settings: ExemplarSettings) -> None:
        """Go on with other settings, for everybody."""
        self._settings = settings
        for person in [*self._asleep, *(f.person for f in self._followed.values())]:
            person.bank.apply(settings)

    def expire(self, time: float) -> None:
        """Forget those who can never wake again: also when no frames come, since their pictures are kept till then."""
        for person in [p for p in self._asleep if p.expired(self._scene, time)]:
            person.forget()
            self._asleep.remove(person)

    def clear(self) -> None:
        """Wipe every exemplar and forget everybody who is asleep."""
        for person in self._asleep:
            person.forget()
        self._asleep = []
        for follow in self._followed.values():
            follow.person.bank.wipe()
            follow.claim = None

    def remove(self, exemplar_id: str) -> None:
        """Wipe one exemplar; nothing happens where there is none of that id."""
        for person in [*self._asleep, *(f.person for f in self._followed.values())]:
            person.bank.remove(exemplar_id)

    def pause(self, on: bool) -> None:
        """Bank nothing while on; what is banked stays in use."""
        self._paused = on

    def _start(self, track: Track, frame: tuple[int, int], time: float) -> _Follow:
        person = Person(self._next_id, self._settings)
        self._next_id += 1
        suspects = [p for p in self._asleep if p.may_be(track, frame, time)]
        return _Follow(person, _Claim(suspects, time) if suspects else None)

    def _end(self, track_id: int) -> None:
        follow = self._followed.pop(track_id)
        if follow.claim is None:  # an undecided face has nothing that could be woken
            self._asleep.append(follow.person)

    def _consider(self, follow: _Follow, glance: Appearance, time: float) -> None:
        """One more glance at an undecided face: wake a sleeper, go on looking, or decide that it is somebody new."""
        claim = follow.claim
        if claim is None or time - claim.last < APART or not follow.alone:
            return
        claim.last = time
        likely = {p: p.resemblance(glance) for p in self._asleep}
        claim.suspects = [p for p in claim.suspects if likely.get(p, -1.0) >= UNLIKE]
        if len([p for p in likely if likely[p] >= SAME]) > 1 or time - claim.since > PATIENCE:
            claim.suspects = []
        if not claim.suspects:
            follow.claim = None
            return
        best = max(claim.suspects, key=lambda p: likely[p])
        clear = all(likely[best] - likely[p] >= LEAD for p in likely if p is not best)
        agrees = likely[best] >= SAME and clear
        claim.agreed = claim.agreed + 1 if agrees else 0
        if claim.agreed < GLANCES:
            return
        others = [f for f in self._followed.values() if f is not follow and f.claim and best in f.claim.suspects]
        if others:  # two faces, one sleeper
            follow.claim = None
            for other in others:
                other.claim = None
            return
        self._asleep.remove(best)
        follow.person, follow.claim = best, None
