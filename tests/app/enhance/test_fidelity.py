from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np
import pytest
from skimage import data

from app.enhance.fidelity import agreement, gated
from hime_core.camera.colour import coarser
from hime_core.camera.parameters import Colour
from hime_core.geometry import Image, Square, crop, resize_bicubic
from hime_core.runtime import Engine

SIDE, SCALE = 48, 4


@pytest.fixture(scope="module")
def hr(photo: Image, square: Square) -> Image:
    return crop(photo, square.scaled(1.3), SIDE * SCALE)


def small(hr: Image) -> Image:
    return np.clip(np.rint(resize_bicubic(hr.astype(np.float32), SIDE, SIDE)), 0, 255).astype(np.uint8)


def noisy(image: Image, sigma: float) -> Image:
    rng = np.random.default_rng(0)
    return cv2.add(image, rng.normal(0, sigma, image.shape).round().astype(np.int16), dtype=cv2.CV_8U)


def jpeg(image: Image, quality: int) -> Image:
    _, code = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.asarray(cv2.imdecode(code, cv2.IMREAD_COLOR), np.uint8)


def sharpened(hr: Image) -> Image:
    """What a network adds beyond LR's resolution: detail that is gone when made small."""
    return cv2.addWeighted(hr, 1.6, cv2.GaussianBlur(hr, (0, 0), 1.5), -0.6, 0)


def stranger(hr: Image, index: int) -> Image:
    """Another face in the same place, in the same colours and contrast."""
    grey = cv2.resize((255 * data.lfw_subset()[index]).astype(np.float32), hr.shape[1::-1])[..., None]
    own = hr.astype(np.float32)
    face = (grey - grey.mean()) / grey.std() * own.std((0, 1)) + own.mean((0, 1))
    return np.clip(face, 0, 255).astype(np.uint8)


def mouth_mask() -> np.ndarray:
    n = SIDE * SCALE
    mask = cv2.ellipse(np.zeros((n, n), np.float32), (n // 2, int(0.66 * n)), (n // 10, n // 20), 0, 0, 360, 1.0, -1)
    return cv2.GaussianBlur(mask, (0, 0), 2)


def with_open_mouth(hr: Image) -> Image:
    mask = mouth_mask()[..., None]
    return (hr * (1 - mask) + mask * np.array([30, 20, 60])).astype(np.uint8)


@pytest.mark.parametrize(("sigma", "light"), [(0, 1), (2, 1), (6, 1), (12, 1), (0, 0.35), (6, 0.35)])
def test_sharp_detail_over_a_noisy_picture_is_kept(hr: Image, sigma: float, light: float) -> None:
    lit = (hr * light).astype(np.uint8)
    weight = agreement(noisy(small(lit), sigma), sharpened(lit))
    assert weight.shape == (SIDE, SIDE) and weight.dtype == np.float32
    assert (weight >= 0.98).mean() > 0.99


@pytest.mark.parametrize("degrade", ["clean", "noise", "jpeg", "dark"])
def test_what_the_shipped_network_makes_is_kept(hr: Image, engine: Engine, degrade: str) -> None:
    lr = {
        "clean": small(hr),
        "noise": noisy(small(hr), 6),
        "jpeg": jpeg(noisy(small(hr), 2), 60),
        "dark": noisy((0.35 * small(hr)).astype(np.uint8), 4),
    }[degrade]
    [sr], _ = engine.enhance([lr], [engine.encode([hr])])
    weight = agreement(lr, sr)
    assert (weight >= 0.98).mean() > 0.97 and weight.mean() > 0.99


def blurred(hr: Image) -> Image:
    """LR by a camera that is out of focus by 0.6 LR pixels."""
    return small(cv2.GaussianBlur(hr, (0, 0), 0.6 * SCALE))


def hardened(hr: Image) -> Image:
    """LR by a camera that sharpens hard."""
    lr = small(hr)
    return np.asarray(cv2.addWeighted(lr, 2.5, cv2.GaussianBlur(lr, (0, 0), 1.0), -1.5, 0), np.uint8)


def skipping(hr: Image) -> Image:
    """LR by a camera that skips lines."""
    return np.asarray(cv2.resize(hr, (SIDE, SIDE), interpolation=cv2.INTER_LINEAR), np.uint8)


def coarse(hr: Image) -> Image:
    """LR whose coarse colours are moved by half a pixel to the left."""
    return coarser(small(hr), Colour("4:2:0", "middle", "left"))


def squeezed(hr: Image) -> Image:
    """LR after JPEG of low quality, which leaves false colours in squares of 16 pixels."""
    return jpeg(small(hr), 60)


CAMERAS = pytest.mark.parametrize("camera", [small, blurred, hardened, skipping, coarse, squeezed])


@CAMERAS
@pytest.mark.parametrize("sigma", [0, 6])
def test_the_truth_is_kept_whatever_camera_saw_it(hr: Image, camera: Callable[[Image], Image], sigma: float) -> None:
    """The network may undo what a camera does. A fixed way to make SR small would refuse a fifth of it."""
    weight = agreement(noisy(camera(hr), sigma), hr)
    assert (weight >= 0.98).mean() > 0.95


@CAMERAS
@pytest.mark.parametrize("index", range(8))
@pytest.mark.parametrize("light", [1.0, 0.35])
def test_another_persons_face_is_refused(hr: Image, index: int, light: float, camera: Callable[[Image], Image]) -> None:
    lit = (hr * light).astype(np.uint8)
    assert gated(camera(lit), stranger(lit, index))[1] < 0.1


@CAMERAS
def test_a_wrong_mouth_is_refused_whatever_camera_saw_it(hr: Image, camera: Callable[[Image], Image]) -> None:
    weight = agreement(camera(hr), with_open_mouth(hr))
    mouth = cv2.resize(mouth_mask(), (SIDE, SIDE), interpolation=cv2.INTER_AREA)
    assert weight[mouth > 0.3].max() < 0.02


@pytest.mark.parametrize(("sigma", "times"), [(2.0, 0.0), (1.0, -0.5), (1.0, -1.0), (2.0, 2.0), (1.0, 3.0)])
def test_detail_that_no_camera_could_lose_or_invert_is_refused(hr: Image, sigma: float, times: float) -> None:
    """No lens and no sharpening explains a smear, inverted detail, or detail that is much too strong.

    sigma: detail is what a blur of so many LR pixels removes. times: the detail is multiplied by this.
    """
    smooth = cv2.GaussianBlur(hr, (0, 0), sigma * SCALE).astype(np.float32)
    wrong = np.clip(np.rint(smooth + times * (hr - smooth)), 0, 255).astype(np.uint8)
    lr = np.asarray(cv2.resize(hr, (SIDE, SIDE), interpolation=cv2.INTER_AREA), np.uint8)
    assert gated(lr, wrong)[1] < 0.5


@CAMERAS
def test_lips_of_another_colour_are_refused(hr: Image, camera: Callable[[Image], Image]) -> None:
    """Colour is compared more coarsely than brightness, but a wrong one is still seen."""
    mouth = cv2.resize(mouth_mask(), (SIDE, SIDE), interpolation=cv2.INTER_AREA)
    assert agreement(camera(hr), with_green_lips(hr))[mouth > 0.5].max() < 0.1


@pytest.mark.parametrize("side", [24, 32, 64])
def test_lips_of_another_colour_are_refused_at_every_size(hr: Image, side: int) -> None:
    lr, sr = (cv2.resize(im, (n, n), interpolation=cv2.INTER_AREA) for im, n in ((hr, side), (with_green_lips(hr), 96)))
    mouth = cv2.resize(mouth_mask(), (side, side), interpolation=cv2.INTER_AREA)
    assert agreement(lr, sr)[mouth > 0.5].max() < 0.1


def with_green_lips(hr: Image) -> Image:
    green = cv2.cvtColor(np.array([[[90, 140, 60]]], np.uint8), cv2.COLOR_BGR2YCrCb)[0, 0]
    colours = cv2.cvtColor(hr, cv2.COLOR_BGR2YCrCb).astype(np.float32)
    mask = mouth_mask()[..., None]
    colours[..., 1:] = colours[..., 1:] * (1 - mask) + mask * green[1:]
    return np.asarray(cv2.cvtColor(np.rint(colours).astype(np.uint8), cv2.COLOR_YCrCb2BGR), np.uint8)


def test_the_filter_hides_no_cast(hr: Image) -> None:
    """A change of colour is no blur and no sharpening."""
    cast = cv2.add(hr // 2 + 60, np.full_like(hr, (0, 12, 0)))
    assert agreement(blurred(hr // 2 + 60), cast).mean() < 0.05


@pytest.mark.parametrize("kind", ["green cast", "noise", "black", "white"])
def test_a_broken_picture_is_refused_everywhere(hr: Image, kind: str) -> None:
    rng = np.random.default_rng(0)
    broken = {
        "green cast": cv2.add(hr // 2 + 40, np.full_like(hr, (0, 18, 0))),
        "noise": rng.integers(0, 256, hr.shape).astype(np.uint8),
        "black": np.zeros_like(hr),
        "white": np.full_like(hr, 255),
    }[kind]
    lr = small(hr // 2 + 40)
    shown, kept = gated(lr, broken)
    assert kept < 0.05
    bicubic = cv2.resize(lr, None, fx=SCALE, fy=SCALE, interpolation=cv2.INTER_CUBIC)
    assert np.abs(shown.astype(int) - bicubic).mean() < 3


def test_a_shifted_picture_is_refused_where_there_is_anything_to_see(photo: Image, square: Square, hr: Image) -> None:
    moved = crop(photo, replace(square.scaled(1.3), x=square.x + 2 / SIDE * 1.3 * square.side), SIDE * SCALE)
    weight = agreement(small(hr), moved)
    assert weight[12:-12, 12:-12].mean() < 0.05  # the rim shows a plain wall, and there a shift is no difference


def test_a_wrong_mouth_is_refused_there_and_the_rest_kept(hr: Image) -> None:
    weight = agreement(small(hr), with_open_mouth(hr))
    mouth = cv2.resize(mouth_mask(), (SIDE, SIDE), interpolation=cv2.INTER_AREA)
    assert weight[mouth > 0.3].max() < 0.02
    assert weight[cv2.dilate(mouth, np.ones((19, 19))) < 0.01].min() > 0.98
    shown, kept = gated(small(hr), with_open_mouth(hr))
    assert 0.6 < kept < 0.95
    eyes = slice(SCALE * 12, SCALE * 22)
    np.testing.assert_array_equal(shown[eyes], hr[eyes])
    bicubic = cv2.resize(small(hr), None, fx=SCALE, fy=SCALE, interpolation=cv2.INTER_CUBIC)
    at_mouth = mouth_mask() > 0.5
    assert np.abs(shown.astype(int) - bicubic)[at_mouth].max() <= 3


def test_the_gate_has_no_edges(hr: Image) -> None:
    half = hr.copy()
    half[:, : SIDE * SCALE // 2] = 0  # the hardest edge that there can be
    for broken in (half, with_open_mouth(hr), stranger(hr, 0)):
        weight = agreement(small(hr), broken)
        assert weight.min() >= 0 and weight.max() <= 1
        assert max(np.abs(np.diff(weight, axis=axis)).max() for axis in (0, 1)) <= 0.2 + 1e-6
    flat, there = np.full_like(hr, 100), np.full_like(hr, 100)
    there[60:120, 60:120] = 220
    shown, _ = gated(small(flat), there)
    assert np.abs(shown.astype(int) - 100).max() < 20


def test_faithful_sr_passes_untouched(hr: Image) -> None:
    sr = sharpened(hr)
    shown, kept = gated(small(hr), sr)
    assert shown is sr and kept > 0.99
