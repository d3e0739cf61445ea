"""Which share of a face's enhancement is shown: 0 shows the camera's face, enlarged; 1 shows the network's face.

`shown` puts these shares together:

- `enhance.strength` of the settings: the share that the user wants.
- `of_enhancing`: the share that the face deserved when the network enhanced it. It is lower if the face is almost
  large enough to do without (`by_size`), and if the face was only just found (`by_time_followed`).
- `of_carrying`: the share that is left when the result is carried to a later frame of a live call. It is lower if
  the result is old (`by_age`), and if the head has since come closer or gone further away (`by_growth`). Nothing is
  carried in a recording, because every frame of it is enhanced.

A live call then moves from the share of one frame to the share of the next in small steps (`eased`).

All of this is about a face as a whole. Three other files decide about single pixels: carry.py leaves out detail where
the face no longer looks as it did, fidelity.py leaves out detail that contradicts the camera, and
app/picture/compose.py lets the edge of the pasted square fade into the frame.

A face that may be hidden or gone is not enhanced at all. `Enhancer.demands` leaves it out, and the worker of a live
call drops the result that it had (app/run/live/worker.py).
"""

import math

# A face's enhancement is shown only in part if its side is less than this share below the largest far side.
SIZE_FADE = 0.15
# A face's enhancement may be shown in full once the face has been followed for this many seconds.
APPEARING_SECONDS = 0.3
# A result is no longer shown once it is this many seconds old.
OLDEST = 0.9
# A result begins to fade once it is this many seconds old. Faces must wait less for their turn, or they flicker.
FRESH = 0.6
# A result is not shown once the head is this many times larger or smaller. The flow cannot follow such a change.
GROWN = 1.3
# A result begins to fade once the head is this many times larger or smaller.
GROWING = 1.15
# A live call takes at least this many seconds to go from showing nothing of the enhancement to showing all of it.
EASING_SECONDS = 0.3


def shown(*shares: float) -> float:
    """Return the share of a face's enhancement to show, 0..1: the product of the given shares, each 0..1."""
    return math.prod(shares)


def of_enhancing(side: float, largest: float, followed: float) -> float:
    """Return the share that a face deserves when it is enhanced, 0..1.

    side: the headshot's side, in pixels. largest: the side of the largest far headshot, in pixels. followed: how many
    seconds ago the face was found.
    """
    return max(0.0, min(1.0, by_size(side, largest), by_time_followed(followed)))


def by_size(side: float, largest: float) -> float:
    """Return 0 for the largest far face, and 1 or more for a face so small that it needs the enhancement in full."""
    return (largest - side) / (SIZE_FADE * largest)


def by_time_followed(seconds: float) -> float:
    """Return 0 when a face is found, and 1 or more after APPEARING_SECONDS. A new face thus becomes sharp gradually."""
    return seconds / APPEARING_SECONDS


def of_carrying(age: float, grown: float) -> float:
    """Return the share that is left of a result carried to a later frame, 0..1.

    age: the result's age, in seconds. grown: how many times larger or smaller the head is now than then, at least 1.
    """
    if age < 0:  # the clock went back, so that the result seems to come from a later frame
        return 0.0
    return max(0.0, min(1.0, by_age(age), by_growth(grown)))


def by_age(seconds: float) -> float:
    """Return 1 or more while a result is fresh, and 0 or less once it is too old."""
    return (OLDEST - seconds) / (OLDEST - FRESH)


def by_growth(grown: float) -> float:
    """Return 1 or more while the head is about as large as it was, and 0 or less once it is much larger or smaller."""
    return (GROWN - grown) / (GROWN - GROWING)


def eased(before: float, goal: float, seconds: float) -> float:
    """Return the share to show now, on the way from the share shown before to a goal.

    seconds: the time since the share `before` was shown. If it is negative, because the clock went back, the share
    stays as it was.
    """
    step = max(0.0, seconds) / EASING_SECONDS
    return before + min(max(goal - before, -step), step)
