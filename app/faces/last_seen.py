"""Remembers where missing faces were last seen. People who turn away, bend down or step aside often reappear there."""

from hime_core.geometry import Square

# HIME looks for a missing face near its last place for this many frames.
LOOKED_FOR_FRAMES = 90
# One call of `place` in this many returns a place. After the other calls the caller looks only where something moves.
TURNS_PER_PLACE = 2
# HIME looks for a missing face in a square whose side is this many times the side of its last headshot.
SEARCHED_SIDES = 6.0


class LastSeen:
    """Returns the places where missing faces were last seen, one at a time."""

    def __init__(self) -> None:
        self._missing: list[tuple[Square, int]] = []  # each missing face: last headshot, frame that missed it
        self._now = 0  # the number of frames so far
        self._turn = 0  # the number of calls of `place` so far

    def note(self, missed: list[Square], found: list[Square]) -> None:
        """Record which faces a frame shows. All squares are headshots, in pixels of the frame.

        missed: the known faces that were not found in the frame. found: the faces that were found in it.
        """
        self._now += 1
        there = [*found, *missed]
        still = [(square, since) for square, since in self._missing if not any(_near(square, o) for o in there)]
        self._missing = [item for item in still if self._now - item[1] < LOOKED_FOR_FRAMES] + [
            (s, self._now) for s in missed
        ]

    def place(self) -> Square | None:
        """Return the square in which to look for a missing face now, in pixels of the frame.

        Return None if no face is missing, or if it is not the turn of a missing face.
        """
        self._turn += 1
        if not self._missing or self._turn % TURNS_PER_PLACE:
            return None
        return self._missing[self._turn // TURNS_PER_PLACE % len(self._missing)][0].scaled(SEARCHED_SIDES)


def _near(a: Square, b: Square) -> bool:
    """Return whether two headshots are so close together that they may show the same person, who moved a little."""
    return max(abs(a.x - b.x), abs(a.y - b.y)) < max(a.side, b.side)
