"""Where somebody was seen last: they turn away, bend down, or step aside, and are looked for there for some time."""

from hime_core.geometry import Square

FRAMES = 90  # for which somebody is looked for there
EVERY = 2  # looks at likely places, of which one goes to these
AREA = 6.0  # headshots, the side of where they are looked for


class LastSeen:
    """Known and found faces -> where to look for those who are missing, one place at a time."""

    def __init__(self) -> None:
        self._missing: list[tuple[Square, int]] = []  # and the frame in which each was missed
        self._now = 0
        self._turn = 0

    def note(self, missed: list[Square], found: list[Square]) -> None:
        """Take notice of a frame: headshots of the known faces that were not found in it, and of the faces found."""
        self._now += 1
        there = [*found, *missed]
        still = [(square, since) for square, since in self._missing if not any(_near(square, o) for o in there)]
        self._missing = [item for item in still if self._now - item[1] < FRAMES] + [(s, self._now) for s in missed]

    def place(self) -> Square | None:
        """The square to look at now, in pixels of the frame; None in every other turn."""
        self._turn += 1
        if not self._missing or self._turn % EVERY:
            return None
        return self._missing[self._turn // EVERY % len(self._missing)][0].scaled(AREA)


def _near(a: Square, b: Square) -> bool:
    """Whether b may be whom a was."""
    return max(abs(a.x - b.x), abs(a.y - b.y)) < max(a.side, b.side)
