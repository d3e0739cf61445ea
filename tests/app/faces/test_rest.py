"""When HIME may leave out looking for faces, on made frames and in a made call."""

import cv2
import numpy as np
import pytest

from app.capture.frame import Frame
from app.faces.rest import AWAKE_SECONDS, FRAMES_PER_FAR_REST, FRAMES_PER_REST, Rest
from app.faces.search import Detection
from app.people.look import Look, Scene, steady
from app.settings import Settings
from hime_core.detector import FaceDetector
from hime_core.geometry import Image, Square, headshot_square
from hime_core.recogniser import Recogniser
from tests.conftest import place, wall

FPS = 30
HEAD = Square(640, 330, 260)
WALL = wall()


def frame(i: int, *patches: tuple[int, int, int]) -> Image:
    """A noisy room with other patches at x, y of a side, in pixels."""
    image = WALL.copy()
    for x, y, side in patches:
        image[y : y + side, x : x + side] += 80
    cv2.setRNGSeed(i)
    noise = cv2.randn(np.empty(image.shape, np.int16), 0, 3)
    return np.asarray(cv2.add(image, noise, dtype=cv2.CV_8U), np.uint8)


def looks(frames: list[Image], known: list[Square], needed: bool = False) -> list[bool]:
    """For each frame, whether HIME looks at it."""
    rest = Rest()
    return [not rest.allows(image, known, i / FPS, needed) for i, image in enumerate(frames)]


@pytest.fixture(scope="module")
def still() -> list[Image]:
    """Three seconds of a still room."""
    return [frame(i) for i in range(90)]


def test_in_a_still_room_one_frame_of_three_is_looked_at(still: list[Image]) -> None:
    seen = looks(still, [HEAD])
    awake = round(AWAKE_SECONDS * FPS)
    assert all(seen[:awake])  # at first anything may be new
    assert sum(seen[awake:]) == pytest.approx((90 - awake) / FRAMES_PER_REST, abs=1)


def test_whoever_comes_in_is_looked_at_from_the_first_frame_on(still: list[Image]) -> None:
    frames = still + [frame(i, (40 + 4 * i, 200, 60)) for i in range(10)]
    assert all(looks(frames, [HEAD])[90:])


def test_what_never_stops_moving_wakes_nobody_for_long() -> None:
    frames = [frame(i, (100, 100, 80)) if i % 2 else frame(i) for i in range(300)]
    seen = looks(frames, [HEAD])
    assert all(seen[:60])
    assert sum(seen[-90:]) == 30


def test_a_known_head_that_nods_wakes_nobody_and_one_that_is_replaced_does(still: list[Image]) -> None:
    nods = [frame(i, (600, 420, 40)) if i % 6 < 3 else frame(i) for i in range(90)]
    assert sum(looks(still + nods, [HEAD])[90:]) == 30
    replaced = [frame(i, (510, 200, 260)) for i in range(9)]
    assert all(looks(still + replaced, [HEAD])[90:])


def test_light_that_changes_everywhere_wakes(still: list[Image]) -> None:
    dark = [np.asarray(frame(i) // 2, np.uint8) for i in range(9)]
    assert all(looks(still + dark, [])[90:])


def test_while_something_else_needs_a_look_no_frame_is_left_out(still: list[Image]) -> None:
    assert all(looks(still, [], needed=True))


def test_once_nothing_else_needs_a_look_hime_rests_as_before_and_wakes_for_what_is_new(still: list[Image]) -> None:
    rest, looked = Rest(), []
    frames = [*still, *still[:30], frame(0, (100, 100, 80))]
    for i, image in enumerate(frames):
        looked.append(not rest.allows(image, [HEAD], i / FPS, needed=90 <= i < 100))
    assert all(looked[90:100]) and sum(looked[100:120]) <= 20 / FRAMES_PER_REST + 1
    assert looked[-1]
    rest = Rest()
    assert not rest.allows(still[0], [HEAD], 0.0, needed=True)
    assert not rest.allows(still[1], [HEAD], 1 / FPS, needed=False)  # nothing is known of the room yet


@pytest.fixture(scope="module")
def head(photo: Image, detector: FaceDetector) -> tuple[Image, Square]:
    return photo, headshot_square(detector.detect(photo)[0])


def call(head: tuple[Image, Square], sides: list[float], steps: list[float]) -> list[Image]:
    """A face of these sides, so many pixels to the right of the middle, frame by frame."""
    room = np.asarray(cv2.GaussianBlur(wall(), (0, 0), 2), np.uint8)
    return [place(*head, side, 640 + step, 330, room) for side, step in zip(sides, steps, strict=True)]


# In the made call somebody is near, walks away, is far, steps aside and is far again, for so many frames each.
NEAR, WALKS, FAR, ASIDE, THERE = 150, 20, 100, 20, 80


@pytest.fixture(scope="module")
def walk(
    head: tuple[Image, Square], detector: FaceDetector, recogniser: Recogniser
) -> tuple[Look, list[Scene], list[int]]:
    """The look at the made call, its scenes, and the numbers of the frames that were looked at."""
    look = Look(detector, recogniser, Settings())
    scenes: list[Scene] = []
    counted: list[int] = []
    find = look._search.find

    def counting(image: Image, known: list[Square]) -> list[Detection]:
        counted.append(len(scenes))
        return find(image, known)

    look._search.find = counting  # type: ignore[method-assign]
    shrinks = [260 * (50 / 260) ** (i / WALKS) for i in range(WALKS)]
    sides = [260.0] * NEAR + shrinks + [50.0] * (FAR + ASIDE + THERE)
    steps = [0.0] * (NEAR + WALKS + FAR) + [4.0 * i for i in range(ASIDE)] + [4.0 * ASIDE] * THERE
    for i, image in enumerate(call(head, sides, steps)):
        scenes.append(look.process(Frame(image, i / FPS, i)))
    return look, scenes, counted


def test_a_near_face_is_seldom_looked_at(walk: tuple[Look, list[Scene], list[int]]) -> None:
    assert sum(30 * 3 <= i < NEAR for i in walk[2]) <= (NEAR - 90) / FRAMES_PER_REST + 1


def test_a_far_face_is_looked_at_in_every_other_frame_once_it_keeps_its_place(
    walk: tuple[Look, list[Scene], list[int]],
) -> None:
    _, scenes, counted = walk
    far, aside = NEAR + WALKS, NEAR + WALKS + FAR
    there = aside + ASIDE
    assert sum(far + 70 <= i < aside for i in counted) == pytest.approx((FAR - 70) / FRAMES_PER_FAR_REST, abs=1)
    assert set(range(aside + 2, there)) <= set(counted)
    assert sum(i >= there + 30 for i in counted) < 0.75 * (THERE - 30)
    assert all(scene.tracks and scene.people for scene in scenes[far + 30 :])
    assert all(scene.exemplars[scene.tracks[0].id] for scene in scenes[far + 30 :])


def test_when_something_else_is_in_the_place_of_a_far_face_that_very_frame_is_looked_at(
    head: tuple[Image, Square], walk: tuple[Look, list[Scene], list[int]]
) -> None:
    look, scenes, counted = walk
    last = call(head, [50.0], [4.0 * ASIDE])[0]
    while len(scenes) - 1 in counted:  # the next frame must be one that may be left out
        scenes.append(look.process(Frame(last, len(scenes) / FPS, len(scenes))))
    scenes.append(look.process(Frame(last, len(scenes) / FPS, len(scenes))))
    x, y = round(640 + 4 * ASIDE), 330
    covered = last.copy()
    covered[y - 25 : y + 25, x - 25 : x + 25] = covered[y - 25 : y + 25, x - 25 : x + 25][::-1]
    scenes.append(look.process(Frame(covered, len(scenes) / FPS, len(scenes))))
    assert len(scenes) - 1 in counted


@pytest.mark.parametrize(("change", "keeps"), [(1.5, True), (2.5, False)])
def test_a_head_keeps_its_place_and_size_within_a_few_hundredths_of_its_side(change: float, keeps: bool) -> None:
    before = Square(100, 100, 50)
    for now in (Square(100 + change, 100, 50), Square(100, 100 - change, 50), Square(100, 100, 50 - change)):
        assert steady(before, now) == keeps
