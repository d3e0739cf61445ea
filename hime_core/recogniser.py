"""The recogniser: glances at heads -> codes, which are alike for one person. They tell the people of a call apart."""

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from hime_core.assets import locate
from hime_core.geometry import Image
from hime_core.runtime.sessions import CPU, open_session

# The recogniser has this name in the registry of models.
RECOGNISER_MODEL = "recogniser"
# N codes are an N×128 array of vectors of length one. The dot product of two codes, at most 1, says how alike two
# glances are.
Codes = NDArray[np.float32]


class Recogniser:
    """The exported network in ONNX Runtime, on one thread of the CPU. It keeps no glance and no code."""

    def __init__(self, model: Path):
        self._session = open_session(model, CPU, threads=1)

    def codes(self, glances: list[Image]) -> Codes:
        """The codes of glances, N×128, in the order of the glances. `glance_at` cuts glances out of BGR pictures."""
        if not glances:
            return np.empty((0, 0), np.float32)
        blob = cv2.dnn.blobFromImages(glances, 1 / 255, swapRB=True)
        return self._session.run(["codes"], {"glances": blob})[0]


def recogniser_file() -> Path:
    """The verified model file of the recogniser. Raises UsageError if it is missing or corrupt."""
    return locate(RECOGNISER_MODEL, "onnx")


def load_recogniser() -> Recogniser:
    """The shipped recogniser. Raises UsageError if its model file is missing or corrupt."""
    return Recogniser(recogniser_file())
