from collections.abc import Callable
from dataclasses import replace
from typing import get_args

import cv2
import numpy as np
import pytest
from numpy.random import default_rng

from hime_core.camera.colour import OPENCV, VIDEO, WEBCAM, coarser
from hime_core.camera.draw import COARSE_COLOURS, draw
from hime_core.camera.h264 import h264, h264_in_a_row
from hime_core.camera.lens import disc, gaussian, parted, through
from hime_core.camera.model import CameraModel
from hime_core.camera.parameters import Coding, Colour, Fineness, Lens, Sampling, Shot
from hime_core.camera.processing import processed, sharpened
from hime_core.camera.sampling import sampled
from hime_core.camera.sensor import demosaiced, light_at_half, mosaic, sensed, slope_at_half
from hime_core.camera.take_picture import coded, see
from hime_core.geometry import Image
from tests.measure.shots import PLAIN
from tests.waves import moved_right, waves

NO_LENS = PLAIN.lens


def blobs(seed: int = 0, side: int = 128, grain: int = 16) -> Image:
    """Structure of so many pixels."""
    coarse = default_rng(seed).integers(40, 216, (side // grain, side // grain, 3)).astype(np.uint8)
    return cv2.resize(coarse, (side, side), interpolation=cv2.INTER_CUBIC)


def stripes(side: int = 128, period: int = 8) -> Image:
    """Vertical stripes, too fine for a quarter of the pixels where the period is below 8."""
    x = np.arange(side)
    wave = 128 + 100 * np.sin(2 * np.pi * (x + 0.5) / period)
    return np.repeat(np.repeat(wave[None, :, None], side, 0), 3, 2).astype(np.uint8)


def apart(a: Image, b: Image) -> float:
    return float(np.abs(a.astype(int) - b).mean())


def test_a_perfect_camera_gives_the_mean_of_what_a_pixel_covers() -> None:
    hr = blobs()
    mean = hr.reshape(32, 4, 32, 4, 3).mean((1, 3))
    assert np.abs(see(hr, 32, PLAIN) - mean).max() <= 0.5


@pytest.mark.parametrize("how", get_args(Sampling))
def test_every_sampling_keeps_coarse_structure_in_its_place(how: Sampling) -> None:
    hr = blobs(grain=32)
    mean = hr.reshape(32, 4, 32, 4, 3).mean((1, 3))
    out = sampled(hr, 32, how)
    assert out.shape == (32, 32, 3) and out.dtype == np.uint8
    shifted = min(apart(np.roll(out, 1, 1), mean), apart(np.roll(out, -1, 1), mean))
    assert np.abs(out - mean).mean() < 0.6 * shifted


@pytest.mark.parametrize("how", get_args(Sampling))
def test_only_skipping_and_nearest_fold_fine_stripes_into_coarse_ones(how: Sampling) -> None:
    folded = sampled(stripes(period=5), 32, how)[8:-8, 8:-8].std()
    assert (folded > 25) == (how in ("skipping", "nearest"))


def test_a_lens_spreads_light_and_loses_none() -> None:
    for kernel in (gaussian(2.0, 1.0, 0.5), disc(3.3)):
        assert kernel.sum() == pytest.approx(1, abs=1e-5)
    point = np.zeros((65, 65, 3), np.uint8)
    point[32, 32] = 255
    wide = through(point, Lens(2.0, 1.0, 0.0, 0.0, (0.0, 0.0)), 1.5)[..., 0].astype(float)
    y, x = np.nonzero(wide)
    assert np.ptp(x) > np.ptp(y)
    assert (x.mean(), y.mean()) == (pytest.approx(32), pytest.approx(32))


def test_a_disc_is_even_inside() -> None:
    kernel = disc(4.0)
    assert kernel[4, 2:7].std() == 0
    assert kernel[0, 0] == 0


def test_lateral_colour_moves_red_and_blue_apart() -> None:
    image = blobs()
    out = parted(image, 1.0, 0.0)
    np.testing.assert_array_equal(out[..., 1], image[..., 1])
    np.testing.assert_array_equal(out[:, 2:, 0], image[:, 1:-1, 0])
    np.testing.assert_array_equal(out[:, :-2, 2], image[:, 1:-1, 2])


def test_noise_grows_with_the_light() -> None:
    dark, bright = (np.full((128, 128, 3), level, np.uint8) for level in (20, 220))
    sensor = replace(PLAIN.sensor, white=8.0, dark=2.0)
    at = [sensed(image, sensor, default_rng(0)).astype(float).std() for image in (dark, bright)]
    assert at[0] == pytest.approx(np.sqrt(4 + 64 * 20 / 255), rel=0.05)
    assert at[1] == pytest.approx(np.sqrt(4 + 64 * 220 / 255), rel=0.05)


def test_a_mosaic_keeps_every_flat_colour_in_its_channel() -> None:
    image = np.empty((16, 16, 3), np.uint8)
    image[:] = 200, 120, 40
    np.testing.assert_array_equal(demosaiced(mosaic(image)), image)


def test_a_mosaic_keeps_smooth_colours_and_loses_fine_ones() -> None:
    smooth, fine = blobs(side=64, grain=32), blobs(side=64, grain=2)
    assert apart(demosaiced(mosaic(smooth)), smooth) < 3
    assert apart(demosaiced(mosaic(fine)), fine) > 10


def test_sharpening_adds_the_asked_share_of_the_detail() -> None:
    image = blobs(grain=8)
    detail = image - cv2.GaussianBlur(image, (0, 0), 1.0).astype(float)
    np.testing.assert_allclose(sharpened(image, 0.5, 1.0), np.clip(image + 0.5 * detail, 0, 255), atol=1)


@pytest.mark.parametrize("smoothing", ["bilateral", "median"])
def test_noise_reduction_reduces_noise(smoothing: str) -> None:
    flat = np.full((64, 64, 3), 128, np.uint8)
    grainy = sensed(flat, replace(PLAIN.sensor, dark=6.0), default_rng(0))
    out = processed(grainy, replace(PLAIN.processing, smoothing=smoothing))  # type: ignore[arg-type]
    assert out.std() < 0.75 * grainy.std()


@pytest.mark.parametrize(
    "change",
    [
        {"motion": 2.0},
        {"lens": replace(NO_LENS, along=0.5, across=0.4)},
        {"lens": replace(NO_LENS, disc=0.8)},
        {"lens": replace(NO_LENS, lateral=(0.25, 0.0))},
        {"sensor": replace(PLAIN.sensor, pixels=1.7)},
        {"sensor": replace(PLAIN.sensor, sampling="skipping")},
        {"sensor": replace(PLAIN.sensor, mosaic=True)},
        {"sensor": replace(PLAIN.sensor, dark=4.0)},
        {"sensor": replace(PLAIN.sensor, exposure=1.03)},
        {"processing": replace(PLAIN.processing, smoothing="median")},
        {"processing": replace(PLAIN.processing, sharpening=0.6)},
        {"processing": replace(PLAIN.processing, carried=0.4, trail=(0.8, -0.5))},
        {"coding": Coding("jpeg", 40, WEBCAM)},
        {"coding": Coding("jpeg", 40, Colour("4:2:0", "middle", "middle"))},
        {"coding": Coding("h264", 30, VIDEO)},
        {"coding": Coding("none", 0, WEBCAM)},
        {"coding": Coding("none", 0, Colour("4:2:0", "middle", "middle"))},
        {"coding": Coding("none", 0, VIDEO)},
        {"coding": Coding("none", 0, Colour("4:2:0", "middle", "left"))},
        {"coding": Coding("none", 0, Colour("4:2:2", "middle", "repeated"))},
        {"coding": Coding("none", 0, OPENCV)},
    ],
)
def test_every_stage_shows(change: dict[str, object]) -> None:
    hr = blobs(grain=8)
    assert 0 < apart(see(hr, 32, replace(PLAIN, **change)), see(hr, 32, PLAIN)) < 30  # type: ignore[arg-type]


NOISE = replace(PLAIN.sensor, white=3.0, dark=2.0)


def test_a_tone_curve_without_noise_changes_nothing() -> None:
    """Levels become light and light becomes levels again. A mosaic leaves a flat picture as it is."""
    image = np.repeat(np.arange(256, dtype=np.uint8)[:, None, None], 256, 1).repeat(3, 2)
    sensor = replace(PLAIN.sensor, tone=10.0, gains=(2.0, 1.5), dark=1e-6)
    np.testing.assert_allclose(sensed(image, sensor, default_rng(0)), image, atol=1)


def test_a_tone_curve_makes_noise_stronger_in_shadows() -> None:
    def deviation(level: int, tone: float) -> float:
        flat = np.full((128, 128, 3), level, np.uint8)
        return float(sensed(flat, replace(PLAIN.sensor, dark=2.0, tone=tone), default_rng(0))[..., 1].std())

    assert deviation(40, 0.0) == pytest.approx(deviation(200, 0.0), rel=0.05)
    assert deviation(40, 10.0) > 3 * deviation(200, 10.0)


def test_white_balance_makes_noise_stronger_in_red_and_blue() -> None:
    flat = np.full((128, 128, 3), 128, np.uint8)
    red, green, blue = sensed(flat, replace(NOISE, gains=(2.0, 1.5)), default_rng(0)).astype(float).std((0, 1))
    assert red > 1.2 * blue > 1.2 * green


@pytest.mark.parametrize("tone", [0.0, 4.0, 16.0])
def test_noise_at_half_of_white_is_as_drawn(tone: float) -> None:
    """`draw` counts on these two functions to give the noise that the settings ask for."""
    flat = np.full((256, 256, 3), 128, np.uint8)
    noise = 4.0 * slope_at_half(tone)
    dark = 0.5 * noise
    white = float(np.sqrt((noise**2 - dark**2) / light_at_half(tone)))
    sensor = replace(PLAIN.sensor, tone=tone, dark=dark, white=white)
    assert sensed(flat, sensor, default_rng(0)).astype(float).std() == pytest.approx(4.0, rel=0.06)


@pytest.mark.parametrize("fineness", get_args(Fineness))
@pytest.mark.parametrize(
    ("written", "read", "pixels"),
    [
        ("middle", "middle", 0), ("left", "left", 0), ("middle", "repeated", 0), ("first", "left", 0),
        ("middle", "left", -0.5), ("left", "middle", 0.5), ("left", "repeated", 0.5), ("first", "repeated", 0.5),
    ],
)  # fmt: skip
def test_colour_moves_if_writer_and_reader_disagree(fineness: str, written: str, read: str, pixels: float) -> None:
    how = Colour(fineness, written, read)  # type: ignore[arg-type]
    assert moved_right(coarser(waves(), how)) == pytest.approx(pixels, abs=0.03)
    if fineness == "4:2:0":
        assert moved_right(h264(waves(), 10, how)) == pytest.approx(pixels, abs=0.05)


@pytest.mark.parametrize("how", COARSE_COLOURS)
def test_coarser_colour_leaves_grey_as_it_is(how: Colour) -> None:
    grey = np.repeat(blobs(side=64, grain=16)[..., :1], 3, 2)
    np.testing.assert_allclose(coarser(grey, how), grey, atol=1)


def test_h264_keeps_black_and_white() -> None:
    image = np.zeros((32, 32, 3), np.uint8)
    image[:, 16:] = 255
    np.testing.assert_allclose(h264(image, 4), image, atol=3)


def test_h264_codes_a_picture_by_those_before_it_and_by_no_other_sequence() -> None:
    first = blobs(side=32, grain=4)
    second, other = np.roll(first, 1, 1), cv2.GaussianBlur(first, (0, 0), 1)
    in_a_row = h264_in_a_row([first, second], 34)
    np.testing.assert_array_equal(in_a_row[0], h264(first, 34))
    assert apart(in_a_row[1], h264(second, 34)) > 0.5
    assert apart(in_a_row[1], h264_in_a_row([other, second], 34)[1]) > 0.5
    np.testing.assert_array_equal(h264_in_a_row([first, second], 34), in_a_row)


@pytest.mark.parametrize("axis", [0, 1])
@pytest.mark.parametrize("phase", [0, 1])
def test_coarse_colours_begin_at_the_phase(axis: int, phase: int) -> None:
    """Of two pixels of one colour, the first one has an even place at phase 0 and an odd one at phase 1."""
    image = np.full((32, 32, 3), 128, np.uint8)
    image[..., 0] += default_rng(0).integers(0, 60, (32, 32)).astype(np.uint8)
    phases = (0, phase) if axis == 0 else (phase, 0)
    repeated = Coding("none", 0, Colour("4:2:0", "middle", "repeated"), phases)
    out = cv2.cvtColor(coded(image, repeated), cv2.COLOR_RGB2YCrCb)[..., 1].astype(int)
    change = np.abs(np.diff(out, axis=axis)).mean(1 - axis)  # from each pixel to the next
    assert change[phase::2].mean() < 0.25 * change[1 - phase :: 2].mean()


@pytest.mark.parametrize("height", [1, 2])
def test_a_repeated_colour_is_the_same_in_all_its_pixels(height: int) -> None:
    """Where brightness is the same everywhere, so is then the whole pixel."""
    how = Colour("4:2:2" if height == 1 else "4:2:0", "middle", "repeated")
    image = np.full((32, 32, 3), 128, np.uint8)
    image[..., 0] += default_rng(0).integers(0, 60, (32, 32)).astype(np.uint8)
    out = cv2.cvtColor(coarser(image, how), cv2.COLOR_RGB2YCrCb)[..., 1].astype(int)
    blocks = out.reshape(32 // height, height, 16, 2)
    inside = (blocks.max((1, 3)) - blocks.min((1, 3))).mean()
    between = np.abs(np.diff(blocks.mean((1, 3)), axis=1)).mean()
    assert inside < 0.25 * between


def test_colour_is_coarse_only_where_it_should_be() -> None:
    """Stripes of two colours of one brightness: across they are lost in 4:2:2, down only in 4:2:0."""
    across = np.empty((32, 32, 3), np.uint8)
    across[:, ::2], across[:, 1::2] = (150, 99, 128), (90, 130, 128)
    down = np.ascontiguousarray(across.transpose(1, 0, 2))
    assert coarser(across, WEBCAM)[..., 0].std() < 5
    assert coarser(down, WEBCAM)[..., 0].std() > 20
    assert coarser(down, VIDEO)[..., 0].std() < 5


def test_temporal_noise_reduction_leaves_a_trail() -> None:
    hr = blobs(side=64)
    out = processed(hr, replace(PLAIN.processing, carried=0.5, trail=(1.0, 0.0)))
    expected = (hr[:, 1:].astype(float) + hr[:, :-1]) / 2
    np.testing.assert_allclose(out[:, 1:], expected, atol=1)


SHARES: dict[str, Callable[[Shot], bool]] = {
    "moving": lambda shot: shot.motion > 0,
    "blurred": lambda shot: shot.lens.along > 0,
    "defocused": lambda shot: shot.lens.disc > 0,
    "parted": lambda shot: shot.lens.lateral != (0.0, 0.0),
    "finer": lambda shot: shot.sensor.pixels > 1,
    "mosaic": lambda shot: shot.sensor.mosaic,
    "developed": lambda shot: shot.sensor.tone > 0,
    "temporal": lambda shot: shot.processing.carried > 0,
    "smoothed": lambda shot: shot.processing.smoothing != "none",
    "sharpened": lambda shot: shot.processing.sharpening > 0,
    "jpeg": lambda shot: shot.coding.codec == "jpeg",
    "h264": lambda shot: shot.coding.codec == "h264",
}


@pytest.mark.parametrize("name", SHARES)
@pytest.mark.parametrize("share", [0.0, 0.3])
def test_a_share_of_the_cameras_does_what_its_setting_says(name: str, share: float) -> None:
    how = replace(CameraModel(), clean=0.0, **{name: share})  # type: ignore[arg-type]
    luck = default_rng(0)
    assert np.mean([SHARES[name](draw(how, luck)) for _ in range(1000)]) == pytest.approx(share, abs=0.05)


def test_half_colour_is_the_share_of_uncoded_pictures_with_coarse_colour() -> None:
    luck = default_rng(0)
    shots = [draw(replace(CameraModel(), jpeg=0.0, h264=0.0, half_colour=0.6), luck) for _ in range(1000)]
    assert np.mean([shot.coding.colour is not None for shot in shots]) == pytest.approx(0.6, abs=0.05)


def test_clean_is_the_share_in_good_light() -> None:
    luck = default_rng(0)
    shots = [draw(replace(CameraModel(), clean=0.4, quiet=0.0, noise=(1.0, 2.0)), luck) for _ in range(1000)]
    assert np.mean([shot.sensor.white == 0 for shot in shots]) == pytest.approx(0.4, abs=0.05)


def test_in_good_light_only_lens_sampling_and_sharpening_show() -> None:
    for seed in range(30):
        shot = draw(replace(CameraModel(), clean=1.0), default_rng(seed))
        assert not shot.motion and shot.coding.codec == "none"
        assert not (shot.sensor.white or shot.sensor.dark or shot.sensor.mosaic)
    usual = [draw(replace(CameraModel(), clean=0.0), default_rng(seed)) for seed in range(30)]
    assert {shot.coding.codec for shot in usual} == {"jpeg", "h264", "none"}


def test_the_same_draw_gives_the_same_picture() -> None:
    hr, how = blobs(), CameraModel()
    for seed in range(20):
        first, second = (see(hr, 32, draw(how, default_rng(seed))) for _ in range(2))
        np.testing.assert_array_equal(first, second)


@pytest.mark.parametrize("scale", [4, 8])
def test_a_drawn_camera_keeps_light_and_size(scale: int) -> None:
    hr, how = blobs(grain=32), CameraModel()
    mean = hr.mean((0, 1))
    for seed in range(40):
        out = see(hr, 128 // scale, draw(how, default_rng(seed)))
        assert out.shape == (128 // scale, 128 // scale, 3)
        assert np.abs(out.mean((0, 1)) - mean).max() < 9


def test_shares_of_the_same_samples_are_at_most_one() -> None:
    with pytest.raises(ValueError, match="jpeg and h264"):
        CameraModel(jpeg=0.6, h264=0.5)
