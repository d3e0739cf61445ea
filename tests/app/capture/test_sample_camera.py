"""The camera of the sample call."""

import cv2
import numpy as np
import pytest

from app.capture.sources.sample_camera import NOISE, LensView, SampleCamera
from hime_core.geometry import Image

WIDTH, HEIGHT = 128, 96


def flat(level: int) -> Image:
    return np.full((HEIGHT, WIDTH, 3), level, np.uint8)


def sizing(size: float, x: float, y: float) -> np.ndarray:
    """A matrix that scales a photograph, and puts its pixel (256, 256) at (x, y)."""
    return np.array([[size, 0.0, x - 256 * size], [0.0, size, y - 256 * size]])


@pytest.mark.parametrize("size", [0.15, 0.21, 0.3, 0.5, 0.99, 1.0, 1.4, 2.1])
def test_the_lens_shows_everything_in_its_place(size: float) -> None:
    photo = np.zeros((512, 512, 3), np.uint8)
    cv2.circle(photo, (256, 256), 60, (200, 200, 200), -1)
    x, y = 150.3, 160.8
    seen = LensView(photo).on_sensor(sizing(size, x, y), size, 320, 320)[..., 0].astype(float)
    across, down = seen.sum(0), seen.sum(1)
    places = np.arange(320)
    assert (across @ places / across.sum(), down @ places / down.sum()) == pytest.approx((x, y), abs=0.1)
    assert seen.sum() / 200 == pytest.approx(np.pi * (60.5 * size) ** 2, rel=0.05)


@pytest.mark.parametrize("size", [0.21, 0.4])
def test_a_far_photograph_has_no_false_patterns(size: float) -> None:
    """Stripes that are too fine for the sensor become grey."""
    photo = np.zeros((512, 512, 3), np.uint8)
    photo[:, ::2] = 200
    seen = LensView(photo).on_sensor(sizing(size, 50, 50), size, 100, 100)[20:80, 20:80]
    assert seen.std() < 8
    assert seen.mean() == pytest.approx(100, abs=4)


def test_noise_is_stronger_in_shadows_than_in_light() -> None:
    camera = SampleCamera(WIDTH, HEIGHT)
    dark, half, bright = (camera.see(flat(level), 0).astype(float).std((0, 1)).mean() for level in (40, 128, 230))
    assert dark > 1.3 * half > 1.3 * bright
    assert half == pytest.approx(NOISE, rel=0.35)  # mosaic, sharpening and coarse colour change it


def test_noise_changes_from_frame_to_frame_but_not_from_call_to_call() -> None:
    first, second = (SampleCamera(WIDTH, HEIGHT) for _ in range(2))
    np.testing.assert_array_equal(first.see(flat(128), 3), second.see(flat(128), 3))
    assert np.abs(first.see(flat(128), 3).astype(int) - first.see(flat(128), 4)).mean() > 0.5


def test_the_picture_is_bgr_and_keeps_its_colours() -> None:
    red = flat(90)
    red[..., 0] = 200
    np.testing.assert_allclose(SampleCamera(WIDTH, HEIGHT).see(red, 0).mean((0, 1)), (90, 90, 200), atol=1)
