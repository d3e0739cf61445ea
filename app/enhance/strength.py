"""What share of a face's enhancement is shown: 0 shows the camera's face enlarged, 1 shows what the network made of it.

`shown` puts these shares together:

- `enhance.strength` of the settings: the share that was asked for.
- `of_enhancing`: the share that the face deserved when the network enhanced it. It is lower where the face is almost
  large enough to do without (`by_size`), and where the face was only just found (`by_time_followed`).
- `of_carrying`: the share that is left when the result is carried to a later frame of a live call. It is lower where
  the result is old (`by_age`), and where the head has since come closer or gone further away (`by_growth`). A
  recording carries nothing: every frame is enhanced itself.

A live call then moves from the share of one frame to that of the next in small steps (`eased`).

All of this is about a face as a whole. Three other files decide about single pixels: carry.py leaves out detail where
the face no longer looks as it did, fidelity.py leaves out detail that contradicts the camera, and
app/picture/compose.py lets the edge of the pasted square fade into the frame.

A face that is hidden, or that may be somebody else's, is not shown at all. `Enhancer.demands` leaves it out, and the
worker of a live call drops its result (app/run/live/worker.py).
"""

import math

# A face is shown in part when its side is within this share of the largest side that counts as far.
SIZE_FADE = 0.15
# Seconds after a face was found until its enhancement is shown in full.
APPEARING_SECONDS = 0.3
# Seconds after which a result is no longer shown.
OLDEST = 0.9
# Seconds after which a result begins to fade. The governor lets a face wait for less, or the face would flicker.
FRESH = 0.6
# Ratio of the head's sides, now and then, from which nothing is shown: the flow cannot follow such a change.
GROWN = 1.3
# Ratio of the head's sides, now and then, from which a result begins to fade.
GROWING = 1.15
# Seconds in which a live call goes from showing nothing of the enhancement to showing all of it.
EASING_SECONDS = 0.3


def shown(*shares: float) -> float:
    """The share of a face's enhancement to show, 0..1: the product of the shares that are given, each 0..1."""
    return math.prod(shares)


def of_enhancing(side: float, largest: float, followed: float) -> float:
    """The share that a face deserves when it is enhanced, 0..1.

    side: of its headshot, in pixels. largest: the side of the largest headshot that is far, in pixels. followed:
    seconds since the face was found.
    """
    return max(0.0, min(1.0, by_size(side, largest), by_time_followed(followed)))


def by_size(side: float, largest: float) -> float:
    """0 at the largest far face, 1 and more at faces that are small enough to need the enhancement in full."""
    return (largest - side) / (SIZE_FADE * largest)


def by_time_followed(seconds: float) -> float:
    """0 when a face is found, 1 and more later: who appears is not sharp all at once."""
    return seconds / APPEARING_SECONDS


def of_carrying(age: float, grown: float) -> float:
    """The share that is left of a result carried to a later frame, 0..1.

    age: of the result, in seconds. grown: the head's sides now and then, the larger over the smaller.
    """
    if age < 0:  # the clock went back: the result is of a frame to come
        return 0.0
    return max(0.0, min(1.0, by_age(age), by_growth(grown)))


def by_age(seconds: float) -> float:
    """1 and more while a result is fresh, 0 and less when it is too old."""
    return (OLDEST - seconds) / (OLDEST - FRESH)


def by_growth(grown: float) -> float:
    """1 and more while the head is about as large as it was, 0 and less where it is not."""
    return (GROWN - grown) / (GROWN - GROWING)


def eased(before: float, goal: float, seconds: float) -> float:
    """The share to show now, on the way from the share shown `seconds` ago to a goal. A clock that went back waits."""
    step = max(0.0, seconds) / EASING_SECONDS
    return before + min(max(goal - before, -step), step)
