"""When HIME may leave out looking for faces, on made frames and in a made call."""

from dataclasses import dataclass

import cv2
import numpy as np
import pytest

from app.capture.frame import Frame
from app.enhance.history import History, Window
from app.faces.rest import AWAKE_SECONDS, FRAMES_PER_FAR_REST, FRAMES_PER_REST, Rest
from app.faces.search import Detection
from app.people.look import Look, Scene, steady
from app.settings import Settings
from hime_core.detector import FaceDetector
from hime_core.geometry import Image, Square, headshot_square
from hime_core.recogniser import Recogniser
from tests.app.people.made_calls import somebody_else
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


def test_what_changed_while_something_else_needed_a_look_wakes_for_as_long(still: list[Image]) -> None:
    rest = Rest()
    dark = [np.asarray(image // 2, np.uint8) for image in still]
    looked = [not rest.allows(i, [HEAD], n / FPS, n == 90) for n, i in enumerate([*still, *dark])]
    awake = round(AWAKE_SECONDS * FPS)
    assert all(looked[90 : 90 + awake]) and not all(looked[90 + awake :])


def test_frames_of_another_size_are_new(still: list[Image]) -> None:
    rest, small = Rest(), [image[:600] for image in still[:3]]
    for n, image in enumerate([still[0], *small, still[1]]):
        assert not rest.allows(np.asarray(image, np.uint8), [HEAD], n / FPS, needed=n in (1, 2))


@pytest.fixture(scope="module")
def head(photo: Image, detector: FaceDetector) -> tuple[Image, Square]:
    return photo, headshot_square(detector.detect(photo)[0])


def call(head: tuple[Image, Square], sides: list[float], steps: list[float]) -> list[Image]:
    """A face of these sides, so many pixels to the right of the middle, frame by frame."""
    room = np.asarray(cv2.GaussianBlur(wall(), (0, 0), 2), np.uint8)
    return [place(*head, side, 640 + step, 330, room) for side, step in zip(sides, steps, strict=True)]


# In the made call somebody is near, walks away, is far, steps aside and is far again, for so many frames each.
NEAR, WALKS, FAR, ASIDE, THERE = 150, 20, 100, 20, 80


@dataclass
class Walk:
    """A look at a call, its scenes, and the numbers of the frames in which faces were looked for."""

    look: Look
    scenes: list[Scene]
    searched: list[int]

    def show(self, image: Image) -> Scene:
        """Have a frame looked at, as the next one."""
        n = len(self.scenes)
        self.scenes.append(self.look.process(Frame(image, n / FPS, n)))
        return self.scenes[-1]


def walked(head: tuple[Image, Square], detector: FaceDetector, recogniser: Recogniser) -> Walk:
    """Somebody was near, walked away and is far."""
    walk = Walk(Look(detector, recogniser, Settings()), [], [])
    find = walk.look._search.find

    def noting(image: Image, known: list[Square]) -> list[Detection]:
        walk.searched.append(len(walk.scenes))
        return find(image, known)

    walk.look._search.find = noting  # type: ignore[method-assign]
    shrinks = [260 * (50 / 260) ** (i / WALKS) for i in range(WALKS)]
    for image in call(head, [260.0] * NEAR + shrinks + [50.0] * FAR, [0.0] * (NEAR + WALKS + FAR)):
        walk.show(image)
    return walk


@pytest.fixture(scope="module")
def walk(head: tuple[Image, Square], detector: FaceDetector, recogniser: Recogniser) -> Walk:
    """The same, and then that person steps aside and is far there."""
    walk = walked(head, detector, recogniser)
    steps = [4.0 * i for i in range(ASIDE)] + [4.0 * ASIDE] * THERE
    for image in call(head, [50.0] * (ASIDE + THERE), steps):
        walk.show(image)
    return walk


def test_a_near_face_is_seldom_looked_for(walk: Walk) -> None:
    assert sum(30 * 3 <= i < NEAR for i in walk.searched) <= (NEAR - 90) / FRAMES_PER_REST + 1


def test_a_far_face_is_looked_for_in_every_other_frame_once_it_keeps_its_place(walk: Walk) -> None:
    far, aside = NEAR + WALKS, NEAR + WALKS + FAR
    there = aside + ASIDE
    assert sum(far + 70 <= i < aside for i in walk.searched) == pytest.approx((FAR - 70) / FRAMES_PER_FAR_REST, abs=1)
    assert set(range(aside + 2, there)) <= set(walk.searched)
    assert sum(i >= there + 30 for i in walk.searched) < 0.75 * (THERE - 30)


def test_where_a_far_face_is_not_looked_for_everything_else_is_as_in_other_frames(walk: Walk) -> None:
    scenes = walk.scenes[NEAR + WALKS + 30 :]
    assert all(scene.tracks and scene.people and scene.exemplars[scene.tracks[0].id] for scene in scenes)
    assert all(scene.tracks[0].seen == scene.frame.time and not scene.tracks[0].misses for scene in scenes)
    history = History()
    for scene in scenes[-30:]:
        history.add(scene, scene.tracks[0], Window(0, 0, 8, 8), scene.frame.image[:8, :8])
    assert history.count(scenes[-1].tracks[0]) > 0


def until_left_out(walk: Walk, image: Image) -> None:
    """Show a frame until faces need not be looked for in the next one."""
    for _ in range(10):
        walk.show(image)
        if len(walk.scenes) - 1 in walk.searched and len(walk.scenes) - 2 not in walk.searched:
            return
    pytest.fail("HIME never rests")


def test_somebody_else_in_the_place_of_a_far_face_is_given_nobodys_exemplars_in_the_very_first_frame(
    head: tuple[Image, Square], detector: FaceDetector, recogniser: Recogniser, monkeypatch: pytest.MonkeyPatch
) -> None:
    walk = walked(head, detector, recogniser)
    until_left_out(walk, call(head, [50.0], [0.0])[0])
    assert walk.show(call(head, [50.0], [0.0])[0]).people and len(walk.scenes) - 1 not in walk.searched
    until_left_out(walk, call(head, [50.0], [0.0])[0])
    monkeypatch.setattr("app.people.look.still_there", lambda *_: True)  # as if the two looked alike in a thumb
    other = somebody_else(*head)
    scene = walk.show(call((other.photo, other.square), [50.0], [0.0])[0])
    assert len(walk.scenes) - 1 not in walk.searched
    assert not scene.people and not any(scene.exemplars.values())


def test_when_a_far_faces_place_looks_otherwise_faces_are_looked_for_in_that_very_frame(
    head: tuple[Image, Square], detector: FaceDetector, recogniser: Recogniser
) -> None:
    walk = walked(head, detector, recogniser)
    last = call(head, [50.0], [0.0])[0]
    until_left_out(walk, last)
    covered = last.copy()
    covered[305:355, 615:665] = covered[305:355, 615:665][::-1]
    walk.show(covered)
    assert len(walk.scenes) - 1 in walk.searched


@pytest.mark.parametrize(("change", "keeps"), [(1.5, True), (2.5, False)])
def test_a_head_keeps_its_place_and_size_within_a_few_hundredths_of_its_side(change: float, keeps: bool) -> None:
    before = Square(100, 100, 50)
    for now in (Square(100 + change, 100, 50), Square(100, 100 - change, 50), Square(100, 100, 50 - change)):
        assert steady(before, now) == keeps
