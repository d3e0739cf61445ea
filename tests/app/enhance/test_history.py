"""What is remembered of each far face's last frames, and what must never be."""

from dataclasses import replace

import numpy as np
import pytest

from app.capture.frame import Frame
from app.enhance import EnhancedFace, Enhancer, Grant, everything
from app.enhance.history import LONGEST_GAP, MOST_EARLIER, MOST_MOVED, OLDEST, History, Window
from app.faces import Track
from app.people.look import Scene
from app.run.offline import Graph
from app.settings import Settings
from hime_core.detector import FaceDetector
from hime_core.geometry import Image, KeyPoints, Square
from hime_core.recogniser import Recogniser
from hime_core.runtime import Engine
from tests.app.remembering import Remembering
from tests.conftest import place, wall

# Frames are this many seconds apart.
STEP = 1 / 30
FACE = KeyPoints((0, 0), (0, 0), (0, 0), (0, 0), 0.9)
WINDOW = Window(10, 20, 48, 48)


def track(time: float, id: int = 1, x: float = 100.0, side: float = 42.0) -> Track:
    return Track(id, FACE, Square(x, 300, side), "far", 0.0, time, 10, np.zeros((16, 16), np.float32))


def scene(time: float, tracks: list[Track], people: dict[int, int], image: Image | None = None) -> Scene:
    return Scene(Frame(np.zeros((1, 1, 3), np.uint8) if image is None else image, time, 0), tracks, {}, people, 0, {})


def picture(value: int = 1) -> Image:
    return np.full((2, 2, 3), value, np.uint8)


def with_noise(image: Image, frame: int) -> Image:
    """A picture as a camera sees it in this frame."""
    return np.clip(image + np.random.default_rng(frame).normal(0, 4, image.shape), 0, 255).astype(np.uint8)


def remembered(history: History, frames: int, people: dict[int, int] | None = None) -> list[Image]:
    """Let a history see track 1 in so many frames. Returns what is remembered of each, in the very arrays."""
    for n in range(frames):
        here = track(n * STEP)
        history.add(scene(n * STEP, [here], people or {1: 7}), here, WINDOW, picture(n + 1))
    now = track(frames * STEP)
    return history.before(scene(frames * STEP, [now], people or {1: 7}), now, WINDOW)


def test_the_last_three_frames_are_remembered_and_older_ones_overwritten() -> None:
    history = History()
    first = remembered(history, 3)
    assert [p.flat[0] for p in first] == [1, 2, 3]
    for n in (3, 4):
        here = track(n * STEP)
        history.add(scene(n * STEP, [here], {1: 7}), here, WINDOW, picture(n + 1))
    now = track(5 * STEP)
    assert [p.flat[0] for p in history.before(scene(5 * STEP, [now], {1: 7}), now, WINDOW)] == [3, 4, 5]
    assert [p.any() for p in first] == [False, False, True]
    assert history.count(now) == MOST_EARLIER == 3


def test_a_picture_that_is_sent_twice_is_remembered_once() -> None:
    history, shown = History(), [picture(20 * n) for n in (1, 1, 2, 2, 3, 3, 4, 4)]
    shown[3][0, 0, 0] += 8  # as after hard compression
    for n, seen in enumerate(shown):
        here = track(n * STEP)
        history.add(scene(n * STEP, [here], {1: 7}), here, WINDOW, seen)
    now = track(len(shown) * STEP)
    assert [p.flat[-1] for p in history.before(scene(now.seen, [now], {1: 7}), now, WINDOW)] == [40, 60, 80]


def test_while_a_face_keeps_still_older_pictures_are_forgotten_and_overwritten() -> None:
    history = History()
    moved = remembered(history, 2)
    for n in range(2, 40):
        here = track(n * STEP)
        history.add(scene(n * STEP, [here], {1: 7}), here, WINDOW, picture(99))
        assert moved[0].any() == (n * STEP <= OLDEST)
    now = track(40 * STEP)
    assert [p.flat[0] for p in history.before(scene(40 * STEP, [now], {1: 7}), now, WINDOW)] == [99]
    assert not any(p.any() for p in moved)


def test_a_picture_is_not_used_when_it_is_too_old() -> None:
    """A slow network asks a while after it was given the last picture."""
    history = History()
    moved = remembered(history, 1)
    for time in (0.15, 0.3, 0.45, 0.6):
        here = track(time)
        history.add(scene(time, [here], {1: 7}), here, WINDOW, picture(99))
    now = track(0.75)
    assert [p.flat[0] for p in history.before(scene(0.75, [now], {1: 7}), now, WINDOW)] == [99]
    assert not any(p.any() for p in moved)


def test_what_others_use_of_a_frame_is_not_overwritten() -> None:
    """The enhanced face keeps the LR picture that it was made from."""
    history, seen, here = History(), picture(5), track(0.0)
    history.add(scene(0.0, [here], {1: 7}), here, WINDOW, seen)
    history.wipe()
    assert seen.all()


NOW = 3 * STEP
LAST = 2 * STEP  # the time of the last remembered frame
UNSEEN = replace(track(LAST), state="lost", misses=1)
BESIDE = track(NOW, 2, x=135.0)

# What a scene shows that the pictures do not fit: its time, its tracks and its people.
BREAKS: dict[str, tuple[float, list[Track], dict[int, int]]] = {
    "the face is not proven": (NOW, [track(NOW)], {}),
    "another person is on the track": (NOW, [track(NOW)], {1: 8}),
    "the track is gone": (NOW, [], {}),
    "the scene is cut": (NOW, [replace(track(NOW, id=2), scene=1)], {2: 7}),
    "the face is missed in this frame": (NOW, [UNSEEN], {1: 7}),
    "the face was missed in a frame between": (NOW, [replace(track(NOW), misses=1)], {1: 7}),
    "another head is in the headshot": (NOW, [track(NOW), BESIDE], {1: 7, 2: 8}),
    "too much time has passed": (LAST + LONGEST_GAP + 0.01, [track(LAST + LONGEST_GAP + 0.01)], {1: 7}),
    "the clock went back": (STEP, [track(STEP)], {1: 7}),
    "it is the same frame once more": (LAST, [track(LAST)], {1: 7}),
}


@pytest.mark.parametrize("broken", BREAKS.values(), ids=BREAKS)
def test_what_ends_a_history_also_overwrites_it(broken: tuple[float, list[Track], dict[int, int]]) -> None:
    history = History()
    pictures = remembered(history, 3)
    history.keep(scene(*broken))
    assert len(pictures) == 3 and history.count(track(NOW)) == 0 and not np.any(pictures)


@pytest.mark.parametrize(
    "window",
    [
        replace(WINDOW, lr=40),
        replace(WINDOW, side=56),
        replace(WINDOW, side=56, lr=56),
        replace(WINDOW, x=WINDOW.x + int(MOST_MOVED) + 1),
        replace(WINDOW, y=WINDOW.y - int(MOST_MOVED) - 1),
    ],
)
def test_a_window_that_the_pictures_do_not_fit_ends_a_history(window: Window) -> None:
    history = History()
    pictures = remembered(history, 3)
    here = track(NOW)
    assert history.before(scene(NOW, [here], {1: 7}), here, window) == []
    assert not np.any(pictures)


def test_a_face_that_moves_a_little_and_waits_for_its_turn_keeps_its_history() -> None:
    history = History()
    remembered(history, 3)
    time = LAST + LONGEST_GAP - 0.01
    here, far_away = track(time), track(time, 2, x=300.0)
    history.keep(scene(LAST + STEP, [track(LAST + STEP)], {1: 7}))  # not enhanced in this frame
    now = scene(time, [here, far_away], {1: 7, 2: 8})
    history.keep(now)
    assert len(history.before(now, here, replace(WINDOW, x=WINDOW.x + int(MOST_MOVED)))) == 3
    assert replace(WINDOW, x=30, lr=24).continues(
        replace(WINDOW, lr=24)
    )  # 20 pixels of the frame, 10 of the LR picture


@pytest.mark.parametrize(
    "shown", [(NOW, [track(NOW)], {}), (NOW, [UNSEEN], {1: 7}), BREAKS["another head is in the headshot"]]
)
def test_a_face_that_is_not_surely_its_own_leaves_no_picture(shown: tuple[float, list[Track], dict[int, int]]) -> None:
    history = History()
    history.add(scene(*shown), shown[1][0], WINDOW, picture())
    assert history.count(shown[1][0]) == 0


def test_whatever_happens_a_face_gets_pictures_of_its_own_person_and_all_others_are_overwritten() -> None:
    """Two tracks whose people change, are exchanged, or are not known, and faces that are missed, in any order."""
    rng = np.random.default_rng(5)
    history, given = History(), {}
    people, misses = {1: 1, 2: 2}, {1: 0, 2: 0}
    for n in range(150):
        if rng.random() < 0.15:
            people = [{1: 1, 2: 2}, {1: 2, 2: 1}, {1: 3, 2: 2}, {2: 1}, {1: 2}, {}][rng.integers(6)]
        missed = {i for i in (1, 2) if rng.random() < 0.05}
        misses = {i: count + (i in missed) for i, count in misses.items()}
        times = {i: n - 1 if i in missed else n for i in (1, 2)}
        tracks = [replace(track(times[i] * STEP, i, x=300.0 * i), misses=misses[i]) for i in (1, 2)]
        now = scene(n * STEP, tracks, people)
        history.keep(now)
        kept = set()
        for here in tracks:
            past = history.before(now, here, WINDOW)
            assert all(p.flat[0] == people[here.id] for p in past)
            given |= {id(p): p for p in past}
            kept |= {id(p) for p in past}
            seen = picture(people.get(here.id, 9))
            seen[1, 1] = 40 * (n - int(rng.random() < 0.3)) % 256  # some pictures are the one before once more
            history.add(now, here, WINDOW, seen)
        still = {i for i, p in given.items() if p.any()}
        assert still <= kept
    assert len(given) > 100
    history.wipe()
    assert not any(p.any() for p in given.values())


def shown(
    enhancer: Enhancer, image: Image, time: float, places: dict[int, float], people: dict[int, int]
) -> list[EnhancedFace]:
    """Enhance the faces of a frame in full. places: by track, where its face is."""
    seen = with_noise(image, round(time / STEP))
    now = scene(time, [track(time, id, x, 21) for id, x in places.items()], people, seen)
    return enhancer.enhance(now, everything(enhancer.demands(now)))


def test_faces_in_one_batch_and_faces_that_change_tracks_share_nothing(
    photo: Image, square: Square, engine: Engine
) -> None:
    """The mirrored portrait stands beside the portrait. In the end their tracks are exchanged."""
    mirrored, there = photo[:, ::-1].copy(), replace(square, x=512 - square.x)
    one = place(photo, square, 21, 100, 300, wall(400, 400))
    both = place(mirrored, there, 21, 250, 300, one)
    network = Remembering(engine)
    enhancer = Enhancer(network, 116, 3)  # type: ignore[arg-type]
    [known] = shown(enhancer, one, 1.0, {1: 100}, {1: 7})
    shown(enhancer, both, 1.0 + STEP, {1: 100, 2: 250}, {1: 7})
    results = shown(enhancer, both, 1.0 + 2 * STEP, {1: 100, 2: 250}, {1: 7, 2: 8})
    first, second = sorted(results, key=lambda face: face.track_id)
    assert network.calls == [[0], [0], [1], [0], [2]]  # with earlier frames and without are two batches
    assert np.array_equal(network.asked[-1][0][0], known.lr)
    assert not np.array_equal(network.asked[-1][0][0], second.lr)
    shown(enhancer, both, 1.0 + 3 * STEP, {1: 100, 2: 250}, {1: 7, 2: 8})
    assert network.calls[-1] == [3, 1]
    for past, before in zip(network.asked[-1], (first, second), strict=True):
        assert np.array_equal(past[-1], before.lr)
    shown(enhancer, both, 1.0 + 4 * STEP, {1: 250, 2: 100}, {1: 8, 2: 7})
    assert network.calls[-1] == [0, 0] and not any(p.any() for p in network.past)
    kept = [p.lr for track in enhancer._history._tracks.values() for p in track.pictures]
    assert len(kept) == 2 and np.all([p.any() for p in kept])
    shown(enhancer, both, 1.0 + 5 * STEP, {}, {})
    assert not np.any(kept)


def test_a_smaller_grant_ends_a_history_and_a_wipe_overwrites_it(photo: Image, square: Square, engine: Engine) -> None:
    image = place(photo, square, 30, 100, 300, wall(400, 200))
    network = Remembering(engine)
    enhancer = Enhancer(network, 116, 3)  # type: ignore[arg-type]
    counted = []
    for n, lr in enumerate([40, 40, 32, 32]):
        now = scene(n * STEP + 1, [track(n * STEP + 1, side=30)], {1: 7}, with_noise(image, n))
        [demand] = enhancer.demands(now)
        counted.append(demand.earlier)
        enhancer.enhance(now, [Grant(demand, lr, 0)])
    assert network.calls == [[0], [1], [0], [1]] and counted == [0, 1, 2, 1]
    [kept] = enhancer._history._tracks.values()
    enhancer.wipe()
    assert not any(p.lr.any() for p in kept.pictures) and not any(p.any() for p in network.past)


def test_a_recording_is_enhanced_with_earlier_frames(
    photo: Image, square: Square, engine: Engine, detector: FaceDetector, recogniser: Recogniser
) -> None:
    network = Remembering(engine)
    graph = Graph(network, detector, recogniser, Settings(), 320, 180)  # type: ignore[arg-type]
    image = place(photo, square, 28, 160, 90, wall(180, 320))
    for n in range(7):
        graph.process(Frame(with_noise(image, n), n * STEP, n))
    assert max(max(call) for call in network.calls) == MOST_EARLIER
    graph.close()
    assert not any(p.any() for p in network.past)
