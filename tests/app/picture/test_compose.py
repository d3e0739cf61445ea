import cv2
import numpy as np
import pytest

from app.enhance import EnhancedFace
from app.picture.compose import FrameView, compose
from hime_core.geometry import Image, Square
from tests.conftest import wall


def enhanced(sr: Image, x: int, y: int, strength: float = 1.0) -> EnhancedFace:
    side = sr.shape[0] // 4
    return EnhancedFace(
        track_id=1,
        person=1,
        x=x,
        y=y,
        side=side,
        square=Square(x + side / 2, y + side / 2, side),
        time=0.0,
        lr=sr[::4, ::4],
        sr=sr,
        strength=strength,
        kept=1.0,
        references=[],
        weights=np.zeros((0, 1, 1), np.float32),
        milliseconds=0.0,
    )


def colour(side: int, value: tuple[int, int, int]) -> Image:
    return np.full((side, side, 3), value, np.uint8)


def test_the_identity_view_changes_nothing_and_copies() -> None:
    image = wall(90, 160)
    out = compose(image, FrameView(1, 0, 0, 160, 90), [])
    np.testing.assert_array_equal(out, image)
    assert out is not image


def test_a_view_puts_input_pixels_where_it_says() -> None:
    image = np.zeros((90, 160, 3), np.uint8)
    image[40:50, 60:70] = 255
    out = compose(image, FrameView(3.0, -150.0, -90.0, 160, 90), [])
    expected = np.zeros((90, 160), bool)
    expected[30:60, 30:60] = True  # 3·40 - 90 = 30, 3·60 - 150 = 30
    inside = cv2.erode(expected.astype(np.uint8), np.ones((7, 7))) > 0
    outside = cv2.dilate(expected.astype(np.uint8), np.ones((7, 7))) == 0
    assert out[inside].min() == 255 and out[outside].max() <= 3  # what is left of the cubic's ringing


@pytest.mark.parametrize("scale", [1.5, 2.0, 4.0])
def test_a_face_is_pasted_on_its_window_and_feathers_to_nothing_at_the_edge(scale: float) -> None:
    image = np.full((100, 100, 3), 100, np.uint8)
    size = int(100 * scale)
    out = compose(image, FrameView(scale, 0, 0, size, size), [enhanced(colour(128, (0, 200, 0)), 30, 40)])
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
    out = compose(image, FrameView(2, 0, 0, 120, 120), [enhanced(colour(128, (200, 200, 200)), 10, 10, strength=0.25)])
    assert out[52, 52].tolist() == [125, 125, 125]


def test_a_paste_that_agrees_with_the_frame_leaves_no_seam(photo: Image) -> None:
    frame = cv2.resize(photo, (128, 128), interpolation=cv2.INTER_AREA)
    window = frame[30:78, 40:88]
    sr = cv2.resize(window, None, fx=4, fy=4, interpolation=cv2.INTER_CUBIC)
    view = FrameView(4, -120, -80, 400, 300)
    with_face, without = compose(frame, view, [enhanced(sr, 40, 30)]), compose(frame, view, [])
    difference = np.abs(with_face.astype(int) - without)
    # Only the window's outermost pixel differs by more than two levels: there the enlargement of the face saw a border.
    assert difference.max() <= 12 and difference.mean() < 0.1


@pytest.mark.parametrize(("x", "y"), [(-20, -20), (90, 80), (-16, 50)])
def test_a_face_partly_outside_is_cut_at_the_frame(x: int, y: int) -> None:
    image = np.full((100, 100, 3), 100, np.uint8)
    out = compose(image, FrameView(2, 0, 0, 200, 200), [enhanced(colour(128, (0, 0, 255)), x, y)])
    changed = np.argwhere(np.abs(out.astype(int) - 100).max(2) > 3)
    low, high = changed.min(0), changed.max(0)
    assert (low >= [max(0, 2 * y), max(0, 2 * x)]).all()
    assert (high < [min(200, 2 * y + 64), min(200, 2 * x + 64)]).all()


@pytest.mark.parametrize(("x", "y"), [(-200, 0), (300, 300)])
def test_a_face_wholly_outside_changes_nothing(x: int, y: int) -> None:
    image, view = wall(100, 100), FrameView(2, 0, 0, 200, 200)
    np.testing.assert_array_equal(
        compose(image, view, [enhanced(colour(128, (0, 0, 255)), x, y)]), compose(image, view, [])
    )


def warped(image: Image, view: FrameView) -> Image:
    """The same picture with every pixel placed exactly. OpenCV's own warp is exact only from version 5 on."""
    rows = cubic(image.shape[0], view.scale, view.ty, view.height)
    columns = cubic(image.shape[1], view.scale, view.tx, view.width)
    return np.clip(np.rint(np.einsum("yh,hwc,xw->yxc", rows, image, columns, optimize=True)), 0, 255).astype(np.uint8)


def cubic(length: int, scale: float, shift: float, size: int) -> np.ndarray:
    """How much of each input pixel is in each output pixel, by OpenCV's cubic with repeated borders: size×length."""
    position = (np.arange(size) + 0.5 - shift) / scale - 0.5
    first = np.floor(position).astype(int)
    a = -0.75
    weights = np.zeros((size, length))
    for tap in range(-1, 3):
        d = np.abs(position - first - tap)
        near, far = (a + 2) * d**3 - (a + 3) * d**2 + 1, a * (d**3 - 5 * d**2 + 8 * d - 4)
        np.add.at(weights, (np.arange(size), np.clip(first + tap, 0, length - 1)), np.where(d <= 1, near, far))
    return weights


@pytest.mark.parametrize("scale", [1.0, 1.125, 1.5, 2.0, 2.375, 3.25, 4.0])
@pytest.mark.parametrize(("left", "top"), [(0, 0), (37, 5), (120, 61), (3, 200)])
def test_a_resting_view_is_drawn_to_the_level(photo: Image, scale: float, left: int, top: int) -> None:
    view = FrameView(scale, -scale * left, -scale * top, 320, 180)
    difference = np.abs(compose(photo, view, []).astype(int) - warped(photo, view))
    assert difference.max() <= 1


@pytest.mark.parametrize("scale", [2.0, 2.371, 3.1, 4.0])
@pytest.mark.parametrize("shift", [(-400.5, -200.5), (-333.3, -251.75), (-280.1, -300.9)])
def test_a_moving_view_differs_by_nothing_that_can_be_seen(
    photo: Image, scale: float, shift: tuple[float, float]
) -> None:
    image = cv2.GaussianBlur(photo, (0, 0), 0.7)  # as sharp as a camera's picture is
    view = FrameView(scale, *shift, 320, 180)
    difference = np.abs(compose(image, view, []).astype(int) - warped(image, view))
    assert difference.mean() < 0.6 and np.percentile(difference, 99) <= 3


@pytest.mark.parametrize("scale", [1.0, 2.0, 2.371, 4.0])
def test_a_slow_pan_does_not_shake(scale: float) -> None:
    """A soft spot is where it should be to an eighth of an output pixel, in every frame of a pan."""
    y, x = np.mgrid[0:100, 0:160] + 0.5
    spot = 20 + 200 * np.exp(-((x - 80) ** 2 + (y - 50) ** 2) / (2 * 3.0**2))
    image = np.repeat(np.rint(spot)[..., None], 3, 2).astype(np.uint8)
    for step in np.linspace(0, 2, 41):
        view = FrameView(scale, 160 - scale * 80 + step, 90 - scale * 50 - 0.7 * step, 320, 180)
        out = compose(image, view, []).astype(float)[..., 0] - 20
        rows, columns = np.mgrid[0:180, 0:320] + 0.5
        assert (out * columns).sum() / out.sum() == pytest.approx(160 + step, abs=0.125)
        assert (out * rows).sum() / out.sum() == pytest.approx(90 - 0.7 * step, abs=0.125)


@pytest.mark.parametrize("shift", [(0.0, 0.0), (-37.5, 12.25), (60.0, -60.0)])
@pytest.mark.parametrize("scale", [0.4, 0.667, 0.95, 1.0, 3.3])
def test_beyond_the_border_the_border_goes_on(scale: float, shift: tuple[float, float]) -> None:
    image = np.full((90, 160, 3), (10, 120, 240), np.uint8)
    out = compose(image, FrameView(scale, *shift, 320, 180), [])
    assert out.shape == (180, 320, 3) and out.flags.c_contiguous
    np.testing.assert_array_equal(out, np.full_like(out, (10, 120, 240)))


def test_the_frame_is_left_alone(photo: Image) -> None:
    before = photo.copy()
    for view in (FrameView(1, 0, 0, 512, 512), FrameView(1, -10, 0, 400, 400), FrameView(2, -0.5, 0, 512, 512)):
        compose(photo, view, [enhanced(colour(128, (0, 255, 0)), 100, 100)])
    np.testing.assert_array_equal(photo, before)
