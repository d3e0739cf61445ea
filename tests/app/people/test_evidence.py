"""Evidence, galleries and the following of one track, with codes made by hand."""

import numpy as np
import pytest

from app.people.evidence import (
    DECIDED_AGAINST,
    DECIDED_FOR,
    FULL_COUNT_AFTER,
    LEAST_EVIDENCE,
    LEAST_EVIDENCE_WHEN_TURNED,
    MOST_BELIEF,
    MOST_EVIDENCE,
    added,
    continues,
    evidence_of,
)
from app.people.followed_face import LONGEST_PROBATION, PROBATION, WELL_KNOWN_AFTER, FollowedFace
from app.people.gallery import MOST_CODES, NOTHING_NEW, Code, Gallery
from app.people.person import Person
from app.settings import ExemplarSettings


def code(angle: float, axis: int = 1) -> Code:
    """At an angle (radians) to the first axis."""
    out = np.zeros(128, np.float32)
    out[0], out[axis] = np.cos(angle), np.sin(angle)
    return out


def test_evidence_is_bounded_and_grows_with_likeness() -> None:
    said = [evidence_of(likeness) for likeness in np.linspace(-1, 1, 41)]
    assert said == sorted(said) and (said[0], said[-1]) == (LEAST_EVIDENCE, MOST_EVIDENCE)
    assert evidence_of(-1, LEAST_EVIDENCE_WHEN_TURNED) == LEAST_EVIDENCE_WHEN_TURNED


def test_glances_of_one_moment_count_once() -> None:
    many = one = 0.0
    for _ in range(10):
        many = added(many, 1.0, FULL_COUNT_AFTER / 10)
    one = added(one, 1.0, np.inf)
    assert many == pytest.approx(one) == 1.0
    assert (
        added(MOST_BELIEF, MOST_EVIDENCE, np.inf) == MOST_BELIEF
        and added(-MOST_BELIEF, LEAST_EVIDENCE, np.inf) == -MOST_BELIEF
    )


def test_one_sure_glance_is_enough_but_a_no_takes_more_than_a_moment() -> None:
    assert added(0.0, evidence_of(1.0), np.inf) >= DECIDED_FOR
    no = added(0.0, evidence_of(0.0), np.inf)
    assert DECIDED_AGAINST < no < 0
    assert added(added(no, evidence_of(0.0), FULL_COUNT_AFTER), evidence_of(0.0), FULL_COUNT_AFTER) <= DECIDED_AGAINST


def test_a_gallery_keeps_what_is_news() -> None:
    gallery = Gallery()
    assert gallery.likeness(code(0)) == -1 and len(gallery) == 0
    gallery.learn(code(0), 0.0)
    gallery.learn(code(0.5 * np.arccos(NOTHING_NEW)), 0.0)
    assert len(gallery) == 1
    gallery.learn(code(1.1 * np.arccos(NOTHING_NEW)), 0.0)
    assert len(gallery) == 2 and gallery.likeness(code(0)) == pytest.approx(1)


def test_a_full_gallery_lets_the_most_alike_go() -> None:
    gallery = Gallery()
    for axis in range(1, MOST_CODES):
        gallery.learn(code(np.pi / 2, axis), 0.0)
    gallery.learn(code(0.45, 1), 0.0)  # nearest to none but the first
    assert len(gallery) == MOST_CODES
    gallery.learn(code(np.pi / 2, MOST_CODES + 1), 0.0)
    assert len(gallery) == MOST_CODES
    assert gallery.likeness(code(np.pi / 2, MOST_CODES + 1)) == pytest.approx(1)
    assert all(gallery.likeness(code(np.pi / 2, axis)) > 0.99 for axis in range(2, MOST_CODES))


def test_a_wiped_gallery_holds_nothing() -> None:
    gallery = Gallery()
    gallery.learn(code(0), 0.0)
    kept = gallery._codes[0]
    gallery.wipe()
    assert not kept.any() and len(gallery) == 0 and gallery.likeness(code(0)) == -1


def followed(
    unlike: float, seconds: float, learn: bool = True, since: float = WELL_KNOWN_AFTER
) -> tuple[FollowedFace, Person]:
    """A track that brought somebody so long ago, and then, for so long, has glances of so much likeness to theirs."""
    person, face = Person(1, ExemplarSettings()), FollowedFace()
    face.last_code = code(0)
    face.introduce(person, 0.0, learn=True)
    for i in range(round(30 * (since + seconds))):
        likeness = 1.0 if i < round(30 * since) else unlike
        face.last_code = code(np.arccos(likeness))
        face.weigh([person], {}, i / 30)
        if learn:
            face.learn(i / 30)
    return face, person


def test_a_glance_is_learned_after_its_probation_and_not_before() -> None:
    assert len(followed(0.93, 0.9 * PROBATION)[1].gallery) == 1
    assert len(followed(0.93, 1.2 * PROBATION)[1].gallery) == 2


def test_nothing_is_learned_while_there_is_doubt() -> None:
    face, person = followed(0.2, LONGEST_PROBATION)
    assert len(person.gallery) == 1
    assert face.belief[1] < 0  # and it is found out


def test_somebody_new_is_learned_as_they_turn() -> None:
    face, person = followed(0.6, 3.0, since=1.0)
    assert len(person.gallery) == 2 and face.undoubted


def test_a_turned_head_is_held_for_some_time() -> None:
    face, _ = followed(0.6, 1.0, learn=False)
    assert face.belief[1] > 0


def test_after_a_break_nothing_is_believed_and_what_waited_is_wiped() -> None:
    face, person = followed(0.93, 0.5)
    waited = [kept for _, kept in face._waiting]
    assert waited and all(kept.any() for kept in waited)
    face.start_anew(9.0)
    assert face.person is None and face.belief == {} and not any(kept.any() for kept in waited)
    assert len(person.gallery) == 1


def test_what_no_turn_explains_is_found_out_soon_also_of_somebody_new() -> None:
    for since in (1.0, WELL_KNOWN_AFTER):
        assert not followed(0.2, 0.1, since=since)[0].undoubted
        assert followed(0.2, 0.9, since=since)[0].belief[1] < 0


def test_successive_glances_may_differ_more_the_longer_ago() -> None:
    assert not continues(0.85, 1 / 30) and continues(0.85, 0.1)
    assert not continues(0.7, 10.0)


def test_a_slow_change_is_seen_though_each_step_is_small() -> None:
    face = FollowedFace()
    angles = np.linspace(0, np.pi / 2, 25)
    faded = []
    for i, angle in enumerate(angles):
        now, time = code(angle), i / 30
        assert i == 0 or face.continues(now, time)
        faded.append(face.faded(now))
        face.take_glance(now.copy(), time)
    assert faded[-1] and not any(faded[:12])


def test_glances_that_are_let_go_are_wiped() -> None:
    face, first = FollowedFace(), code(0.1)
    face.take_glance(first, 0.0)
    recent = face._recent[0][1]
    face.take_glance(code(0.2), 2.0)
    assert not first.any() and not recent.any()
