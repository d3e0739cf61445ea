import numpy as np
import pytest

from training.scoring.bootstrap import paired_difference

TEN = list("abcdefghij")
TWICE = 5 * [1.0, 2.0]


def test_the_interval_is_that_of_a_mean_whose_deviation_is_known() -> None:
    """100 people with one picture each: the interval of a mean is 1.96 standard errors to each side."""
    rng = np.random.default_rng(1)
    others, gained = rng.normal(25, 3, 100), rng.normal(0.2, 0.5, 100)
    people = [str(i) for i in range(100)]
    found = paired_difference([others + gained], [others], people)
    assert found is not None
    assert found.mean == pytest.approx(gained.mean())
    error = 1.96 * gained.std() / 10
    assert (found.low, found.high) == pytest.approx((found.mean - error, found.mean + error), abs=0.1 * error)
    assert not found.tie
    # Ten pictures of everybody that all say the same tell no more than one.
    again = paired_difference([np.tile(others + gained, 10)], [np.tile(others, 10)], 10 * people)
    assert again is not None
    assert (again.low, again.high) == pytest.approx((found.low, found.high))


def test_a_person_counts_by_the_number_of_pictures() -> None:
    """Ten people with one picture gain 3 each, and ten with two gain 1 on each."""
    people = [*TEN, *(2 * [f"other {name}" for name in TEN])]
    found = paired_difference([10 * [3.0] + 20 * [1.0]], [30 * [0.0]], people)
    assert found is not None
    assert found.mean == pytest.approx(5 / 3)
    # With n of the first ten among 20 draws, the mean is (3n + 2(20 - n)) / (n + 2(20 - n)). 95 % have n from 6 to 14.
    assert (found.low, found.high) == pytest.approx((46 / 34, 54 / 26))


def test_what_differs_for_nobody_or_in_both_directions_is_a_tie() -> None:
    same = paired_difference([TWICE], [TWICE], TEN)
    assert same is not None and same.tie
    both = paired_difference([5 * [1.0, -0.9]], [10 * [0.0]], TEN)
    assert both is not None and both.tie
    assert paired_difference([9 * [1.0]], [9 * [0.0]], TEN[:9]) is None


def test_what_one_seed_gains_and_another_loses_is_a_tie() -> None:
    """Everybody gains 0.3 with one seed, and loses 0.1 with the other. A line with one seed meets both."""
    found = paired_difference([10 * [1.3], 10 * [0.9]], [10 * [1.0]], TEN)
    assert found is not None
    assert (found.mean, found.low, found.high) == pytest.approx((0.1, -0.1, 0.3))
    assert found.tie


def test_people_and_seeds_are_drawn_independently_if_there_are_as_many_of_both() -> None:
    """Each person gains with one seed, another one for each, and loses a little with all others."""
    scores = np.where(np.eye(10), 1.0, -0.1)
    found = paired_difference(scores.tolist(), [10 * [0.0]], TEN)
    assert found is not None
    assert found.mean == pytest.approx(0.01)
    assert found.tie
