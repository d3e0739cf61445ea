"""Evidence, galleries and the following of one track, with codes made by hand."""

import numpy as np
import pytest

from app.people.evidence import AGAINST, FOR, MOMENT, MOST, NO, SURE, TURNED, added, evidence, goes_on
from app.people.follow import ACQUAINTED, LONGEST, PROBATION, Follow
from app.people.gallery import NEWS, SIZE, Code, Gallery
from app.people.person import Person
from app.settings import ExemplarSettings


def code(angle: float, axis: int = 1) -> Code:
    """At an angle (radians) to the first axis."""
    out = np.zeros(128, np.float32)
    out[0], out[axis] = np.cos(angle), np.sin(angle)
    return out


def test_evidence_is_bounded_and_grows_with_likeness() -> None:
    said = [evidence(likeness) for likeness in np.linspace(-1, 1, 41)]
    assert said == sorted(said) and (said[0], said[-1]) == (AGAINST, FOR)
    assert evidence(-1, TURNED) == TURNED


def test_glances_of_one_moment_count_once() -> None:
    many = one = 0.0
    for _ in range(10):
        many = added(many, 1.0, MOMENT / 10)
    one = added(one, 1.0, np.inf)
    assert many == pytest.approx(one) == 1.0
    assert added(MOST, FOR, np.inf) == MOST and added(-MOST, AGAINST, np.inf) == -MOST


def test_one_sure_glance_is_enough_but_a_no_takes_more_than_a_moment() -> None:
    assert added(0.0, evidence(1.0), np.inf) >= SURE
    no = added(0.0, evidence(0.0), np.inf)
    assert NO < no < 0
    assert added(added(no, evidence(0.0), MOMENT), evidence(0.0), MOMENT) <= NO


def test_a_gallery_keeps_what_is_news() -> None:
    gallery = Gallery()
    assert gallery.likeness(code(0)) == -1 and len(gallery) == 0
    gallery.learn(code(0), 0.0)
    gallery.learn(code(0.5 * np.arccos(NEWS)), 0.0)
    assert len(gallery) == 1
    gallery.learn(code(1.1 * np.arccos(NEWS)), 0.0)
    assert len(gallery) == 2 and gallery.likeness(code(0)) == pytest.approx(1)


def test_a_full_gallery_lets_the_most_alike_go() -> None:
    gallery = Gallery()
    for axis in range(1, SIZE):
        gallery.learn(code(np.pi / 2, axis), 0.0)
    gallery.learn(code(0.45, 1), 0.0)  # nearest to none but the first
    assert len(gallery) == SIZE
    gallery.learn(code(np.pi / 2, SIZE + 1), 0.0)
    assert len(gallery) == SIZE
    assert gallery.likeness(code(np.pi / 2, SIZE + 1)) == pytest.approx(1)
    assert all(gallery.likeness(code(np.pi / 2, axis)) > 0.99 for axis in range(2, SIZE))


def test_a_wiped_gallery_holds_nothing() -> None:
    gallery = Gallery()
    gallery.learn(code(0), 0.0)
    kept = gallery._codes[0]
    gallery.wipe()
    assert not kept.any() and len(gallery) == 0 and gallery.likeness(code(0)) == -1


def followed(unlike: float, seconds: float, learn: bool = True, since: float = ACQUAINTED) -> tuple[Follow, Person]:
    """A track that brought somebody so long ago, and then, for so long, has glances of so much likeness to theirs."""
    person, follow = Person(1, ExemplarSettings()), Follow()
    follow.code = code(0)
    follow.found(person, 0.0)
    for i in range(round(30 * (since + seconds))):
        likeness = 1.0 if i < round(30 * since) else unlike
        follow.code = code(np.arccos(likeness))
        follow.weigh([person], {}, i / 30)
        if learn:
            follow.learn(i / 30)
    return follow, person


def test_a_glance_is_learned_after_its_probation_and_not_before() -> None:
    assert len(followed(0.93, 0.9 * PROBATION)[1].gallery) == 1
    assert len(followed(0.93, 1.2 * PROBATION)[1].gallery) == 2


def test_nothing_is_learned_while_there_is_doubt() -> None:
    follow, person = followed(0.2, LONGEST)
    assert len(person.gallery) == 1
    assert follow.belief[1] < 0  # and it is found out


def test_somebody_new_is_learned_as_they_turn() -> None:
    follow, person = followed(0.6, 3.0, since=1.0)
    assert len(person.gallery) == 2 and follow.undoubted


def test_a_turned_head_is_held_for_some_time() -> None:
    follow, _ = followed(0.6, 1.0, learn=False)
    assert follow.belief[1] > 0


def test_after_a_break_nothing_is_believed_and_what_waited_is_wiped() -> None:
    follow, person = followed(0.93, 0.5)
    waited = [kept for _, kept in follow._waiting]
    assert waited and all(kept.any() for kept in waited)
    follow.start_anew(9.0)
    assert follow.person is None and follow.belief == {} and not any(kept.any() for kept in waited)
    assert len(person.gallery) == 1


def test_what_no_turn_explains_is_found_out_soon_also_of_somebody_new() -> None:
    for since in (1.0, ACQUAINTED):
        assert not followed(0.2, 0.1, since=since)[0].undoubted
        assert followed(0.2, 0.9, since=since)[0].belief[1] < 0


def test_successive_glances_may_differ_more_the_longer_ago() -> None:
    assert not goes_on(0.85, 1 / 30) and goes_on(0.85, 0.1)
    assert not goes_on(0.7, 10.0)


def test_a_slow_change_is_seen_though_each_step_is_small() -> None:
    follow = Follow()
    angles = np.linspace(0, np.pi / 2, 25)
    faded = []
    for i, angle in enumerate(angles):
        now, time = code(angle), i / 30
        assert i == 0 or follow.goes_on(now, time)
        faded.append(follow.faded(now))
        follow.look(now.copy(), time)
    assert faded[-1] and not any(faded[:12])


def test_glances_that_are_let_go_are_wiped() -> None:
    follow, first = Follow(), code(0.1)
    follow.look(first, 0.0)
    recent = follow._recent[0][1]
    follow.look(code(0.2), 2.0)
    assert not first.any() and not recent.any()
