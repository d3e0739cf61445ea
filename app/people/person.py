"""Somebody met in this call: their bank, what they looked like, and where they were last."""

import math

from app.exemplars.bank import Bank, Exemplar
from app.faces import Track
from app.people.gallery import Gallery
from app.settings import ExemplarSettings
from hime_core.geometry import Square

# Evidence for a face that turns up where somebody was seen last, and of their size; it halves with every octave of size
# between and with so many seconds of absence. Far from there it says nothing: people may return anywhere.
THERE, FADES = 1.0, 5.0
REACH = 1.5  # sides of the larger headshot: "where they were"


class Person:
    """Made awake, with nothing banked."""

    def __init__(self, id: int, settings: ExemplarSettings):
        self.id = id
        self.bank = Bank(settings)
        self.given: list[Exemplar] = []  # from elsewhere
        self.gallery = Gallery()
        self.met: set[int] = set()  # numbers of those seen in one frame with them: surely others
        self.seen = -math.inf  # seconds
        self._square = Square(0, 0, 0)
        self._scene = 0

    @property
    def exemplars(self) -> list[Exemplar]:
        """All that may serve them."""
        return self.bank.exemplars + self.given

    def see(self, track: Track, time: float) -> None:
        """Remember where they are."""
        self._square, self._scene, self.seen = track.square, track.scene, time

    def there(self, track: Track, time: float) -> float:
        """What place, size and time say for them when a track begins; never against them."""
        apart = math.hypot(track.square.x - self._square.x, track.square.y - self._square.y)
        if track.scene != self._scene or apart > REACH * max(track.square.side, self._square.side):
            return 0.0
        octaves = abs(math.log2(track.square.side / self._square.side))
        return THERE * 0.5 ** (octaves + max(0.0, time - self.seen) / FADES)

    def take(self, other: "Person") -> None:
        """Take over what is known of somebody who turned out to be this person."""
        self.bank.take(other.bank)
        self.given, other.given = self.given + other.given, []
        self.gallery.take(other.gallery)
        self.met |= other.met

    def let_go(self, after: float) -> None:
        """Let go of what was banked and learned after so many seconds."""
        self.bank.let_go(after)
        self.gallery.let_go(after)

    def forget(self) -> None:
        """Wipe the banked exemplars' pixels and every code. Those given from elsewhere are their giver's."""
        self.bank.wipe()
        self.gallery.wipe()
