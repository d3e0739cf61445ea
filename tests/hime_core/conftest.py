"""Shared by the tests of hime_core."""

from collections.abc import Iterator
from contextlib import closing

import numpy as np
import pytest
import skimage.data
import torch

from hime_core.assets import locate
from hime_core.detector import FaceDetector
from hime_core.geometry import Image

torch.set_num_threads(1)


@pytest.fixture(scope="session")
def astronaut() -> Image:
    """A photograph with one face, 512×512 BGR."""
    return np.ascontiguousarray(skimage.data.astronaut()[..., ::-1])


@pytest.fixture(scope="session")
def detector() -> Iterator[FaceDetector]:
    with closing(FaceDetector(locate("blazeface_short_range", "tflite"))) as made:
        yield made
