"""The distance between two faces by a recogniser that knows nothing of HIME: dlib's, by dlib-bin.

dlib takes two pictures that are less than 0.6 apart for the same person.
"""

from collections.abc import Callable
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor

from hime_core.errors import UsageError
from hime_core.geometry import Image
from training.data.pictures import to_image

# The recogniser gets pictures of this many pixels a side.
SIDE = 384
# If the face of a headshot is not found, it is taken to be here: shares of the headshot's height and width.
UNSEEN = slice(0.2, 0.8), slice(0.2, 0.8)
# The codes of this many true pictures are kept, since each is compared under several conditions.
KEPT_TRUTHS = 256

Code = np.ndarray  # 128 numbers
Look = Callable[[Image, Image], Code]


def recogniser() -> Look:
    """A function of a picture and its truth, which returns the picture's code. It finds eyes and nose in the truth.

    Raises UsageError if the recogniser is not installed.
    """
    models = find_spec("face_recognition_models")
    if find_spec("dlib") is None or models is None or not models.submodule_search_locations:
        raise UsageError("--identity: dlib's face recogniser is not installed; install HIME with its extra [identity]")
    import dlib

    folder = Path(models.submodule_search_locations[0]) / "models"
    find = dlib.get_frontal_face_detector()
    mark = dlib.shape_predictor(str(folder / "shape_predictor_5_face_landmarks.dat"))
    encode = dlib.face_recognition_model_v1(str(folder / "dlib_face_recognition_resnet_model_v1.dat"))

    def look(picture: Image, truth: Image) -> Code:
        large, where = (cv2.resize(i, (SIDE, SIDE), interpolation=cv2.INTER_CUBIC) for i in (picture, truth))
        found = find(where, 0)
        y, x = ((round(part.start * SIDE), round(part.stop * SIDE)) for part in UNSEEN)
        box = found[0] if found else dlib.rectangle(x[0], y[0], x[1], y[1])
        return np.array(encode.compute_face_descriptor(dlib.get_face_chip(large, mark(where, box))))

    return look


def make_identity() -> Callable[[Tensor, Tensor], Tensor]:
    """The metric: a function of SR and HR pictures, N×3×H×W each from 0 to 1, which returns N distances.

    Raises UsageError if the recogniser is not installed.
    """
    look = recogniser()

    @lru_cache(KEPT_TRUTHS)
    def code_of_truth(pixels: bytes, side: int) -> Code:
        truth = np.frombuffer(pixels, np.uint8).reshape(side, side, 3)
        return look(truth, truth)

    def distance(sr: Tensor, hr: Tensor) -> float:
        picture, truth = to_image(sr), to_image(hr)
        return float(np.linalg.norm(look(picture, truth) - code_of_truth(truth.tobytes(), len(truth))))

    def measure(sr: Tensor, hr: Tensor) -> Tensor:
        return torch.tensor([distance(a, b) for a, b in zip(sr.cpu().split(1), hr.cpu().split(1), strict=True)])

    return measure
