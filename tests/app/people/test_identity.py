"""Whole calls of two people through the real detector and tracker: nobody is ever given another's exemplars."""

import pytest

from hime_core.detector import FaceDetector
from hime_core.geometry import Image, Square
from hime_core.recogniser import Recogniser
from tests.app.people import made_calls as calls
from tests.app.people.made_calls import Actor, Outcome, Script, play, somebody_else


@pytest.fixture(scope="module")
def two(photo: Image, square: Square) -> list[Actor]:
    return [Actor.of(photo, square), somebody_else(photo, square)]


def persons(outcome: Outcome, actor: int, start: float, end: float) -> set[int]:
    return {p for time, who, p in outcome.persons if who == actor and start <= time < end}


@pytest.mark.parametrize(
    ("script", "seconds"),
    [
        (calls.crossing, 7.0),
        (calls.far_crossing, 8.5),
        (calls.swapped_seats, 6.5),
        (calls.other_order, 14.5),
        (calls.left_together, 14.0),
        (calls.seat_taken, 8.5),
        (calls.replaced_at_once, 5.0),
        (calls.leaning_in, 7.5),
    ],
)
def test_two_people_never_exchange_exemplars(
    script: Script, seconds: float, two: list[Actor], detector: FaceDetector, recogniser: Recogniser
) -> None:
    outcome = play(two, script, seconds, detector, recogniser)
    assert min(outcome.banked) > 0  # there was something to mix up
    assert outcome.crossed == 0
    ours = [{p for _, who, p in outcome.persons if who == actor} for actor in (0, 1)]
    assert not ours[0] & ours[1]


@pytest.mark.parametrize("script", [calls.back_after_three, calls.back_far_after_three, calls.back_elsewhere])
def test_who_returns_anywhere_is_given_their_exemplars_again(
    script: Script, two: list[Actor], detector: FaceDetector, recogniser: Recogniser
) -> None:
    outcome = play(two[:1], script, 9.0, detector, recogniser)
    before, after = persons(outcome, 0, 0, 3), persons(outcome, 0, 6, 9)
    assert len(before) == 1 and after == before
    assert not any(3 <= time < 6 for time, _ in outcome.given)
    served = [time for time, _ in outcome.given if time >= 6]
    assert min(served) < 7 and len(served) > 15
