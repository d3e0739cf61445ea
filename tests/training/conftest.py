"""Shared by the tests of training."""

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from hime_core.detector import FaceDetector, load_detector
from hime_core.geometry import Image

torch.set_num_threads(1)


def picture(seed: int, side: int) -> Image:
    """A colourful random picture with coarse and fine structure, side×side×3."""
    rng = np.random.default_rng(seed)
    layers = [cv2.resize(rng.normal(0, 1, (n, n, 3)), (side, side), interpolation=cv2.INTER_CUBIC) for n in (4, 12, 36)]
    return np.clip(128 + 45 * sum(layers), 0, 255).astype(np.uint8)


@pytest.fixture
def make_people(tmp_path: Path) -> Callable[..., Path]:
    """make_people(counts, side=96): a folder of identities p0, p1, ... with so many pictures 0.png, 1.png, ... each."""

    def make(counts: list[int], side: int = 96, folder: str = "people") -> Path:
        for person, count in enumerate(counts):
            (tmp_path / folder / f"p{person}").mkdir(parents=True)
            for i in range(count):
                cv2.imwrite(str(tmp_path / folder / f"p{person}" / f"{i}.png"), picture(100 * person + i, side))
        return tmp_path / folder

    return make


@pytest.fixture(scope="session")
def detector() -> FaceDetector:
    return load_detector()
