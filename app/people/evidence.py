"""How much one glance at a face says for or against a person, and how glances add up until it is decided.

A glance is one picture of a head, as the recogniser sees it. Likeness is the cosine of the codes of two glances, at
most 1. The likeness of a glance to a person is that to the most similar glance which is remembered of them.

Evidence is a natural logarithm: how much likelier the glance is if this is the person than if it is their double. The
evidence of many glances is added up to a belief.
"""

# Likeness at which a glance speaks neither for nor against a person. Of 1,754 people, each compared with all others,
# two bald men of one studio reach 0.87 in the median of their glances, the next pair 0.81, and ten pairs 0.75.
NEUTRAL_LIKENESS = 0.84
# Evidence for a person, per unit of likeness above NEUTRAL_LIKENESS.
SLOPE_ABOVE = 45.0
# Evidence against a person, per unit of likeness below NEUTRAL_LIKENESS. It is less steep than SLOPE_ABOVE, because a
# person does not always look the same: in one call and one pose they measure 0.95 and more, with another expression
# 0.83, and with the head turned anything down to 0.6.
SLOPE_BELOW = 15.0
# The least evidence that one glance can give (a negative number speaks against the person).
LEAST_EVIDENCE = -4.0
# The most evidence that one glance can give.
MOST_EVIDENCE = 5.0
# The least evidence that one glance gives against a person who is followed without a break and is well known, unless
# the glance is foreign (see FOREIGN_LIKENESS): they may only have turned their head.
LEAST_EVIDENCE_WHEN_TURNED = -1.0
# Seconds that must pass until the next glance counts fully: glances of one moment all say the same.
FULL_COUNT_AFTER = 0.25
# Belief from which it is decided that a face is a person.
DECIDED_FOR = 5.0
# Belief from which on down it is decided that a face is not a person. More is asked than for DECIDED_FOR, because a
# turned head looks unlike, too.
DECIDED_AGAINST = -9.0
# The size of a belief, in either direction, at which it stops growing: doubt must be able to come back.
MOST_BELIEF = 10.0
# Belief by which one person must be ahead of another who was seen beside them.
NEEDED_LEAD = 2.0
# Likeness of two glances of the same instant from which nothing has changed. If two successive glances are less alike
# than this and the two constants below allow, somebody else may have taken the place, and the track proves itself anew.
CONTINUED_LIKENESS = 0.93
# Likeness by which CONTINUED_LIKENESS falls with each second between the two glances. Nineteen of twenty glances at
# somebody who turns fast measure 0.96 and more after 33 ms, 0.88 after 100 ms and 0.85 after 200 ms.
CONTINUED_FALL_PER_SECOND = 1.0
# The lowest likeness to which CONTINUED_LIKENESS falls, however much time has passed.
CONTINUED_LEAST = 0.75
# Likeness below which no turn of the head within a second explains the difference between two glances: somebody who
# turns by 50° measures 0.66 and more, two different people 0.02 in the median.
FOREIGN_LIKENESS = 0.55


def continues(likeness: float, seconds: float) -> bool:
    """Whether two successive glances, so many seconds apart, are alike enough for nothing to have changed."""
    return likeness >= max(CONTINUED_LIKENESS - CONTINUED_FALL_PER_SECOND * seconds, CONTINUED_LEAST)


def evidence_of(likeness: float, least: float = LEAST_EVIDENCE) -> float:
    """The evidence of one glance: at least `least`, at most MOST_EVIDENCE."""
    slope = SLOPE_ABOVE if likeness > NEUTRAL_LIKENESS else SLOPE_BELOW
    return min(max(slope * (likeness - NEUTRAL_LIKENESS), least), MOST_EVIDENCE)


def added(belief: float, evidence: float, seconds: float) -> float:
    """The belief after another glance, so many seconds after the last one. -MOST_BELIEF..MOST_BELIEF."""
    return min(max(belief + min(1.0, max(0.0, seconds) / FULL_COUNT_AFTER) * evidence, -MOST_BELIEF), MOST_BELIEF)
