"""The share of a face's enhancement that is shown: every reason alone, and all together."""

import pytest

from app.enhance.strength import (
    APPEARING_SECONDS,
    EASING_SECONDS,
    FRESH,
    GROWING,
    GROWN,
    OLDEST,
    SIZE_FADE,
    eased,
    of_carrying,
    of_enhancing,
    shown,
)

LARGEST = 80.0  # pixels


@pytest.mark.parametrize(
    ("side", "share"),
    [(90, 0), (80, 0), ((1 - SIZE_FADE / 2) * LARGEST, 0.5), ((1 - SIZE_FADE) * LARGEST, 1), (20, 1)],
)
def test_a_face_almost_large_enough_is_shown_in_part(side: float, share: float) -> None:
    assert of_enhancing(side, LARGEST, followed=10) == pytest.approx(share)


@pytest.mark.parametrize(
    ("followed", "share"), [(-1, 0), (0, 0), (APPEARING_SECONDS / 4, 0.25), (APPEARING_SECONDS, 1)]
)
def test_a_face_that_appears_is_shown_little_by_little(followed: float, share: float) -> None:
    assert of_enhancing(40, LARGEST, followed) == pytest.approx(share)


def test_of_size_and_time_the_lesser_share_counts() -> None:
    half = (1 - SIZE_FADE / 2) * LARGEST
    assert of_enhancing(half, LARGEST, APPEARING_SECONDS / 4) == pytest.approx(0.25)
    assert of_enhancing(half, LARGEST, 0.9 * APPEARING_SECONDS) == pytest.approx(0.5)


@pytest.mark.parametrize(("age", "share"), [(-0.1, 0), (0, 1), (FRESH, 1), ((FRESH + OLDEST) / 2, 0.5), (OLDEST, 0)])
def test_an_old_result_is_shown_in_part(age: float, share: float) -> None:
    assert of_carrying(age, grown=1.0) == pytest.approx(share)


@pytest.mark.parametrize(("grown", "share"), [(1, 1), (GROWING, 1), ((GROWING + GROWN) / 2, 0.5), (GROWN, 0), (2, 0)])
def test_a_head_that_came_closer_or_went_away_is_shown_in_part(grown: float, share: float) -> None:
    assert of_carrying(0.1, grown) == pytest.approx(share)


def test_of_age_and_growth_the_lesser_share_counts() -> None:
    halfway = (FRESH + OLDEST) / 2
    assert of_carrying(halfway, GROWING + 0.75 * (GROWN - GROWING)) == pytest.approx(0.25)
    assert of_carrying(halfway, 1.0) == pytest.approx(0.5)


def test_all_reasons_together_are_a_product() -> None:
    """80 % was asked for, the size leaves half of it, and the carrying all."""
    half = (1 - SIZE_FADE / 2) * LARGEST
    assert shown(0.8, of_enhancing(half, LARGEST, 10), of_carrying(FRESH, 1.0)) == pytest.approx(0.4)


def test_a_live_call_goes_to_its_goal_in_steps_and_no_further() -> None:
    step = EASING_SECONDS / 10
    assert eased(0.0, 1.0, step) == pytest.approx(0.1)
    assert eased(0.5, 0.0, step) == pytest.approx(0.4)
    assert eased(0.95, 1.0, step) == pytest.approx(1.0)
    assert eased(0.3, 0.3, step) == pytest.approx(0.3)
    assert eased(0.2, 0.9, 10.0) == pytest.approx(0.9)


def test_a_clock_that_goes_back_changes_nothing() -> None:
    assert eased(0.0, 1.0, -1.0) == 0.0
    assert eased(0.5, 0.0, -1.0) == 0.5
