"""Where somebody was seen last. People turn away, bend down or step aside, and are looked for there for some time."""

from hime_core.geometry import Square

# The number of frames for which somebody is looked for where they were seen last.
LOOKED_FOR_FRAMES = 90
# One call of `place` in so many gives a place; after the others the caller looks elsewhere.
TURNS_PER_PLACE = 2
# The side of the square in which somebody is looked for, in sides of their headshot.
SEARCHED_SIDES = 6.0


class LastSeen:
    """Missed and found faces -> where to look for the missing ones, one place at a time."""

    def __init__(self) -> None:
        self._missing: list[tuple[Square, int]] = []  # last headshot of each missing face, and the frame that missed it
        self._now = 0  # counts frames
        self._turn = 0  # counts calls of `place`

    def note(self, missed: list[Square], found: list[Square]) -> None:
        """Take notice of a frame. missed: headshots of the known faces that were not found. found: of the others."""
        self._now += 1
        there = [*found, *missed]
        still = [(square, since) for square, since in self._missing if not any(_near(square, o) for o in there)]
        self._missing = [item for item in still if self._now - item[1] < LOOKED_FOR_FRAMES] + [
            (s, self._now) for s in missed
        ]

    def place(self) -> Square | None:
        """The square to look at now, in pixels of the frame; None if it is not the turn of one, or none is missing."""
        self._turn += 1
        if not self._missing or self._turn % TURNS_PER_PLACE:
            return None
        return self._missing[self._turn // TURNS_PER_PLACE % len(self._missing)][0].scaled(SEARCHED_SIDES)


def _near(a: Square, b: Square) -> bool:
    """Whether two headshots may be of the same person, who moved a little."""
    return max(abs(a.x - b.x), abs(a.y - b.y)) < max(a.side, b.side)
