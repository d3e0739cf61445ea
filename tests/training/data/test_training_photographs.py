from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.random import default_rng

from hime_core.geometry import Image
from training.data.person import Person, Photograph
from training.data.photographs import sample
from training.settings.config import Photographs


def shaded(value: int) -> Image:
    """Grey of a value, brighter on its left half."""
    image = np.full((32, 32, 3), value, np.uint8)
    image[:, :16] += 50
    return image


def person(count: int) -> Person:
    return [Photograph(shaded(10 * i), 1.0) for i in range(count)]


def identity(image: Image) -> int:
    return int(image.min()) // 10


def is_mirrored(image: Image) -> bool:
    return bool(image[:, 0].mean() < image[:, -1].mean())


@pytest.mark.parametrize(("count", "references"), [(4, 3), (8, 3), (2, 1)])
def test_references_are_other_photographs_none_twice(count: int, references: int) -> None:
    for seed in range(20):
        hr, shown, _ = sample(person(count), 32, references, Photographs(), default_rng(seed))
        assert len({identity(image) for image in (hr, *shown)}) == 1 + references


@pytest.mark.parametrize(
    ("flip", "target_mirrored", "mixed"),
    [("none", {False}, False), ("even", {True, False}, False), ("uneven", {True, False}, True)],
)
def test_flips_of_table_7(flip: str, target_mirrored: set[bool], mixed: bool) -> None:
    drawn = [sample(person(4), 32, 3, Photographs(flip=flip), default_rng(seed)) for seed in range(30)]
    assert {is_mirrored(hr) for hr, *_ in drawn} == target_mirrored
    assert any(len({is_mirrored(image) for image in (hr, *shown)}) == 2 for hr, shown, _ in drawn) is mixed
    if flip == "uneven":
        assert not any(is_mirrored(hr) and any(map(is_mirrored, shown)) for hr, shown, _ in drawn)


@pytest.mark.parametrize("flip", ["none", "uneven", "even"])
def test_parsing_maps_are_mirrored_with_the_picture(tmp_path: Path, flip: str) -> None:
    labels = np.zeros((64, 64), np.uint8)
    labels[:, :32] = 8
    cv2.imwrite(str(tmp_path / "map.png"), labels)
    someone = [replace(photograph, parsing_map=tmp_path / "map.png") for photograph in person(3)]
    for seed in range(10):
        hr, _, maps = sample(someone, 32, 0, Photographs(flip=flip), default_rng(seed))
        assert maps is not None
        bright = hr[::2, ::2, 0] > hr.mean()
        assert np.array_equal(maps[..., 8], 255 * bright)
        assert np.array_equal(maps[..., 0], 255 * ~bright)


def test_larger_photographs_are_reduced() -> None:
    hr, shown, _ = sample(person(4), 16, 3, Photographs(), default_rng(0))
    assert {image.shape for image in (hr, *shown)} == {(16, 16, 3)}
