"""Shared by the tests of hime_core."""

import numpy as np
import pytest
import skimage.data
import torch

from hime_core.detector import FaceDetector, load_detector
from hime_core.geometry import Image

torch.set_num_threads(1)


@pytest.fixture(scope="session")
def astronaut() -> Image:
    """A photograph with one face, 512×512 BGR."""
    return np.ascontiguousarray(skimage.data.astronaut()[..., ::-1])


@pytest.fixture(scope="session")
def detector() -> FaceDetector:
    return load_detector()
