"""BlazeFace short-range (Bazarevsky et al. 2019, "BlazeFace: Sub-millisecond Neural Face Detection on Mobile GPUs").

Everything around the network is done as in Google's mediapipe 1.2.3 (Apache-2.0), so that the same picture gives the
same faces. The numbers are from mediapipe's face_detector_graph.cc. The steps are from its calculators image_to_tensor
(how a picture is sampled), ssd_anchors, tensors_to_detections (decoding) and non_max_suppression (how several
detections of one face become one).
"""

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from hime_core.detector.reduce import reduced
from hime_core.geometry import Image, KeyPoints
from hime_core.runtime.sessions import CPU, open_session

Floats = NDArray[np.float32]

# The network's input is a square of this many pixels a side.
INPUT_SIDE = 128
# The places at which the picture is sampled are rounded to whole steps. A pixel has this many steps.
SAMPLING_STEPS = 32
# The network has two maps of anchors. A map has this many cells a side, and this many anchors in each cell.
MAPS = ((16, 2), (8, 6))
# The network finds this many key points of a face: eye, eye, nose, mouth and two ears. Eyes are ordered by the person's
# sides, not by the image's.
BLAZEFACE_POINTS = 6
# Logits are clipped to ± this before scores are computed. With larger logits float32 overflows, and scores become 0.
LARGEST_LOGIT = 80.0
# Two boxes belong to one face if their intersection over union is above this (0..1).
SAME_FACE = 0.3
# These are the corners of the input, in pixels, in the order in which mediapipe computes with them.
_CORNERS = np.array([[0, INPUT_SIDE], [0, 0], [INPUT_SIDE, 0], [INPUT_SIDE, INPUT_SIDE]], np.float32)
# These are the indexes of the input's pixels along a side.
_PIXELS = np.arange(INPUT_SIDE)


class BlazeFace:
    """The exported network in ONNX Runtime, on one thread of the CPU. Several threads may call it."""

    def __init__(self, model: Path, min_score: float = 0.5):
        """model: the ONNX file. min_score: faces with a lower score (0..1) are left out."""
        self._session = open_session(model, CPU, threads=1)
        self._min_score = min_score

    def detect(self, image: Image) -> list[KeyPoints]:
        """Returns the faces in a BGR picture of any size, best score first. Points are in pixels of this picture."""
        small, ratio = reduced(image)
        boxes, logits = self._session.run(["boxes", "scores"], {"image": network_input(small)})
        scores, corners, points = decoded(boxes[0], logits[0, :, 0], self._min_score)
        height, width = small.shape[:2]
        longer = max(width, height)
        # The network saw a square, with the picture in its middle.
        origin = np.array([(longer - width) / 2, (longer - height) / 2], np.float32)
        return [_key_points((longer * at - origin) * ratio, score) for score, at in suppressed(scores, corners, points)]


def network_input(image: Image) -> Floats:
    """BGR H×W×3, as `reduced` returns it -> 1×3×128×128 RGB, -1..1: the whole picture in the middle of a black square.

    The picture is sampled bilinearly, at exactly the places at which mediapipe samples it, so that both find the same
    key points. The centre of the input's top left pixel lies on the centre of the square's top left pixel; the corners
    of these pixels do not lie on each other. Places are rounded to 1/32 pixel, and halves are rounded to the same side
    as in mediapipe's perspective transform.
    """
    height, width = image.shape[:2]
    left, top = (width - max(width, height)) / 2, (height - max(width, height)) / 2
    right, bottom = width - left, height - top
    seen = np.array([[left, bottom], [left, top], [right, top], [right, bottom]], np.float32)
    to_picture = cv2.invert(cv2.getPerspectiveTransform(seen, _CORNERS))[1]
    x, y = (np.rint(SAMPLING_STEPS * (to_picture[i, i] * _PIXELS + to_picture[i, 2])).astype(np.int32) for i in (0, 1))
    whole, rest = (
        np.empty((INPUT_SIDE, INPUT_SIDE, 2), np.int16),
        np.empty((INPUT_SIDE, INPUT_SIDE), np.uint16),
    )  # as cv2.remap takes them
    whole[..., 0], whole[..., 1] = x // SAMPLING_STEPS, (y // SAMPLING_STEPS)[:, None]
    rest[:] = (y % SAMPLING_STEPS)[:, None] * SAMPLING_STEPS + x % SAMPLING_STEPS
    square = cv2.remap(image, whole, rest, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT)
    return cv2.dnn.blobFromImage(square, 1 / 127.5, mean=(127.5, 127.5, 127.5), swapRB=True)


def anchors() -> Floats:
    """The anchors' places (x, y), 896×2, as shares of the input's side, in the order of the network's outputs."""
    maps = []
    for cells, each in MAPS:
        centres = (np.arange(cells) + 0.5) / cells
        y, x = np.meshgrid(centres, centres, indexing="ij")
        maps.append(np.repeat(np.stack([x, y], -1).reshape(-1, 2), each, axis=0))
    return np.concatenate(maps).astype(np.float32)


_ANCHORS = anchors()


def decoded(boxes: Floats, logits: Floats, min_score: float) -> tuple[Floats, Floats, Floats]:
    """The network's outputs -> the N anchors that see a face, as shares of the input's side.

    boxes: 896×16, the centre, size and key points of each, in pixels from its anchor. logits: 896. Boxes of negative
    size are left out. Returns scores N, boxes N×4 (x0, y0, x1, y1) and key points N×6×2.
    """
    logits = np.clip(logits, -LARGEST_LOGIT, LARGEST_LOGIT)
    pairs = boxes.reshape(-1, 2 + BLAZEFACE_POINTS, 2) / np.float32(INPUT_SIDE)
    seen = np.flatnonzero((logits >= np.log(min_score / (1 - min_score))) & (pairs[:, 1] >= 0).all(1))
    pairs = pairs[seen]
    at, size = _ANCHORS[seen] + pairs[:, 0], pairs[:, 1]
    scores = np.asarray(1 / (1 + np.exp(-logits[seen])), np.float32)
    corners = np.concatenate([at - size / 2, at + size / 2], 1)
    return scores, corners, np.asarray(_ANCHORS[seen, None] + pairs[:, 2:], np.float32)


def suppressed(scores: Floats, boxes: Floats, points: Floats) -> list[tuple[float, Floats]]:
    """Returns each face once: its best score, and the mean of its anchors' key points, weighted by their scores.

    The arguments are the results of `decoded`. The paper, too, takes the mean of all anchors and not the best anchor,
    because the mean jitters less.
    """
    faces = []
    left = np.argsort(-scores, kind="stable")
    while len(left):
        same = overlap(boxes[left[0]], boxes[left]) > SAME_FACE
        same[0] = True  # a box without an area has no overlap even with itself
        own = left[same]
        faces.append((float(scores[own[0]]), np.average(points[own], 0, weights=scores[own]).astype(np.float32)))
        left = left[~same]
    return faces


def overlap(box: Floats, boxes: Floats) -> Floats:
    """Intersection over union of a box with N boxes, 0..1; 0 if both are empty."""
    width = np.minimum(box[2], boxes[:, 2]) - np.maximum(box[0], boxes[:, 0])
    height = np.minimum(box[3], boxes[:, 3]) - np.maximum(box[1], boxes[:, 1])
    shared = np.maximum(width, 0) * np.maximum(height, 0)
    area = (box[2] - box[0]) * (box[3] - box[1])
    union = area + (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1]) - shared
    return np.where(union > 0, shared / np.maximum(union, np.finfo(np.float32).tiny), 0)


def _key_points(points: Floats, score: float) -> KeyPoints:
    found = [(float(x), float(y)) for x, y in points]
    left, right = sorted(found[:2])  # here left and right are the image's
    return KeyPoints(left, right, found[2], found[3], score)
