"""Keeps what is known of one person met in this call: exemplars, glances, and where the person was last seen."""

import math

from app.exemplars.bank import Bank, Exemplar
from app.faces import Track
from app.people.gallery import Gallery
from app.settings import ExemplarSettings
from hime_core.geometry import Square

# The place of a new track is at most this much evidence for a person. It is all of it if the face appears at once where
# the person was last seen, with a headshot of the same size. A face far from there is no evidence, but it is not
# evidence against the person either, because people may return anywhere.
RETURN_EVIDENCE = 1.0
# The evidence of the place halves each time this many seconds of absence pass. It also halves each time the headshot's
# size doubles or halves.
RETURN_HALVED_AFTER = 5.0
# A face appears where the person was last seen if the two headshots' centres are at most this far apart, in sides of
# the larger headshot.
RETURN_REACH = 1.5


class Person:
    """What is known of one person, in memory only. At first nothing is banked or learned."""

    def __init__(self, id: int, settings: ExemplarSettings):
        self.id = id
        self.bank = Bank(settings)
        self.given: list[Exemplar] = []  # exemplars from photographs, not from this call
        self.gallery = Gallery()
        self.others: set[int] = set()  # the numbers of people who are certainly somebody else
        self.last_seen = -math.inf  # when the person was last seen, in seconds
        self._last_square = Square(0, 0, 0)
        self._last_scene = 0

    @property
    def exemplars(self) -> list[Exemplar]:
        """All exemplars of this person, banked and given."""
        return self.bank.exemplars + self.given

    def seen_at(self, track: Track, time: float) -> None:
        """Remember that the person is on a track now, and where it is. time: now, in seconds."""
        self._last_square, self._last_scene, self.last_seen = track.square, track.scene, time

    def return_evidence(self, track: Track, time: float) -> float:
        """Return how much evidence for this person the place and size of a new track are, 0..RETURN_EVIDENCE.

        time: now, in seconds.
        """
        apart = math.hypot(track.square.x - self._last_square.x, track.square.y - self._last_square.y)
        reach = RETURN_REACH * max(track.square.side, self._last_square.side)
        if track.scene != self._last_scene or apart > reach:
            return 0.0
        octaves = abs(math.log2(track.square.side / self._last_square.side))
        return RETURN_EVIDENCE * 0.5 ** (octaves + max(0.0, time - self.last_seen) / RETURN_HALVED_AFTER)

    def take_over(self, other: "Person") -> None:
        """Add what is known of another person, who turned out to be this one. The other one then has no exemplars."""
        self.bank.take_over(other.bank)
        self.given, other.given = self.given + other.given, []
        self.gallery.learn_all(other.gallery)
        self.others |= other.others

    def forget_since(self, moment: float) -> None:
        """Forget the exemplars and glances from after a moment. moment: a time in seconds."""
        self.bank.forget_since(moment)
        self.gallery.forget_since(moment)

    def wipe(self) -> None:
        """Wipe the banked exemplars and all codes. Exemplars from photographs belong to the caller and stay."""
        self.bank.wipe()
        self.gallery.wipe()
