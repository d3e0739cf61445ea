from dataclasses import replace

import cv2
import numpy as np
import pytest
from numpy.random import Generator, default_rng

from hime_core.camera.h264 import h264
from hime_core.camera.jpeg import jpeg
from hime_core.camera.motion import motion_blur
from hime_core.geometry import Image, resize_bicubic
from training.data.degradations import capture, degrade, sensor_noise
from training.data.pictures import shrink
from training.settings.config import Bicubic, Webcam

NOTHING = {"misfocus": 0.0, "exposure": (1.0, 1.0), "noise": (0.0, 0.0), "jpeg": 0.0, "h264": 0.0}


def rng(seed: int = 0) -> Generator:
    return default_rng(seed)


def webcam(hr: Image, size: int, how: Webcam, rng: Generator) -> Image:
    """What a camera of which every picture is worn gives."""
    return degrade(hr, size, capture(replace(how, share=1.0), rng))


def blobs(seed: int, side: int = 96, grain: int = 6) -> Image:
    """Structure of so many pixels."""
    coarse = rng(seed).integers(0, 256, (side // grain, side // grain, 3)).astype(np.uint8)
    return cv2.resize(coarse, (side, side), interpolation=cv2.INTER_CUBIC)


def error(a: Image, b: Image) -> float:
    return float(np.abs(a.astype(int) - b).mean())


def test_sensor_noise_has_the_asked_deviation() -> None:
    grey = np.full((128, 128, 3), 128, np.uint8)
    assert (sensor_noise(grey, 3.0, rng()).astype(float) - 128).std() == pytest.approx(3, rel=0.05)


@pytest.mark.parametrize(("degrees", "across"), [(0, (9, 1)), (90, (1, 9)), (45, (7, 7))])
def test_motion_blurs_along_its_direction_alone(degrees: float, across: tuple[int, int]) -> None:
    point = np.zeros((33, 33, 3), np.uint8)
    point[16, 16] = 255
    out = motion_blur(point, 8.0, np.deg2rad(degrees))[..., 0].astype(int)
    y, x = np.nonzero(out)
    assert (np.ptp(x) + 1, np.ptp(y) + 1) == across
    assert (x.mean(), y.mean()) == (16, 16)
    assert np.abs((x - 16) * np.sin(np.deg2rad(degrees)) - (y - 16) * np.cos(np.deg2rad(degrees))).max() < 1
    assert out.sum() == pytest.approx(255, abs=8)  # light is spread, not lost


def test_no_motion_blurs_nothing() -> None:
    np.testing.assert_array_equal(motion_blur(blobs(0), 0.0, 1.0), blobs(0))


def test_jpeg_keeps_the_picture() -> None:
    image = blobs(0)
    fine, coarse = (np.abs(jpeg(image, quality).astype(int) - image).mean() for quality in (95, 10))
    assert 0 < fine < coarse < 30


@pytest.mark.parametrize("scale", [4, 8])
def test_bicubic_lr_is_the_bicubic_of_the_target(scale: int) -> None:
    hr = blobs(0, 64)
    expected = np.clip(np.round(resize_bicubic(hr.astype(np.float32), 64 // scale, 64 // scale)), 0, 255)
    np.testing.assert_array_equal(shrink(hr, 64 // scale), expected)


@pytest.mark.parametrize("scale", [4, 8])
def test_webcam_lr_is_an_imperfect_average_of_the_target(scale: int) -> None:
    hr, size = blobs(0, 128, grain=32), 128 // scale  # half the colour resolution must be enough for it
    average = hr.reshape(size, scale, size, scale, 3).mean((1, 3))
    pictures = [webcam(hr, size, Webcam(), rng(seed)) for seed in range(12)]
    errors = [np.abs(lr - average).mean() for lr in pictures]
    assert all(lr.shape == (size, size, 3) for lr in pictures)
    assert 0.3 < min(errors) < max(errors) < 20
    assert max(np.abs(lr.mean((0, 1)) - average.mean((0, 1))).max() for lr in pictures) < 6  # 3 % of exposure, no cast


@pytest.mark.parametrize(
    "change",
    [
        {"misfocus": 1.0, "blur": (1.0, 1.0)},
        {"moving": 1.0},
        {"exposure": (0.8, 0.8)},
        {"noise": (4.0, 4.0)},
        {"amplified": 1.0},
        {"jpeg": 1.0, "jpeg_quality": (30, 30)},
        {"h264": 1.0, "h264_crf": (40, 40)},
    ],
)
def test_each_setting_does_its_part(change: dict) -> None:
    hr = blobs(0, 128, grain=16)
    clean = webcam(hr, 32, Webcam(**NOTHING), rng())
    worse = [webcam(hr, 32, Webcam(**NOTHING | change), rng(seed)) for seed in range(4)]
    assert 1 < np.mean([error(picture, clean) for picture in worse]) < 40


def test_h264_is_worse_at_a_higher_factor_and_repeatable() -> None:
    image = blobs(0, 32, grain=8)
    errors = [error(h264(image, crf), image) for crf in (10, 25, 45)]
    assert errors == sorted(errors)
    assert errors[0] < errors[2] / 2
    np.testing.assert_array_equal(h264(image, 25), h264(image, 25))


def test_h264_of_a_picture_does_not_depend_on_those_before() -> None:
    cases = [
        (blobs(seed, side, grain=4), crf) for seed, side, crf in ((0, 32, 34), (1, 32, 16), (2, 24, 25), (3, 32, 20))
    ]
    forwards = [h264(*case) for case in cases]
    backwards = [h264(*case) for case in reversed(cases)]
    for one, other in zip(forwards, reversed(backwards), strict=True):
        np.testing.assert_array_equal(one, other)


def test_h264_takes_the_smallest_headshot() -> None:
    assert h264(blobs(0, 16, grain=8), 20).shape == (16, 16, 3)


def test_the_share_decides_between_webcam_and_bicubic() -> None:
    hr = blobs(0, 64)
    clean = shrink(hr, 16)
    np.testing.assert_array_equal(degrade(hr, 16, capture(Bicubic(), rng())), clean)
    drawn = [capture(Webcam(share=0.5), rng(seed)) for seed in range(40)]
    same = [bool((degrade(hr, 16, how) == clean).all()) for how in drawn]
    assert 10 < sum(same) < 30


def test_what_is_off_draws_nothing() -> None:
    """What runs of these settings draw stays as it is; a draw more, and every later one is another."""
    after = []
    for seed in range(10):
        drawn = rng(seed)
        capture(Webcam(share=1.0), drawn)
        after.append(drawn.random())
    assert sum(after) == pytest.approx(3.808388949285459, abs=1e-9)
