"""Measures how much a glance at a face says for or against a person, and adds up many glances to a belief.

A glance is one picture of a head. The recogniser turns it into a code. The likeness of two glances is the cosine of the
angle between their codes, at most 1. HIME remembers some glances at each person. The likeness of a glance to a person
is its likeness to the most similar one of these.

The evidence of a glance for a person is the natural logarithm of a ratio: how probable the glance is if the face is
this person, divided by how probable it is if the face is somebody who looks very much like them. A belief is the sum of
the evidence of many glances. Negative evidence and a negative belief speak against the person.
"""

# A glance speaks neither for nor against a person if its likeness to them is this. All pairs among 1,754 people were
# compared. The most similar pair, two bald men filmed in one studio, has a median likeness of 0.87. The next pair has
# 0.81, and ten pairs reach 0.75.
NEUTRAL_LIKENESS = 0.84
# A glance is this much evidence for a person, per unit of likeness above NEUTRAL_LIKENESS.
SLOPE_ABOVE = 45.0
# A glance is this much evidence against a person, per unit of likeness below NEUTRAL_LIKENESS. This is less than
# SLOPE_ABOVE, because one person does not always look the same. The likeness of two glances at one person in one call
# is at least 0.95 in the same pose. It is 0.83 with another expression, and as low as 0.6 with the head turned.
SLOPE_BELOW = 15.0
# The evidence of one glance is at least this. A negative number speaks against the person.
LEAST_EVIDENCE = -4.0
# The evidence of one glance is at most this.
MOST_EVIDENCE = 5.0
# If a person is followed without a break and is well known, the evidence of one glance for them is at least this. They
# may only have turned their head. It does not hold for a glance whose likeness to them is below FOREIGN_LIKENESS.
LEAST_EVIDENCE_WHEN_TURNED = -1.0
# A glance counts fully if at least this many seconds have passed since the last one. Otherwise it counts in proportion
# to the time, because glances of the same moment all say the same.
FULL_COUNT_AFTER = 0.25
# It is decided that a face is a person if the belief is at least this.
DECIDED_FOR = 5.0
# It is decided that a face is not a person if the belief is at most this. It is farther from 0 than DECIDED_FOR,
# because the right person looks unlike themselves, too, while their head is turned.
DECIDED_AGAINST = -9.0
# A belief is at most this, and at least the negative of this. Without limits it would be too slow to change if somebody
# else took the person's place.
MOST_BELIEF = 10.0
# Two people who were seen in one frame are certainly two. If the belief in each of them is at least DECIDED_FOR for a
# face, HIME decides for the likelier person only if the belief in that person is higher by at least this. Likewise, two
# undecided faces may both be likely to be one person. Then HIME decides that the likelier face is that person only if
# the belief is higher by at least this for that face than for the other.
NEEDED_LEAD = 2.0
# Two successive glances show the same face if their likeness is at least a limit. The limit is this number if no time
# lies between the glances, and the limit falls with the time between them. If the likeness is below the limit, somebody
# else may have taken the place, and HIME decides anew who is on the track.
CONTINUED_LIKENESS = 0.93
# The limit for two successive glances falls by this with each second between them. While somebody turns
# fast, 95 % of the glances have a likeness of at least 0.96 after 33 ms, 0.88 after 100 ms and 0.85 after 200 ms.
CONTINUED_FALL_PER_SECOND = 1.0
# The limit for two successive glances is at least this, however much time lies between them.
CONTINUED_LEAST = 0.75
# If the likeness of two glances within a second is below this, they show two people: no turn of the head makes one
# person look so different. Somebody who turns by 50° keeps a likeness of at least 0.66. The median likeness of two
# different people is 0.02.
FOREIGN_LIKENESS = 0.55


def continues(likeness: float, seconds: float) -> bool:
    """Return whether two successive glances show the same face. seconds: the time between them."""
    return likeness >= max(CONTINUED_LIKENESS - CONTINUED_FALL_PER_SECOND * seconds, CONTINUED_LEAST)


def evidence_of(likeness: float, least: float = LEAST_EVIDENCE) -> float:
    """Return the evidence of one glance for a person: at least `least`, at most MOST_EVIDENCE.

    likeness: the likeness of the glance to the person.
    """
    slope = SLOPE_ABOVE if likeness > NEUTRAL_LIKENESS else SLOPE_BELOW
    return min(max(slope * (likeness - NEUTRAL_LIKENESS), least), MOST_EVIDENCE)


def added(belief: float, evidence: float, seconds: float) -> float:
    """Return the belief after another glance, -MOST_BELIEF..MOST_BELIEF. seconds: the time since the last glance."""
    return min(max(belief + min(1.0, max(0.0, seconds) / FULL_COUNT_AFTER) * evidence, -MOST_BELIEF), MOST_BELIEF)
