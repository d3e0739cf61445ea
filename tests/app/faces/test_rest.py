"""When HIME may leave out looking for faces, on made frames and in a made call."""

import cv2
import numpy as np
import pytest

from app.capture.frame import Frame
from app.faces.rest import AWAKE_SECONDS, FRAMES_PER_REST, Rest
from app.people.look import Look
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


def call(head: tuple[Image, Square], sides: list[float]) -> list[Image]:
    """A face of these sides, frame by frame."""
    room = cv2.GaussianBlur(wall(), (0, 0), 2)
    return [place(head[0], head[1], side, 640, 330, np.asarray(room, np.uint8)) for side in sides]


def test_a_near_face_is_seldom_looked_at_and_a_far_one_in_every_frame(
    head: tuple[Image, Square], detector: FaceDetector, recogniser: Recogniser
) -> None:
    look, counted = Look(detector, recogniser, Settings()), []
    find = look._search.find

    def counting(image: Image, known: list[Square]) -> list[object]:
        counted.append(len(scenes))
        return find(image, known)  # type: ignore[return-value]

    look._search.find = counting  # type: ignore[method-assign, assignment]
    scenes: list[object] = []
    shrinks = [260 * (50 / 260) ** (i / 20) for i in range(20)]
    near, far = 150, 60
    for i, image in enumerate(call(head, [260.0] * near + shrinks + [50.0] * far)):
        scenes.append(look.process(Frame(image, i / FPS, i)))
    assert sum(30 * 3 <= i < near for i in counted) <= (near - 90) / FRAMES_PER_REST + 1
    assert sum(i >= near + 20 for i in counted) == far
    assert all(scene.tracks and scene.people for scene in scenes[-far + 30 :])  # type: ignore[attr-defined]
    assert all(scene.exemplars[scene.tracks[0].id] for scene in scenes[-far + 30 :])  # type: ignore[attr-defined]
