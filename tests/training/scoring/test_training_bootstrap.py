import numpy as np
import pytest

from training.scoring.bootstrap import paired_difference


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
    """A quarter of the draws has the first of two people alone, and a quarter has the second alone."""
    found = paired_difference([[3.0, 1.0, 1.0]], [[0.0, 0.0, 0.0]], ["a", "b", "b"])
    assert found is not None
    assert (found.mean, found.low, found.high) == pytest.approx((5 / 3, 1, 3))


def test_what_differs_for_nobody_or_in_both_directions_is_a_tie() -> None:
    same = paired_difference([[1.0, 2.0]], [[1.0, 2.0]], ["a", "b"])
    assert same is not None and same.tie
    both = paired_difference([[1.0, -1.0, 1.5, -1.4]], [[0.0] * 4], ["a", "b", "c", "d"])
    assert both is not None and both.tie
    assert paired_difference([[1.0, 2.0]], [[0.0, 0.0]], ["a", "a"]) is None


def test_what_one_seed_gains_and_another_loses_is_a_tie() -> None:
    """Everybody gains 0.3 with one seed, and loses 0.1 with the other. A line with one seed meets both."""
    found = paired_difference([[1.3, 2.3], [0.9, 1.9]], [[1.0, 2.0]], ["a", "b"])
    assert found is not None
    assert (found.mean, found.low, found.high) == pytest.approx((0.1, -0.1, 0.3))
    assert found.tie
