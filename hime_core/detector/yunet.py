"""YuNet (Wu, Peng, Yu 2023, "YuNet: A Tiny Millisecond-level Face Detector"), as OpenCV's FaceDetectorYN runs it.

The network slides over a picture of any size. So the picture need not be reduced, and the network sees small faces.
"""

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from hime_core.geometry import Image, KeyPoints
from hime_core.runtime.sessions import CPU, open_session

Floats = NDArray[np.float32]

# The cells of the network's three maps are this many pixels apart. The maps are for small, middling and large faces.
STRIDES = (8, 16, 32)
# The sides of the network's input are multiples of this many pixels.
BLOCK = 32
# The network finds this many key points of a face: eye, eye, nose and the two corners of the mouth.
YUNET_POINTS = 5
# Two boxes belong to one face if their intersection over union is above this (0..1).
SAME_FACE = 0.3
# These are the names of the network's outputs: two scores, boxes and key points for each map.
OUTPUTS = [f"{kind}_{stride}" for stride in STRIDES for kind in ("cls", "obj", "bbox", "kps")]


class YuNet:
    """The network in ONNX Runtime, on one thread of the CPU. Several threads may call it."""

    def __init__(self, model: Path, min_score: float):
        """model: the ONNX file. min_score: faces with a lower score (0..1) are left out."""
        self._session = open_session(model, CPU, threads=1)
        self._min_score = min_score

    def detect(self, image: Image) -> list[KeyPoints]:
        """Returns the faces in a BGR picture of any size, best score first. The faces are about 10 to 400 pixels wide.

        Points are in pixels of the picture.
        """
        height, width = image.shape[:2]
        rows, columns = -(-height // BLOCK), -(-width // BLOCK)
        filled = np.zeros((1, 3, BLOCK * rows, BLOCK * columns), np.float32)
        filled[0, :, :height, :width] = image.transpose(2, 0, 1)
        outputs = dict(zip(OUTPUTS, self._session.run(OUTPUTS, {"input": filled}), strict=True))
        maps = [decoded(outputs, stride, columns * BLOCK // stride, self._min_score) for stride in STRIDES]
        scores, boxes, points = (np.concatenate(parts) for parts in zip(*maps, strict=True))
        kept = cv2.dnn.NMSBoxes(boxes.tolist(), scores.tolist(), self._min_score, SAME_FACE)
        return [_key_points(points[i], float(scores[i])) for i in np.asarray(kept, int).ravel()]


def decoded(outputs: dict[str, Floats], stride: int, columns: int, min_score: float) -> tuple[Floats, Floats, Floats]:
    """One map of the network -> the N cells that see a face: scores N, boxes N×4 (x, y, width, height), points N×5×2.

    columns: the number of cells in a row of the map. Boxes and points are in pixels of the input.
    """
    sure, there = (np.clip(outputs[f"{kind}_{stride}"][0, :, 0], 0, 1) for kind in ("cls", "obj"))
    scores = np.sqrt(sure * there)
    seen = np.flatnonzero(scores >= min_score)
    cells = np.stack([seen % columns, seen // columns], 1).astype(np.float32)
    boxes = outputs[f"bbox_{stride}"][0, seen]
    centres, sizes = (cells + boxes[:, :2]) * stride, np.exp(boxes[:, 2:]) * stride
    points = (outputs[f"kps_{stride}"][0, seen].reshape(-1, YUNET_POINTS, 2) + cells[:, None]) * stride
    return scores[seen], np.concatenate([centres - sizes / 2, sizes], 1), points


def _key_points(points: Floats, score: float) -> KeyPoints:
    found = [(float(x), float(y)) for x, y in points]
    left, right = sorted(found[:2])  # here left and right are the image's
    x, y = points[3:].mean(0)
    return KeyPoints(left, right, found[2], (float(x), float(y)), score)
