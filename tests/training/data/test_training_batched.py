"""Each step of making pictures in torch against OpenCV's, for pictures of several parameters at once."""

import cv2
import numpy as np
import pytest
import torch
from torch import Tensor

from hime_core.geometry import Image
from training.data import batched, degradations, moments
from training.data.batched_jpeg import jpeg
from training.data.pictures import shrink
from training.data.sample_plan import Light


def picture(seed: int, side: int, grain: int = 4) -> Image:
    coarse = np.random.default_rng(seed).integers(0, 256, (side // grain, side // grain, 3)).astype(np.uint8)
    return cv2.resize(coarse, (side, side), interpolation=cv2.INTER_CUBIC)


def stacked(pictures: list[Image]) -> Tensor:
    return torch.from_numpy(np.stack(pictures)).permute(0, 3, 1, 2).float()


def numbers(*values: float) -> Tensor:
    return torch.tensor(values, dtype=torch.float64)


def assert_levels(got: Tensor, expected: list[Image], within: int = 0) -> None:
    np.testing.assert_allclose(got.permute(0, 2, 3, 1).numpy(), np.stack(expected), atol=within)


@pytest.mark.parametrize("side", [16, 24, 40, 64])
def test_jpeg_is_opencvs_to_the_bit(side: int) -> None:
    qualities = (5, 20, 49, 50, 75, 90, 100)
    pictures = [picture(seed, side) for seed in range(len(qualities))]
    expected = [degradations.jpeg(image, quality) for image, quality in zip(pictures, qualities, strict=True)]
    assert_levels(jpeg(stacked(pictures), numbers(*qualities)), expected)


def test_quality_zero_leaves_a_picture_as_it_is() -> None:
    pictures = [picture(0, 32), picture(1, 32)]
    assert_levels(jpeg(stacked(pictures), numbers(0, 50)), [pictures[0], degradations.jpeg(pictures[1], 50)])


def test_blur_is_opencvs_to_the_bit() -> None:
    sigmas = (0.2, 0.33, 0.5, 0.7, 1.0, 1.4, 2.0, 2.8)
    pictures = [picture(seed, 48) for seed in range(len(sigmas))]
    expected = [cv2.GaussianBlur(image, (0, 0), sigma) for image, sigma in zip(pictures, sigmas, strict=True)]
    assert_levels(batched.blur(stacked([*pictures, pictures[0]]), numbers(*sigmas, 0), 2.8), [*expected, pictures[0]])


def test_colour_at_half_resolution_is_opencvs_to_the_bit() -> None:
    pictures = [picture(seed, 24, grain=1) for seed in range(4)]
    assert_levels(batched.half_colour(stacked(pictures)), [degradations.half_colour(image) for image in pictures])


def test_motion_is_that_of_the_cpu() -> None:
    ways = ((0.0, 0.0), (2.0, 0.5), (7.5, 1.9), (12.0, 3.0))
    pictures = [picture(seed, 48) for seed in range(len(ways))]
    expected = [degradations.motion_blur(image, *way) for image, way in zip(pictures, ways, strict=True)]
    lengths, directions = (numbers(*column) for column in zip(*ways, strict=True))
    assert_levels(batched.motion_blur(stacked(pictures), lengths, directions, 12.0), expected, within=1)


@pytest.mark.parametrize("factor", [2, 4, 8])
def test_means_of_areas_are_opencvs(factor: int) -> None:
    image = picture(0, 64, grain=1)
    expected = cv2.resize(image, (64 // factor, 64 // factor), interpolation=cv2.INTER_AREA)
    assert_levels(batched.area_mean(stacked([image]), factor), [expected])


def test_bicubic_is_that_of_the_cpu() -> None:
    pictures = [picture(seed, 64, grain=2) for seed in range(3)]
    assert_levels(batched.shrink(stacked(pictures), 16), [shrink(image, 16) for image in pictures], within=1)


def test_light_is_that_of_the_cpu() -> None:
    lights = (Light(1, (1, 1, 1), 0), Light(0.7, (1.2, 0.9, 1.1), 0.05), Light(1.4, (1, 1.1, 0.8), -0.05, 0.5, 2.0))
    pictures = [picture(seed, 64) for seed in range(3)]
    columns = [numbers(*(getattr(light, name) for light in lights)) for name in ("gamma", "lift", "fall", "direction")]
    gain = torch.tensor([light.gain for light in lights], dtype=torch.float64)
    got = batched.relight(stacked(pictures), columns[0], gain, *columns[1:])
    assert_levels(got, [moments.relight(image, light) for image, light in zip(pictures, lights, strict=True)], within=1)
    assert_levels(got[:1], pictures[:1])


def test_noise_is_that_of_the_cpu_where_it_is_the_same() -> None:
    image, rng = picture(0, 32), np.random.default_rng(5)
    noise = torch.from_numpy(np.random.default_rng(5).standard_normal(image.shape, np.float32)).permute(2, 0, 1)
    got = batched.noisy(stacked([image]), numbers(7.0), noise[None])
    assert_levels(got, [degradations.sensor_noise(image, 7.0, rng)], within=1)
