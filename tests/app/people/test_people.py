import gc
from dataclasses import replace

import numpy as np
import pytest

from app.exemplars.bank import make_exemplar
from app.faces import Track
from app.faces.tracks import looks_of
from app.people import People
from app.people.followed_face import WELL_KNOWN_AFTER
from app.people.recognition import NEW_PERSON_AFTER
from app.people.roster import MOST_PASSERS_BY
from app.settings import ExemplarSettings
from hime_core.geometry import Image, KeyPoints, Square
from hime_core.recogniser import Recogniser
from tests.app.people.made_calls import Actor, Place, draw, somebody_else

SETTINGS = ExemplarSettings(interval=0)
STEP = 0.1  # seconds between frames here
HERE = Place(0, 320, 170, 150)
FAR = Place(0, 480, 250, 48)


@pytest.fixture(scope="module")
def two(photo: Image, square: Square) -> list[Actor]:
    return [Actor.of(photo, square), somebody_else(photo, square)]


class Call:
    """Frames with faces at known places, tracks as a tracker would give them."""

    def __init__(self, actors: list[Actor], recogniser: Recogniser, settings: ExemplarSettings = SETTINGS):
        self.actors, self.people, self.time = actors, People(settings, recogniser), 0.0

    def show(self, places: dict[int, Place], frames: int = 1, found: bool = True, step: float = STEP) -> None:
        """places: by track id. found: whether the detector finds the faces, or the tracks are held without.

        step: seconds from frame to frame.
        """
        for _ in range(frames):
            self.time += step
            image = draw(self.actors, list(places.values()), self.time)
            tracks = [self.track(image, i, place.square, found) for i, place in places.items()]
            self.people.update(image, tracks, self.time)
            for track in tracks:
                self.people.offer(image, track, self.time)

    def track(self, image: Image, id: int, square: Square, found: bool) -> Track:
        e, looks = square.side / 8, looks_of(image, square)
        x, y = square.x, square.y
        face = KeyPoints((x - e, y), (x + e, y), (x, y + e), (x, y + 1.5 * e), 0.9)
        return Track(id, face, square, "near", 0.0, self.time - (0 if found else STEP), 9, looks)


@pytest.fixture
def call(two: list[Actor], recogniser: Recogniser) -> Call:
    return Call(two, recogniser)


def banked(people: People) -> dict[int, int]:
    return {view.id: len(view.exemplars) for view in people.everyone()}


def test_each_track_has_a_person_and_banks_for_them_only(call: Call) -> None:
    call.show({1: replace(HERE, x=150), 2: Place(1, 480, 170, 150)}, 3)
    assert (call.people.certain(1), call.people.certain(2)) == (1, 2)
    assert banked(call.people) == {1: 3, 2: 3}
    mine, yours = call.people.exemplars(1), call.people.exemplars(2)
    assert not {e.id for e in mine} & {e.id for e in yours}


@pytest.mark.parametrize("gone", [1.0, 60.0, 3000.0])
@pytest.mark.parametrize("place", [HERE, FAR, replace(FAR, x=100, side=40)])
def test_who_returns_is_known_anywhere_at_any_size_after_any_time(call: Call, gone: float, place: Place) -> None:
    call.show({1: HERE}, 24)
    call.show({})
    assert [view.awake for view in call.people.everyone()] == [False]
    call.time += gone
    call.show({2: place}, 6)
    assert call.people.certain(2) == 1 and len(call.people.exemplars(2)) == 16
    assert [view.id for view in call.people.everyone()] == [1]


@pytest.mark.parametrize("place", [HERE, FAR])
def test_somebody_else_is_given_nothing(call: Call, place: Place) -> None:
    call.show({1: HERE}, 24)
    ours = {e.id for e in call.people.exemplars(1)}
    call.show({}, 2)
    for _ in range(30):
        call.show({2: replace(place, actor=1)})
        assert not ours & {e.id for e in call.people.exemplars(2)}
    assert call.people.certain(2) not in (None, 1)
    assert [view.id for view in call.people.everyone() if not view.awake] == [1]


def test_a_track_that_slides_to_somebody_else_loses_the_exemplars_at_once(call: Call) -> None:
    call.show({1: HERE}, 24)
    before = {e.id for e in call.people.exemplars(1)}
    for _ in range(20):
        call.show({1: replace(HERE, actor=1)})
        assert not before & {e.id for e in call.people.exemplars(1)}
    assert call.people.certain(1) == 2
    assert {e.id for e in call.people.everyone()[0].exemplars} == before  # and none of the other's was added


def test_after_a_slow_change_into_somebody_else_nothing_of_them_is_learned(call: Call, two: list[Actor]) -> None:
    call.show({1: HERE}, round(WELL_KNOWN_AFTER / STEP) + 5)
    ours = {e.id for e in call.people.exemplars(1)}
    one, other = two
    for share in np.linspace(0, 1, 16):  # as one picture is faded into another
        mixed = (1 - share) * one.photo + share * other.photo
        call.actors = [Actor(mixed.astype(np.uint8), one.square), other]
        call.show({1: HERE})
    call.show({1: HERE}, 40)
    assert call.people.certain(1) != 1
    assert not ours & {e.id for e in call.people.exemplars(1)}


def test_a_missed_face_proves_itself_again_before_it_is_given_anything(call: Call) -> None:
    call.show({1: HERE}, 24)
    ours = {e.id for e in call.people.exemplars(1)}
    call.show({1: HERE}, 2, found=False)
    assert call.people.exemplars(1)  # what is there is what was there
    call.show({1: replace(HERE, actor=1)}, 1, found=False)
    assert call.people.exemplars(1) == [] and call.people.certain(1) is None
    call.show({1: replace(HERE, actor=1)})
    assert not ours & {e.id for e in call.people.exemplars(1)}
    call.show({1: HERE}, 6)
    assert call.people.certain(1) == 1


def test_where_two_known_people_fit_neither_is_meant(two: list[Actor], recogniser: Recogniser) -> None:
    call = Call([two[0], two[0]], recogniser)  # twins
    call.show({1: replace(HERE, x=240, side=130), 2: Place(1, 400, 170, 130)}, 24)
    call.show({}, 2)
    call.show({3: replace(HERE, side=130)}, 20)
    assert call.people.exemplars(3) == []


def test_where_two_faces_fit_one_person_neither_is_given_the_exemplars(
    two: list[Actor], recogniser: Recogniser
) -> None:
    call = Call([two[0], two[0]], recogniser)
    call.show({1: HERE}, 24)
    ours = {e.id for e in call.people.exemplars(1)}
    call.show({}, 2)
    places = {2: replace(HERE, x=240, side=130), 3: Place(1, 400, 170, 130)}
    call.show(places, 20)
    assert call.people.exemplars(2) == call.people.exemplars(3) == []
    call.show(places, round(NEW_PERSON_AFTER / STEP))  # in the end both are somebody new
    assert not ours & {e.id for i in (2, 3) for e in call.people.exemplars(i)}
    assert call.people.exemplars(2) and call.people.exemplars(3)


def test_of_two_who_sat_together_neither_becomes_the_other(two: list[Actor], recogniser: Recogniser) -> None:
    call = Call(two, recogniser)
    call.show({1: replace(HERE, x=160), 2: Place(1, 480, 170, 150)}, 24)
    mine, yours = ({e.id for e in call.people.exemplars(i)} for i in (1, 2))
    for _ in range(30):  # the second takes the first one's place, unseen
        call.show({1: Place(1, 160, 170, 150)})
        assert not mine & {e.id for e in call.people.exemplars(1)}
    assert [len(v.exemplars) > 0 for v in call.people.everyone()] == [True, True]
    assert call.people.certain(1) == 2 and yours & {e.id for e in call.people.exemplars(1)}


def test_the_end_of_a_call_wipes_the_faces_in_view_too(call: Call) -> None:
    call.show({1: replace(HERE, x=150), 2: Place(1, 480, 170, 150)}, 40)
    kept = [a for a in arrays_of(call.people) if a.any()]
    call.people.close()
    assert kept and not any(a.any() for a in kept)
    assert call.people.everyone() == []


def test_who_was_in_view_when_the_camera_stopped_is_forgotten_in_time(two: list[Actor], recogniser: Recogniser) -> None:
    call = Call(two, recogniser, replace(SETTINGS, remember=2.0))
    call.show({1: HERE}, 3)
    call.people.expire(call.time + 121)
    assert call.people.everyone() == [] and call.people.exemplars(1) == []


@pytest.mark.parametrize("seconds", [0.3, 0.5, 1.0])
@pytest.mark.parametrize("known", [2.0, WELL_KNOWN_AFTER + 1])
def test_who_fades_into_somebody_else_is_found_out(call: Call, two: list[Actor], seconds: float, known: float) -> None:
    call.show({1: HERE}, round(30 * known), step=1 / 30)
    first = {e.id for e in call.people.exemplars(1)}
    one, other = two
    for share in np.linspace(0, 1, round(30 * seconds)):
        mixed = (1 - share) * one.photo + share * other.photo
        call.actors = [Actor(mixed.astype(np.uint8), one.square), other]
        call.show({1: HERE}, step=1 / 30)
    call.show({1: HERE}, 20, step=1 / 30)
    theirs = {e.id for e in call.people.everyone()[0].exemplars}
    for _ in range(60):
        call.show({1: HERE}, step=1 / 30)
        assert not theirs & {e.id for e in call.people.exemplars(1)}
    assert first and {e.id for e in call.people.everyone()[0].exemplars} == theirs  # and nothing joined them


def test_of_two_faces_that_fit_one_person_neither_takes_them_from_the_other(
    two: list[Actor], recogniser: Recogniser
) -> None:
    for order in ((2, 3), (3, 2)):
        call = Call([two[0], two[0]], recogniser)
        call.show({1: HERE}, 24)
        ours = {e.id for e in call.people.exemplars(1)}
        call.show({}, 2)
        places = {order[0]: replace(HERE, x=200, side=130), order[1]: Place(1, 440, 170, 130)}
        for _ in range(20):
            call.show(places)
            given = [i for i in places if ours & {e.id for e in call.people.exemplars(i)}]
            assert len(given) < 2


def test_five_frames_a_second_are_enough(call: Call) -> None:
    call.show({1: HERE}, 20, step=0.2)
    assert call.people.certain(1) == 1 and len(call.people.exemplars(1)) >= 14
    call.show({}, 2, step=1.0)
    call.show({2: FAR}, 5, step=0.2)
    assert call.people.certain(2) == 1


def test_two_who_sit_shoulder_to_shoulder_are_two_people(call: Call) -> None:
    call.show({1: replace(HERE, x=250), 2: Place(1, 388, 170, 150)}, 20)
    assert {call.people.certain(1), call.people.certain(2)} == {1, 2}
    assert not any(banked(call.people).values())


def test_after_clear_somebody_may_turn_as_somebody_new_may(call: Call) -> None:
    call.show({1: HERE}, round(WELL_KNOWN_AFTER / STEP) + 5)
    call.people.clear()
    assert call.people._roster.faces[1].introduced == pytest.approx(call.time)


def test_no_glance_is_learned_while_paused(call: Call, two: list[Actor]) -> None:
    call.show({1: HERE}, 5)
    call.people.pause(True)
    known = len(call.people._roster.people[0].gallery)
    for shift in range(30):
        call.show({1: replace(HERE, side=150 - 3 * shift)}, 2)
    assert len(call.people._roster.people[0].gallery) == known


def test_what_is_given_stays_with_its_person(call: Call, two: list[Actor]) -> None:
    photo, square = two[0].photo, two[0].square
    face = KeyPoints((150, 160), (170, 160), (160, 170), (160, 180), 0.9)
    given = make_exemplar(photo, square, face, 0.0)
    call.show({1: FAR}, 5)
    call.people.give(1, [given])
    assert call.people.exemplars(1) == [given]
    call.show({})
    call.time += 100
    call.show({2: replace(FAR, x=200)}, 6)
    assert call.people.exemplars(2) == [given]


def test_everybody_is_known_for_as_long_as_the_settings_say(two: list[Actor], recogniser: Recogniser) -> None:
    call = Call(two, recogniser, replace(SETTINGS, remember=2.0))
    call.show({1: HERE}, 2)
    kept = call.people.exemplars(1)
    call.time += 119
    call.show({})
    assert [view.id for view in call.people.everyone()] == [1] and all(e.image.any() for e in kept)
    call.time += 2
    call.show({})
    assert call.people.everyone() == []
    assert not any(e.image.any() or e.thumb.any() for e in kept)


def test_clear_wipes_everybody_and_the_call_goes_on(call: Call) -> None:
    call.show({1: HERE}, 3)
    kept = call.people.exemplars(1)
    call.people.clear()
    assert call.people.exemplars(1) == [] and not any(e.image.any() for e in kept)
    call.show({1: HERE})
    assert call.people.certain(1) == 1 and len(call.people.exemplars(1)) == 1


def test_remove_wipes_one(call: Call) -> None:
    call.show({1: HERE}, 3)
    first, *rest = call.people.exemplars(1)
    call.people.remove(first.id)
    call.people.remove("no such id")
    assert [e.id for e in call.people.exemplars(1)] == [e.id for e in rest]
    assert not first.image.any() and all(e.image.any() for e in rest)


def test_nothing_is_banked_while_paused(call: Call) -> None:
    call.show({1: HERE}, 2)
    call.people.pause(True)
    call.show({1: HERE}, 2)
    assert len(call.people.exemplars(1)) == 2
    call.people.pause(False)
    call.show({1: HERE}, 2)
    assert len(call.people.exemplars(1)) == 4


def test_heads_that_touch_are_not_banked(call: Call) -> None:
    call.show({1: replace(HERE, x=250), 2: Place(1, 350, 170, 150)}, 3)
    assert not any(banked(call.people).values())


def test_a_head_half_covered_is_given_nothing_until_it_is_free_again(call: Call) -> None:
    call.show({1: replace(HERE, x=250)}, 24)
    assert call.people.exemplars(1)
    call.show({1: replace(HERE, x=250), 2: Place(1, 335, 170, 150, 1)})
    assert call.people.exemplars(1) == []
    call.show({1: replace(HERE, x=250), 2: Place(1, 480, 170, 150, 1)}, 6)
    assert call.people.exemplars(1) and call.people.certain(1) == 1


def test_a_far_face_beside_a_near_head_is_known(call: Call) -> None:
    call.show({1: HERE}, 24)
    ours = {e.id for e in call.people.exemplars(1)}
    call.show({}, 2)
    far = Place(0, 420, 120, 40, 1)
    call.show({2: far, 3: Place(1, 320, 200, 260)}, 10)  # within the near head's square, beside the head
    assert call.people.certain(2) == 1 and {e.id for e in call.people.exemplars(2)} == ours
    assert call.people.certain(3) not in (None, 1)


def test_of_those_who_pass_by_only_some_are_remembered(call: Call, two: list[Actor]) -> None:
    rng = np.random.default_rng(0)
    for i in range(MOST_PASSERS_BY + 6):
        pattern = np.kron(rng.integers(0, 256, (8, 8, 3)), np.ones((40, 40, 1))).astype(np.uint8)
        call.actors = [Actor(pattern, two[0].square)]
        call.show({i: replace(HERE, side=60)}, round(NEW_PERSON_AFTER / STEP) + 2)
    assert len(call.people.everyone()) <= MOST_PASSERS_BY + 1


def arrays_of(people: People) -> list[np.ndarray]:
    """Every array that can be reached from it."""
    seen, found, queue = set(), [], [*people.__dict__.values()]
    while queue:
        thing = queue.pop()
        if id(thing) in seen or isinstance(thing, type | str | int | float):
            continue
        seen.add(id(thing))
        if isinstance(thing, np.ndarray):
            found.append(thing)
        elif not isinstance(thing, Recogniser):
            queue += [
                *gc.get_referents(thing),
                *getattr(thing, "__dict__", {}).values(),
            ]  # 3.13 hides the latter
    return found


def test_codes_are_wiped_with_the_banks(call: Call) -> None:
    call.show({1: replace(HERE, x=150), 2: Place(1, 480, 170, 150)}, 40)
    call.show({}, 1)
    kept = [a for a in arrays_of(call.people) if a.any()]
    assert kept
    call.people.clear()
    assert not any(a.any() for a in kept)


def test_of_who_was_in_view_when_the_camera_stopped_no_code_is_kept_either(
    two: list[Actor], recogniser: Recogniser
) -> None:
    call = Call(two, recogniser, replace(SETTINGS, remember=2.0))
    call.show({1: HERE}, 3)
    call.show({1: HERE, 2: FAR}, 1)  # of the second it is not decided yet who it is
    kept = [a for a in arrays_of(call.people) if a.any()]
    call.people.expire(call.time + 121)
    assert kept and not any(a.any() for a in kept)


def test_codes_of_a_frame_are_wiped_with_the_tracks_that_keep_them(two: list[Actor], recogniser: Recogniser) -> None:
    given: list[np.ndarray] = []

    class Watched:
        """The recogniser, and the codes that it gave."""

        def codes(self, glances: list[Image]) -> np.ndarray:
            given.append(recogniser.codes(glances))
            return given[-1]

    call = Call(two, Watched())
    call.show({1: replace(HERE, x=150), 2: Place(1, 480, 170, 150)}, 3)
    call.show({1: replace(HERE, x=150), 2: Place(1, 480, 170, 150)}, 1, found=False)
    assert len(given) == 4 and not any(codes.any() for codes in given)


def test_of_who_comes_while_paused_nothing_is_learned(call: Call) -> None:
    call.people.pause(True)
    call.show({1: HERE}, 5)
    assert call.people.certain(1) == 1 and len(call.people._roster.people[0].gallery) == 0
    call.people.clear()
    assert len(call.people._roster.people[0].gallery) == 0
    call.people.pause(False)
    call.show({1: HERE}, 20)
    assert call.people.certain(1) == 1 and call.people.exemplars(1) and len(call.people._roster.people[0].gallery) > 0
