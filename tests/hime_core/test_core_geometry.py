import numpy as np
import PIL.Image
import pytest

from hime_core.geometry import Image, KeyPoints, Square, crop, headshot_square, resize_bicubic


def noise(height: int, width: int) -> Image:
    return np.random.default_rng(0).integers(0, 256, (height, width, 3)).astype(np.uint8)


def ramp(height: int, width: int, slope: int) -> Image:
    """value = slope · column, in all rows and channels."""
    return np.broadcast_to((slope * np.arange(width))[None, :, None], (height, width, 3)).astype(np.uint8)


@pytest.mark.parametrize(
    ("eye_left", "eye_right", "mouth", "expected"),
    [
        ((40, 50), (60, 50), (50, 80), Square(50, 53, 108)),  # 1.8·|down| = 54 is the larger half
        ((30, 50), (70, 50), (50, 70), Square(50, 52, 160)),  # 2·|eyes| = 80 is
        ((0, 0), (30, 40), (-9, 38), Square(12.6, 21.8, 200)),  # a tilted face: still upright
    ],
)
def test_headshot_square_follows_the_formula(
    eye_left: tuple[float, float], eye_right: tuple[float, float], mouth: tuple[float, float], expected: Square
) -> None:
    square = headshot_square(KeyPoints(eye_left, eye_right, (0, 0), mouth, 1.0))
    assert (square.x, square.y, square.side) == pytest.approx((expected.x, expected.y, expected.side))


def test_headshot_square_does_not_depend_on_the_nose() -> None:
    faces = [KeyPoints((40, 50), (60, 50), nose, (50, 80), 1.0) for nose in ((50, 65), (90, 10))]
    assert headshot_square(faces[0]) == headshot_square(faces[1])


def test_square_box_and_scaled() -> None:
    assert Square(20, 15, 16).box == (12, 7, 28, 23)
    assert Square(20, 15, 16).scaled(1.5) == Square(20, 15, 24)


@pytest.mark.parametrize("square", [Square(20, 15, 16), Square(20.5, 15.5, 17), Square(8, 8, 16)])
def test_crop_on_whole_pixels_copies_them(square: Square) -> None:
    image = noise(40, 50)
    x0, y0, x1, y1 = (int(v) for v in square.box)
    np.testing.assert_array_equal(crop(image, square, int(square.side)), image[y0:y1, x0:x1])


def test_enlarging_crop_samples_at_pixel_centres() -> None:
    out = crop(ramp(32, 32, 8), Square(16, 16, 10), 40)
    # Output column u has its centre at 11 + (u + 0.5)/4; source column c, of value 8c, has its centre at c + 0.5.
    expected = 8 * (11 + (np.arange(40) + 0.5) / 4 - 0.5)
    np.testing.assert_allclose(out[20, :, 1], expected, atol=1)


def test_shrinking_crop_averages_areas() -> None:
    image = noise(32, 32)
    blocks = image.reshape(8, 4, 8, 4, 3).mean((1, 3))
    np.testing.assert_allclose(crop(image, Square(16, 16, 32), 8), blocks, atol=0.51)


def test_shrinking_crop_does_not_alias() -> None:
    checkers = (np.indices((64, 64)).sum(0) % 2 * 255).astype(np.uint8)[..., None].repeat(3, -1)
    out = crop(checkers, Square(32, 32, 48), 10)
    assert np.abs(out.astype(int) - 127).max() <= 20  # a sampled pattern would be 0 or 255


def test_crop_reflects_the_border() -> None:
    image = noise(20, 20)
    reflected = np.pad(image, ((4, 4), (4, 4), (0, 0)), mode="symmetric")
    np.testing.assert_array_equal(crop(image, Square(0, 0, 8), 8), reflected[:8, :8])
    np.testing.assert_array_equal(crop(image, Square(20, 20, 8), 8), reflected[-8:, -8:])


@pytest.mark.parametrize("factor", [4, 8])
def test_resize_bicubic_equals_pillow_on_8_bits(astronaut: Image, factor: int) -> None:
    width, height = 512 // factor, 384 // factor
    photo = astronaut[:384] // 2 + 64  # away from black and white, where Pillow clips between its two passes
    ours = np.clip(np.round(resize_bicubic(photo.astype(np.float32), width, height)), 0, 255)
    theirs = np.asarray(PIL.Image.fromarray(photo).resize((width, height), PIL.Image.Resampling.BICUBIC))
    assert ours.shape == theirs.shape
    assert np.abs(ours - theirs).max() <= 1


@pytest.mark.parametrize(("width", "height"), [(96, 128), (37, 53), (300, 250), (120, 64)])
def test_resize_bicubic_equals_pillow_in_floats(astronaut: Image, width: int, height: int) -> None:
    photo = astronaut[100:240, 100:220].astype(np.float32)
    ours = resize_bicubic(photo, width, height)
    assert ours.dtype == np.float32
    for channel in range(3):
        plane = PIL.Image.fromarray(np.ascontiguousarray(photo[..., channel]))
        theirs = np.asarray(plane.resize((width, height), PIL.Image.Resampling.BICUBIC))
        np.testing.assert_allclose(ours[..., channel], theirs, atol=1e-2)


@pytest.mark.parametrize(("source", "target"), [(64, 16), (64, 8), (50, 7), (9, 31), (3, 40), (1, 5)])
def test_resize_bicubic_keeps_a_constant(source: int, target: int) -> None:
    constant = np.full((source, source, 3), 200, np.float32)
    np.testing.assert_allclose(resize_bicubic(constant, target, target), 200, atol=1e-3)
