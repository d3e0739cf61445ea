from collections.abc import Callable
from typing import Literal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from app.faces import Track
from app.picture.compose import FrameView
from app.picture.framing import LONGEST_MOVE, MAX_SCALE, SHORTEST_MOVE, Framing
from app.settings import OutputSettings
from hime_core.geometry import KeyPoints, Square

WIDTH, HEIGHT = 1280, 720
Scene = Callable[[float], list[Track]]


def track(x: float, y: float, side: float, id: int = 1, since: float = 0.0) -> Track:
    face = KeyPoints((0, 0), (1, 0), (0, 1), (0, 2), 1.0)
    return Track(id, face, Square(x, y, side), "far", since, since, 9, np.zeros((16, 16), np.float32))


def zoom(width: int = WIDTH, height: int = HEIGHT) -> Framing:
    return Framing(OutputSettings(view="zoom"), width, height)


def film(framing: Framing, scene: Scene, start: float, end: float, fps: float = 30.0) -> list[FrameView]:
    """The views of start <= time < end."""
    count = round((end - start) * fps)
    return [framing.view(scene(start + i / fps), start + i / fps) for i in range(count)]


def windows(views: list[FrameView]) -> NDArray[np.float64]:
    """N×3: centre x, y and height, in input pixels."""
    return np.array(
        [((v.width / 2 - v.tx) / v.scale, (v.height / 2 - v.ty) / v.scale, v.height / v.scale) for v in views]
    )


def margins(view: FrameView, square: Square) -> tuple[float, float, float, float]:
    """Input pixels between a square and the window's left, top, right and bottom."""
    x0, y0, x1, y1 = square.box
    left, top = -view.tx / view.scale, -view.ty / view.scale
    return x0 - left, y0 - top, left + view.width / view.scale - x1, top + view.height / view.scale - y1


def noisy(x: float, y: float, side: float, sigma: float, seed: int = 0) -> Scene:
    """One person who sits still, whose centre and side are measured with errors of sigma·side pixels."""
    rng = np.random.default_rng(seed)

    def scene(_: float) -> list[Track]:
        dx, dy, ds = sigma * side * rng.standard_normal(3)
        return [track(x + dx, y + dy, side + ds)]

    return scene


def test_full_view_is_the_whole_frame_times_the_scale_and_never_moves() -> None:
    framing = Framing(OutputSettings(view="full", scale=1.5), 641, 480)
    framing.override((100, 100, 120))
    for view in film(framing, lambda _: [track(100, 100, 40)], 0, 3):
        assert (view.scale, view.tx, view.ty) == pytest.approx((1.5, 0, 0), abs=1e-9)
        assert (view.width, view.height) == framing.size == (962, 720)


@pytest.mark.parametrize("side", [24, 50, 90, 180])
@pytest.mark.parametrize("sigma", [0.02, 0.03])
def test_the_view_rests_on_a_still_face_however_noisy(side: float, sigma: float) -> None:
    views = film(zoom(), noisy(700, 330, side, sigma), 0, 32)
    assert len(set(views[60:])) == 1


def test_a_nod_a_lean_and_an_opening_mouth_do_not_move_the_view() -> None:
    def scene(time: float) -> list[Track]:
        nod = 0.2 * 150 * np.sin(5 * time) * (3 < time < 6)
        lean = 0.35 * 150 * np.sin(np.pi * (time - 8) / 4) * (8 < time < 12)
        mouth = 1.15 if 14 < time % 16 < 15 else 1.0
        return [track(640 + lean, 330 + nod, 150 * mouth)]

    assert len(set(film(zoom(), scene, 0, 20)[60:])) == 1


def test_a_step_is_followed_once_smoothly_without_overshoot() -> None:
    framing = zoom()
    film(framing, lambda _: [track(300, 300, 50)], 0, 4)
    views = film(framing, lambda _: [track(900, 420, 50)], 4, 8, fps=100)
    path = windows(views)
    x, y = path[:, 0], path[:, 1]
    assert (np.diff(x) >= -1e-9).all() and (np.diff(y) >= -1e-9).all()
    assert abs(x[0] - 300) < 1 and abs(x[-1] - 900) < 1
    assert len(set(views[200:])) == 1, "settled within 2 s"
    far = x[-1] - x[0]
    speed, acceleration = np.diff(x) * 100, np.diff(x, 2) * 100**2
    assert speed.max() <= 1.9 * far / SHORTEST_MOVE  # a minimum-jerk motion's peak is 1.875 times its mean
    assert np.abs(acceleration).max() <= 5.9 * far / SHORTEST_MOVE**2
    assert speed[0] < 0.01 * speed.max() and np.abs(np.diff(acceleration)).max() < 0.1 * np.abs(acceleration).max()


def test_zooming_in_is_bounded_and_settles_with_headroom() -> None:
    framing = zoom()
    assert windows([framing.view([], 0.0)])[0].tolist() == [640, 360, 720]
    views = film(framing, lambda _: [track(900, 300, 50)], 0.1, 4, fps=30)
    scales = np.array([v.scale for v in views])
    assert (np.diff(scales) >= -1e-12).all() and (scales[1:] / scales[:-1]).max() < 1.1
    assert len(set(views[round(30 * LONGEST_MOVE) + 1 :])) == 1
    assert scales[-1] == MAX_SCALE
    assert views[-1].scale * 900 + views[-1].tx == pytest.approx(640, abs=15)
    assert 0.3 < (views[-1].scale * 300 + views[-1].ty) / 720 < 0.5


def test_a_new_goal_in_the_middle_of_a_move_bends_the_path_without_a_jolt() -> None:
    framing = zoom()
    film(framing, lambda _: [track(300, 360, 50)], 0, 4)
    path = windows(film(framing, lambda t: [track(600 if t < 4.5 else 900, 360, 50)], 4, 8, fps=100))[:, 0]
    assert (np.diff(path) >= -1e-9).all() and abs(path[-1] - 900) < 1
    assert np.abs(np.diff(path, 2) * 100**2).max() < 5.9 * 600


@pytest.mark.parametrize(("side", "speed"), [(40, 100), (50, 200), (90, 240), (150, 300)])
@pytest.mark.parametrize("fps", [10, 30])
def test_a_walking_person_stays_in_view(side: float, speed: float, fps: float) -> None:
    """Somebody walks at up to four headshots a second, about 1 m/s, and reaches that pace within half a second."""

    def scene(time: float) -> list[Track]:
        t = time - 4
        way = 0.0 if t < 0 else speed * (t * t if t < 0.5 else t - 0.25)
        return [track(250 + min(way, 750), 350, side)]

    framing = zoom()
    film(framing, scene, 0, 4, fps)
    for i in range(int(10 * fps)):
        people = scene(4 + i / fps)
        assert min(margins(framing.view(people, 4 + i / fps), people[0].square)) >= 0
    last = framing.view(scene(14), 14)
    left, top, right, bottom = margins(last, scene(14)[0].square)
    assert min(left, right) > side and top > 0.2 * side and top < bottom


def two(time: float) -> list[Track]:
    return [track(300, 300, 50, 1), track(900, 350, 60, 2)]


def test_several_people_are_framed_together() -> None:
    view = film(zoom(), two, 0, 4)[-1]
    for person in two(0):
        assert min(margins(view, person.square)) > 0.25 * person.square.side
    assert view.scale > 1.3


def test_who_joins_is_taken_in_calmly_and_who_leaves_is_let_go() -> None:
    framing = zoom()

    def scene(time: float) -> list[Track]:
        second = [track(900, 350, 60, 2, since=6.0)] if 6 <= time < 14 else []
        return [track(300, 300, 50, 1), *second]

    alone = film(framing, scene, 0, 6)[-1]
    assert alone.scale == MAX_SCALE
    joined = film(framing, scene, 6, 14)
    assert set(joined[:60]) == {alone}, "not before they have stayed"
    assert min(margins(joined[-1], scene(13)[1].square)) > 0
    left = film(framing, scene, 14, 20)
    assert set(left[:60]) == {joined[-1]}, "a face is lost for a moment now and then"
    assert left[-1].scale == MAX_SCALE


def test_a_passer_by_does_not_pull_the_frame() -> None:
    def scene(time: float) -> list[Track]:
        passing = [track(100 + 600 * (time - 6), 350, 120, 2, since=6.0)] if 6 <= time < 7.9 else []
        return [track(640, 330, 60, 1), *passing]

    views = film(zoom(), scene, 0, 12)
    assert len(set(views[90:])) == 1


def test_a_person_who_walks_on_under_a_new_track_is_still_followed() -> None:
    def scene(time: float) -> list[Track]:
        return [track(300, 330, 60, 1) if time < 4 else track(300 + 150 * min(time - 4, 4), 330, 60, 2, since=4.0)]

    framing = zoom()
    film(framing, scene, 0, 4)
    for i in range(180):
        people = scene(4 + i / 30)
        assert min(margins(framing.view(people, 4 + i / 30), people[0].square)) >= 0


def test_a_lost_face_holds_the_view_and_then_it_opens_slowly() -> None:
    framing = zoom()
    held = film(framing, lambda _: [track(700, 330, 60)], 0, 4)[-1]
    views = film(framing, lambda _: [], 4, 12)
    assert set(views[:58]) == {held}
    heights = windows(views)[:, 2]
    moving = np.flatnonzero(np.diff(heights))
    assert (np.diff(heights) >= 0).all() and len(moving) > 75
    assert (views[-1].scale, views[-1].tx, views[-1].ty) == (1, 0, 0)


def wandering(time: float) -> list[Track]:
    """Somebody sits, steps aside at 4 s, and is joined by another at 6.5 s."""
    me = track(300 if time < 4 else 700, 330, 60, 1)
    return [me, track(1000, 300, 60, 2, since=6.5)] if time >= 6.5 else [me]


@pytest.mark.parametrize("times", ["10", "60", "irregular"])
def test_the_path_does_not_depend_on_the_frame_rate(times: str) -> None:
    instants = np.arange(0, 12, 0.5)  # the times that all frame rates have in common

    def path(clock: NDArray[np.float64]) -> NDArray[np.float64]:
        framing = zoom()
        seen = {t: framing.view(wandering(t), t) for t in clock.tolist()}
        return windows([seen[t] for t in instants.tolist()])

    rng = np.random.default_rng(0)
    clocks = {"10": np.arange(120) / 10, "60": np.arange(720) / 60, "irregular": rng.uniform(0, 12, 250)}
    usual = path(np.union1d(np.arange(360) / 30, instants))
    assert np.ptp(usual, axis=0).min() > 3
    np.testing.assert_allclose(path(np.union1d(clocks[times], instants)), usual, atol=1e-6)


def test_override_eases_to_a_window_and_stays_until_it_is_lifted() -> None:
    framing = zoom()
    film(framing, lambda _: [track(300, 300, 50)], 0, 4)
    framing.override((800, 400, 360))
    views = film(framing, lambda t: [track(300 + 20 * t, 300, 50)], 4, 10)
    heights = windows(views)[:, 2]
    assert (np.diff(heights) >= -1e-9).all() and np.diff(heights).max() < 15
    assert windows(views[60:61])[0].tolist() == [800, 400, 360]
    assert len(set(views[60:])) == 1
    framing.override(None)
    back = film(framing, lambda _: [track(500, 300, 50)], 10, 14)[-1]
    assert back.scale == MAX_SCALE and min(margins(back, Square(500, 300, 50))) > 50


@pytest.mark.parametrize("first", ["full", "zoom"])
def test_another_view_is_eased_to_at_the_same_size(first: Literal["full", "zoom"]) -> None:
    framing = Framing(OutputSettings(view=first, scale=2.0), WIDTH, HEIGHT)
    size = framing.size

    def settle(view: Literal["full", "zoom"], start: float) -> FrameView:
        framing.apply(OutputSettings(view=view, scale=2.0))
        views = film(framing, lambda _: [track(700, 330, 60)], start, start + 4)
        scales = np.array([v.scale for v in views])
        assert {(v.width, v.height) for v in views} == {size}
        assert np.abs(np.diff(np.log(scales))).max() < 0.1
        return views[-1]

    for start in (0.0, 8.0):
        full = settle("full", start)
        assert (full.scale, full.tx, full.ty) == pytest.approx((size[0] / WIDTH, 0, 0), abs=1e-9)
        assert settle("zoom", start + 4).scale == MAX_SCALE


def test_an_override_beyond_what_can_be_shown_becomes_the_nearest_that_can() -> None:
    framing = zoom()
    framing.override((1270, 0, 10))
    view = film(framing, lambda _: [], 0, 4)[-1]
    assert view.scale == MAX_SCALE
    assert min(margins(view, Square(1180, 45, 0))) >= 0 and -view.tx / 4 + 320 == 1280 and view.ty == 0
    framing.override((640, 360, 5000))
    assert film(framing, lambda _: [], 4, 8)[-1].scale == 1


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.floats(0, 1280), st.floats(0, 720), st.floats(16, 700), st.floats(-300, 300)), max_size=3),
    st.sampled_from([(1280, 720), (640, 480), (720, 1280), (1920, 1080)]),
    st.one_of(st.none(), st.tuples(st.floats(-100, 2000), st.floats(-100, 2000), st.floats(1, 2000))),
)
def test_zoom_never_shows_beyond_the_frame_nor_too_large(
    people: list[tuple[float, float, float, float]],
    size: tuple[int, int],
    override: tuple[float, float, float] | None,
) -> None:
    width, height = size
    framing = zoom(width, height)
    for i in range(60):
        framing.override(override if 20 <= i < 40 else None)
        view = framing.view([track(x + v * i / 10, y, s, id=n) for n, (x, y, s, v) in enumerate(people)], i / 10)
        left, top = -view.tx / view.scale, -view.ty / view.scale
        assert left >= -1e-6 and top >= -1e-6
        assert left + view.width / view.scale <= width + 1e-6
        assert top + view.height / view.scale <= height + 1e-6
        assert view.scale <= MAX_SCALE + 1e-9


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.floats(30, 1250), st.floats(30, 690), st.floats(16, 400)), min_size=1, max_size=4),
    st.sampled_from([(1280, 720), (720, 1280)]),
)
def test_people_who_sit_still_are_never_hunted(people: list[tuple[float, float, float]], size: tuple[int, int]) -> None:
    rng = np.random.default_rng(0)

    def scene(_: float) -> list[Track]:
        return [
            track(x + dx, y + dy, s + ds, id=n)
            for n, ((x, y, s), (dx, dy, ds)) in enumerate(
                zip(people, [0.01 * p[2] * rng.standard_normal(3) for p in people], strict=True)
            )
        ]

    views = film(zoom(*size), scene, 0, 8, fps=10)
    assert len(set(views[40:])) == 1
