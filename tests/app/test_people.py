from dataclasses import replace

import numpy as np
import pytest

from app.exemplars.appearance import SAME, appearance_of, likeness
from app.exemplars.people import GLANCES, People
from app.exemplars.person import SLEEP
from app.faces import Track
from app.faces.tracks import looks_of
from app.settings import ExemplarSettings
from hime_core.geometry import Image, KeyPoints, Square
from tests.app.made_calls import Actor, Place, draw, somebody_else

SETTINGS = ExemplarSettings(interval=0)
STEP = 0.2  # seconds between frames here
HERE = Place(0, 320, 170, 150)


@pytest.fixture(scope="module")
def two(photo: Image, square: Square) -> list[Actor]:
    return [Actor.of(photo, square), somebody_else(photo, square)]


class Call:
    """Frames with faces at known places, tracks as a tracker would give them."""

    def __init__(self, actors: list[Actor]):
        self.actors, self.people, self.time = actors, People(SETTINGS), 0.0

    def show(self, places: dict[int, Place], frames: int = 1, scene: int = 0) -> None:
        """places: by track id."""
        for _ in range(frames):
            self.time += STEP
            image = draw(self.actors, list(places.values()), self.time)
            tracks = [self.track(image, i, place.square, scene) for i, place in places.items()]
            self.people.update(image, tracks, self.time)
            for track in tracks:
                self.people.offer(image, track, self.time)

    def track(self, image: Image, id: int, square: Square, scene: int) -> Track:
        e, looks = square.side / 8, looks_of(image, square)
        x, y = square.x, square.y
        face = KeyPoints((x - e, y), (x + e, y), (x, y + e), (x, y + 1.5 * e), 0.9)
        return Track(id, face, square, "near", 0.0, self.time, 9, looks, scene=scene)


def banked(people: People) -> dict[int, int]:
    return {view.id: len(view.exemplars) for view in people.everyone()}


def test_near_and_far_glances_at_one_person_are_alike_and_two_people_are_not(two: list[Actor]) -> None:
    def glance(actor: int, side: float, time: float) -> object:
        place = replace(HERE, actor=actor, side=side)
        return appearance_of(draw(two, [place], time), place.square)

    near, far, other = glance(0, 200, 0.0), glance(0, 40, 0.3), glance(1, 200, 0.0)
    assert likeness(near, far) > SAME  # type: ignore[arg-type]
    assert likeness(near, other) < SAME - 0.05  # type: ignore[arg-type]
    assert likeness(near, near) > 0.999  # type: ignore[arg-type]


def test_a_glance_at_a_face_cut_by_the_border(two: list[Actor]) -> None:
    image = draw(two, [HERE], 0.0)
    for x, y in ((0, 0), (639, 359), (0, 359)):
        assert np.isfinite(appearance_of(image, Square(x, y, 200)).head).all()


def test_each_track_has_a_person_and_banks_for_them_only(two: list[Actor]) -> None:
    call = Call(two)
    call.show({1: replace(HERE, x=150), 2: Place(1, 480, 170, 150)}, 3)
    assert (call.people.person(1), call.people.person(2)) == (1, 2)
    assert banked(call.people) == {1: 3, 2: 3}
    mine, yours = call.people.exemplars(1), call.people.exemplars(2)
    assert not {e.id for e in mine} & {e.id for e in yours}


def test_a_sleeper_wakes_after_so_many_glances_and_not_before(two: list[Actor]) -> None:
    call = Call(two)
    call.show({1: HERE}, 24)
    call.show({}, 10)
    assert [view.awake for view in call.people.everyone()] == [False]
    call.show({2: HERE}, GLANCES - 1)
    assert call.people.exemplars(2) == [] and banked(call.people)[1] == 16
    call.show({2: HERE})
    assert call.people.person(2) == 1 and len(call.people.exemplars(2)) == 16
    assert len(call.people.everyone()) == 1


def test_somebody_else_does_not_wake_a_sleeper(two: list[Actor]) -> None:
    call = Call(two)
    call.show({1: HERE}, 24)
    call.show({2: replace(HERE, actor=1)}, 3 * GLANCES)
    assert call.people.person(2) != 1
    assert len(call.people.exemplars(2)) > 0  # their own, since it was decided
    assert [view.id for view in call.people.everyone() if not view.awake] == [1]


def test_a_track_that_slides_to_somebody_else_loses_the_exemplars_at_once(two: list[Actor]) -> None:
    call = Call(two)
    call.show({1: HERE}, 24)
    before = {e.id for e in call.people.exemplars(1)}
    call.show({1: replace(HERE, actor=1)})
    assert call.people.person(1) != 1
    assert before and not before & {e.id for e in call.people.exemplars(1)}


def test_where_two_sleepers_fit_neither_wakes(two: list[Actor]) -> None:
    call = Call([two[0], two[0]])  # twins
    call.show({1: replace(HERE, x=240, side=130), 2: Place(1, 400, 170, 130)}, 24)
    call.show({}, 2)
    call.show({3: replace(HERE, side=130)}, 3 * GLANCES)
    assert call.people.person(3) not in (1, 2)


def test_where_two_faces_fit_one_sleeper_neither_is_given_the_exemplars(two: list[Actor]) -> None:
    call = Call([two[0], two[0]])
    call.show({1: HERE}, 24)
    call.show({}, 2)
    call.show({2: replace(HERE, x=240, side=130), 3: Place(1, 400, 170, 130)}, 3 * GLANCES)
    assert 1 not in (call.people.person(2), call.people.person(3))


@pytest.mark.parametrize("case", ["elsewhere", "another scene", "too late"])
def test_without_continuity_nobody_wakes(case: str, two: list[Actor]) -> None:
    call = Call(two)
    call.show({1: Place(0, 140, 120, 130)}, 24)
    call.time += SLEEP if case == "too late" else 0
    place = Place(0, 520, 250, 130) if case == "elsewhere" else Place(0, 140, 120, 130)
    call.show({2: place}, 3 * GLANCES, scene=int(case == "another scene"))
    assert call.people.person(2) != 1


def test_who_left_by_an_edge_may_return_by_it(two: list[Actor]) -> None:
    call = Call(two)
    call.show({1: Place(0, 90, 110, 130)}, 24)
    call.show({}, 5)
    call.show({2: Place(0, 40, 250, 60)}, 3 * GLANCES)
    assert call.people.person(2) == 1


def test_a_forgotten_persons_pixels_are_wiped(two: list[Actor]) -> None:
    call = Call(two)
    call.show({1: HERE}, 2)
    kept = call.people.exemplars(1)
    assert all(e.image.any() for e in kept)
    call.time += SLEEP
    call.show({})
    assert call.people.everyone() == []
    assert not any(e.image.any() or e.thumb.any() for e in kept)


def test_clear_wipes_everybody_and_the_call_goes_on(two: list[Actor]) -> None:
    call = Call(two)
    call.show({1: HERE}, 3)
    kept = call.people.exemplars(1)
    call.people.clear()
    assert call.people.exemplars(1) == [] and not any(e.image.any() for e in kept)
    call.show({1: HERE})
    assert call.people.person(1) == 1 and len(call.people.exemplars(1)) == 1


def test_remove_wipes_one(two: list[Actor]) -> None:
    call = Call(two)
    call.show({1: HERE}, 3)
    first, *rest = call.people.exemplars(1)
    call.people.remove(first.id)
    call.people.remove("no such id")
    assert [e.id for e in call.people.exemplars(1)] == [e.id for e in rest]
    assert not first.image.any() and all(e.image.any() for e in rest)


def test_nothing_is_banked_while_paused(two: list[Actor]) -> None:
    call = Call(two)
    call.show({1: HERE}, 2)
    call.people.pause(True)
    call.show({1: HERE}, 2)
    assert len(call.people.exemplars(1)) == 2
    call.people.pause(False)
    call.show({1: HERE}, 2)
    assert len(call.people.exemplars(1)) == 4


def test_heads_that_touch_are_not_banked(two: list[Actor]) -> None:
    call = Call(two)
    call.show({1: replace(HERE, x=250), 2: Place(1, 350, 170, 150)}, 3)
    assert banked(call.people) == {1: 0, 2: 0}


def test_a_head_half_covered_is_given_nothing_until_it_is_free_again(two: list[Actor]) -> None:
    call = Call(two)
    call.show({1: replace(HERE, x=250)}, 24)
    assert call.people.exemplars(1)
    call.show({1: replace(HERE, x=250), 2: Place(1, 335, 170, 150, 1)})
    assert call.people.exemplars(1) == []
    call.show({1: replace(HERE, x=250), 2: Place(1, 480, 170, 150, 1)}, 3 * GLANCES)
    assert call.people.exemplars(1) and call.people.person(1) == 1
