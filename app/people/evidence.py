"""How much a glance speaks for somebody: log-likelihood ratios that add up, glance by glance, until it is decided.

Natural logarithms of how much likelier the glance is at this person than at their double. The likeness is the cosine of
recogniser codes, the best with all glances remembered.
"""

# Likeness that speaks neither for nor against, and by how much evidence rises with it. From the recogniser's card:
# far glances at somebody against near ones, as in one call, and against everybody else's.
EVEN, SLOPE = 0.72, 25.0
AGAINST, FOR = -4.0, 5.0  # the least and the most that one glance says
# Glances of one moment say the same thing: so many seconds must pass until a glance counts fully again.
MOMENT = 0.25
SURE = 5.0  # it is them
NO = -3.5  # it is not
MOST = 10.0  # doubt must be able to come back, so evidence grows no further either way
LEAD = 2.0  # by which one person must be likelier than another
# Against a person who is followed without a break one glance says less: they may have turned their head.
TURNED = -1.0
# Likeness of two glances in successive frames from which nothing has changed. Below it somebody else may have taken the
# place: the track proves itself anew. In successive frames (33 ms) somebody measures 0.96 and more, also when turning
# fast.
GOES_ON = 0.9


def evidence(likeness: float, least: float = AGAINST) -> float:
    """What one glance says, at least `least`."""
    return min(max(SLOPE * (likeness - EVEN), least), FOR)


def added(before: float, glance: float, seconds: float) -> float:
    """Evidence with another glance, so many seconds after the last one."""
    return min(max(before + min(1.0, seconds / MOMENT) * glance, -MOST), MOST)
