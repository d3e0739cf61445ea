"""One person met in this call: their exemplars, their glances, and where they were seen last."""

import math

from app.exemplars.bank import Bank, Exemplar
from app.faces import Track
from app.people.gallery import Gallery
from app.settings import ExemplarSettings
from hime_core.geometry import Square

# The most evidence for a person that the place of a new track can give. A face that appears where they were seen last,
# as large as they were and at once, gives all of it. A face far from there gives none, and never speaks against them:
# people may return anywhere.
RETURN_EVIDENCE = 1.0
# Seconds of absence that halve RETURN_EVIDENCE. Each doubling or halving of the face's size halves it, too.
RETURN_HALVED_AFTER = 5.0
# Distance within which a face counts as "where they were seen last", in sides of the larger one of the two headshots.
RETURN_REACH = 1.5


class Person:
    """What is kept of one person, in memory only. Nothing is banked or learned at first."""

    def __init__(self, id: int, settings: ExemplarSettings):
        self.id = id
        self.bank = Bank(settings)
        self.given: list[Exemplar] = []  # exemplars from photographs instead of this call
        self.gallery = Gallery()
        self.others: set[int] = set()  # numbers of the people who are certainly not this person
        self.last_seen = -math.inf  # seconds
        self._last_square = Square(0, 0, 0)
        self._last_scene = 0

    @property
    def exemplars(self) -> list[Exemplar]:
        """All exemplars of this person, banked and given."""
        return self.bank.exemplars + self.given

    def seen_at(self, track: Track, time: float) -> None:
        """Remember where the person is. time: in seconds."""
        self._last_square, self._last_scene, self.last_seen = track.square, track.scene, time

    def return_evidence(self, track: Track, time: float) -> float:
        """How much the place and size of a new track say for this person, 0..RETURN_EVIDENCE. time: in seconds."""
        apart = math.hypot(track.square.x - self._last_square.x, track.square.y - self._last_square.y)
        reach = RETURN_REACH * max(track.square.side, self._last_square.side)
        if track.scene != self._last_scene or apart > reach:
            return 0.0
        octaves = abs(math.log2(track.square.side / self._last_square.side))
        return RETURN_EVIDENCE * 0.5 ** (octaves + max(0.0, time - self.last_seen) / RETURN_HALVED_AFTER)

    def take_over(self, other: "Person") -> None:
        """Take over everything that is known of another person, who turned out to be this one."""
        self.bank.take_over(other.bank)
        self.given, other.given = self.given + other.given, []
        self.gallery.learn_all(other.gallery)
        self.others |= other.others

    def forget_since(self, moment: float) -> None:
        """Forget what was banked and learned after a moment, in seconds."""
        self.bank.forget_since(moment)
        self.gallery.forget_since(moment)

    def wipe(self) -> None:
        """Wipe the pixels of the banked exemplars and every code. Given exemplars belong to whoever gave them."""
        self.bank.wipe()
        self.gallery.wipe()
