import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.compose import View, compose
from app.enhance import EnhancedFace
from app.faces import Track
from app.framing import Framing
from app.settings import OutputSettings
from hime_core.geometry import Image, KeyPoints, Square
from tests.conftest import wall


def enhanced(sr: Image, x: int, y: int, strength: float = 1.0) -> EnhancedFace:
    return EnhancedFace(1, x, y, sr.shape[0] // 4, sr, strength, [], np.zeros((0, 1, 1), np.float32), 0.0)


def colour(side: int, value: tuple[int, int, int]) -> Image:
    return np.full((side, side, 3), value, np.uint8)


def test_the_identity_view_changes_nothing_and_copies() -> None:
    image = wall(90, 160)
    out = compose(image, View(1, 0, 0, 160, 90), [])
    np.testing.assert_array_equal(out, image)
    assert out is not image


def test_a_view_puts_input_pixels_where_it_says() -> None:
    image = np.zeros((90, 160, 3), np.uint8)
    image[40:50, 60:70] = 255
    out = compose(image, View(3.0, -150.0, -90.0, 160, 90), [])
    expected = np.zeros((90, 160), bool)
    expected[30:60, 30:60] = True  # 3·40 - 90 = 30, 3·60 - 150 = 30
    inside = cv2.erode(expected.astype(np.uint8), np.ones((7, 7))) > 0
    outside = cv2.dilate(expected.astype(np.uint8), np.ones((7, 7))) == 0
    assert out[inside].min() == 255 and out[outside].max() <= 3  # what is left of the cubic's ringing


@pytest.mark.parametrize("scale", [1.5, 2.0, 4.0])
def test_a_face_is_pasted_on_its_window_and_feathers_to_nothing_at_the_edge(scale: float) -> None:
    image = np.full((100, 100, 3), 100, np.uint8)
    size = int(100 * scale)
    out = compose(image, View(scale, 0, 0, size, size), [enhanced(colour(128, (0, 200, 0)), 30, 40)])
    y0, x0, side = round(40 * scale), round(30 * scale), round(32 * scale)
    middle = out[y0 + side // 2, x0 + side // 2]
    assert middle.tolist() == [0, 200, 0]
    outside = np.ones(out.shape[:2], bool)
    outside[y0 : y0 + side, x0 : x0 + side] = False
    np.testing.assert_array_equal(out[outside], 100)
    edge = out[y0 : y0 + side, x0].astype(int)
    assert np.abs(edge - 100).max() <= 8  # half a pixel into the feather


def test_strength_blends() -> None:
    image = np.full((60, 60, 3), 100, np.uint8)
    out = compose(image, View(2, 0, 0, 120, 120), [enhanced(colour(128, (200, 200, 200)), 10, 10, strength=0.25)])
    assert out[52, 52].tolist() == [125, 125, 125]


def test_a_paste_that_agrees_with_the_frame_leaves_no_seam(photo: Image) -> None:
    frame = cv2.resize(photo, (128, 128), interpolation=cv2.INTER_AREA)
    window = frame[30:78, 40:88]
    sr = cv2.resize(window, None, fx=4, fy=4, interpolation=cv2.INTER_CUBIC)
    view = View(4, -120, -80, 400, 300)
    with_face, without = compose(frame, view, [enhanced(sr, 40, 30)]), compose(frame, view, [])
    difference = np.abs(with_face.astype(int) - without)
    # Two levels but for the window's last pixel, where the enlargement saw a border and the frame did not.
    assert difference.max() <= 12 and difference.mean() < 0.1


@pytest.mark.parametrize(("x", "y"), [(-20, -20), (90, 80), (-16, 50)])
def test_a_face_partly_outside_is_cut_at_the_frame(x: int, y: int) -> None:
    image = np.full((100, 100, 3), 100, np.uint8)
    out = compose(image, View(2, 0, 0, 200, 200), [enhanced(colour(128, (0, 0, 255)), x, y)])
    changed = np.argwhere(np.abs(out.astype(int) - 100).max(2) > 3)
    low, high = changed.min(0), changed.max(0)
    assert (low >= [max(0, 2 * y), max(0, 2 * x)]).all()
    assert (high < [min(200, 2 * y + 64), min(200, 2 * x + 64)]).all()


@pytest.mark.parametrize(("x", "y"), [(-200, 0), (300, 300)])
def test_a_face_wholly_outside_changes_nothing(x: int, y: int) -> None:
    image, view = wall(100, 100), View(2, 0, 0, 200, 200)
    np.testing.assert_array_equal(
        compose(image, view, [enhanced(colour(128, (0, 0, 255)), x, y)]), compose(image, view, [])
    )


def track(x: float, y: float, side: float, id: int = 1) -> Track:
    face = KeyPoints((0, 0), (1, 0), (0, 1), (0, 2), 1.0)
    return Track(id, face, Square(x, y, side), "far", 0, 0, 9, np.zeros((16, 16), np.float32))


def test_full_view_is_the_whole_frame_times_the_scale() -> None:
    framing = Framing(OutputSettings(view="full", scale=1.5), 641, 480)
    view = framing.view([track(100, 100, 40)], 0.0)
    assert (view.scale, view.tx, view.ty) == (1.5, 0, 0)
    assert (view.width, view.height) == framing.size == (962, 720)


@settings(max_examples=50)
@given(
    st.lists(st.tuples(st.floats(0, 1280), st.floats(0, 720), st.floats(16, 700)), max_size=3),
    st.sampled_from([(1280, 720), (640, 480), (720, 1280)]),
)
def test_zoom_never_shows_beyond_the_frame(people: list[tuple[float, float, float]], size: tuple[int, int]) -> None:
    width, height = size
    framing = Framing(OutputSettings(view="zoom"), width, height)
    for i in range(40):
        view = framing.view([track(*p, id=n) for n, p in enumerate(people)], i / 10)
        left, top = -view.tx / view.scale, -view.ty / view.scale
        assert left >= -1e-6 and top >= -1e-6
        assert left + view.width / view.scale <= width + 1e-6
        assert top + view.height / view.scale <= height + 1e-6


def converge(framing: Framing, tracks: list[Track], start: float = 0.0) -> View:
    view = framing.view(tracks, start)
    for i in range(1, 150):
        view = framing.view(tracks, start + i / 30)
    return view


def test_zoom_ends_on_a_far_face_with_headroom() -> None:
    view = converge(Framing(OutputSettings(), 1280, 720), [track(900, 300, 50)])
    assert view.scale == pytest.approx(4.0, rel=0.02)
    assert view.scale * 900 + view.tx == pytest.approx(640, abs=15)
    assert 0.3 < (view.scale * 300 + view.ty) / 720 < 0.5


def test_zoom_moves_gently() -> None:
    framing = Framing(OutputSettings(), 1280, 720)
    previous = framing.view([], 0.0)
    for i in range(1, 90):
        view = framing.view([track(900, 300, 50)], i / 30)
        assert abs(view.scale / previous.scale - 1) < 0.12
        previous = view


def test_zoom_does_not_follow_small_movements() -> None:
    framing = Framing(OutputSettings(), 1280, 720)
    settled = converge(framing, [track(900, 300, 50)])
    for i in range(60):
        jitter = 5 * np.sin(i)
        view = framing.view([track(900 + jitter, 300 - jitter, 50 + 0.3 * jitter)], 5 + i / 30)
    assert view.scale == pytest.approx(settled.scale, rel=1e-3)
    assert view.tx == pytest.approx(settled.tx, abs=2)


def test_zoom_keeps_several_people_in_view_and_opens_when_they_leave() -> None:
    framing = Framing(OutputSettings(), 1280, 720)
    people = [track(300, 300, 50, 1), track(900, 350, 60, 2)]
    view = converge(framing, people)
    for person in people:
        x0, y0, x1, y1 = person.square.box
        assert view.scale * x0 + view.tx > 0 and view.scale * x1 + view.tx < 1280
        assert view.scale * y0 + view.ty > 0 and view.scale * y1 + view.ty < 720
    assert view.scale > 1.3
    assert converge(framing, [], start=6.0).scale == pytest.approx(1.0, rel=0.02)
