"""BlazeFace short-range (Bazarevsky et al. 2019, "BlazeFace: Sub-millisecond Neural Face Detection on Mobile GPUs").

What is around the network is as in Google's mediapipe 1.2.3 (Apache-2.0), so that the same picture gives the same
faces: its face_detector_graph.cc has the numbers, and its calculators image_to_tensor (how a picture is sampled),
ssd_anchors, tensors_to_detections (decoding) and non_max_suppression (several finds of one face) have the steps.
"""

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from hime_core.detector.reduce import reduced
from hime_core.geometry import Image, KeyPoints
from hime_core.runtime.sessions import CPU, open_session

Floats = NDArray[np.float32]

SIDE = 128  # pixels of the network's input, a square
STEPS = 32  # the places at which the picture is sampled are rounded to one in so many of its pixels
# Cells along a side of the network's two maps of anchors, and the anchors in each cell.
MAPS = ((16, 2), (8, 6))
POINTS = 6  # eye, eye, nose, mouth and two ears; eyes are named by the person's side
LARGEST_LOGIT = 80.0  # what scores are computed from is cut there: beyond, float32 overflows and scores become 0
SAME_FACE = 0.3  # intersection over union of two boxes above which both are of one face
# The corners of the input and the numbers of its pixels along a side, as mediapipe's arithmetic begins with them.
_CORNERS = np.array([[0, SIDE], [0, 0], [SIDE, 0], [SIDE, SIDE]], np.float32)
_PIXELS = np.arange(SIDE)


class BlazeFace:
    """The exported network in ONNX Runtime on one thread of the CPU. May be called from several threads."""

    def __init__(self, model: Path, min_score: float = 0.5):
        """model: the ONNX file. min_score: 0..1, of the faces that are found."""
        self._session = open_session(model, CPU, threads=1)
        self._min_score = min_score

    def detect(self, image: Image) -> list[KeyPoints]:
        """Faces in a BGR picture of any size, best score first. Points in pixels of this picture."""
        small, ratio = reduced(image)
        boxes, logits = self._session.run(["boxes", "scores"], {"image": network_input(small)})
        scores, corners, points = decoded(boxes[0], logits[0, :, 0], self._min_score)
        height, width = small.shape[:2]
        longer = max(width, height)
        # The picture lies in the middle of the square that the network saw.
        origin = np.array([(longer - width) / 2, (longer - height) / 2], np.float32)
        return [_key_points((longer * at - origin) * ratio, score) for score, at in suppressed(scores, corners, points)]


def network_input(image: Image) -> Floats:
    """BGR H×W×3, as `reduced` gives it -> 1×3×128×128 RGB, -1..1: the whole picture in the middle of a black square.

    It is sampled bilinearly, at mediapipe's places to the last bit, since key points are to be where it finds them: the
    centres of both pictures' top left pixels lie on each other (not the corners of the pictures), and places are
    rounded to 1/32 pixel, halves as the arithmetic of its perspective transform has them fall.
    """
    height, width = image.shape[:2]
    left, top = (width - max(width, height)) / 2, (height - max(width, height)) / 2
    right, bottom = width - left, height - top
    seen = np.array([[left, bottom], [left, top], [right, top], [right, bottom]], np.float32)
    to_picture = cv2.invert(cv2.getPerspectiveTransform(seen, _CORNERS))[1]
    x, y = (np.rint(STEPS * (to_picture[i, i] * _PIXELS + to_picture[i, 2])).astype(np.int32) for i in (0, 1))
    whole, rest = np.empty((SIDE, SIDE, 2), np.int16), np.empty((SIDE, SIDE), np.uint16)  # as cv2.remap takes them
    whole[..., 0], whole[..., 1] = x // STEPS, (y // STEPS)[:, None]
    rest[:] = (y % STEPS)[:, None] * STEPS + x % STEPS
    square = cv2.remap(image, whole, rest, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT)
    return cv2.dnn.blobFromImage(square, 1 / 127.5, mean=(127.5, 127.5, 127.5), swapRB=True)


def anchors() -> Floats:
    """896×2: where the anchors lie, (x, y) as shares of the input's side, in the order of the network's outputs."""
    maps = []
    for cells, each in MAPS:
        centres = (np.arange(cells) + 0.5) / cells
        y, x = np.meshgrid(centres, centres, indexing="ij")
        maps.append(np.repeat(np.stack([x, y], -1).reshape(-1, 2), each, axis=0))
    return np.concatenate(maps).astype(np.float32)


_ANCHORS = anchors()


def decoded(boxes: Floats, logits: Floats, min_score: float) -> tuple[Floats, Floats, Floats]:
    """The network's outputs -> the N anchors that see a face, as shares of the input's side.

    boxes: 896×16, pixels from the anchor: centre, size, then the key points. logits: 896. A box turned inside out is
    none.
    Returns scores N, boxes N×4 (x0, y0, x1, y1) and key points N×6×2.
    """
    logits = np.clip(logits, -LARGEST_LOGIT, LARGEST_LOGIT)
    pairs = boxes.reshape(-1, 2 + POINTS, 2) / np.float32(SIDE)
    seen = np.flatnonzero((logits >= np.log(min_score / (1 - min_score))) & (pairs[:, 1] >= 0).all(1))
    pairs = pairs[seen]
    at, size = _ANCHORS[seen] + pairs[:, 0], pairs[:, 1]
    scores = np.asarray(1 / (1 + np.exp(-logits[seen])), np.float32)
    corners = np.concatenate([at - size / 2, at + size / 2], 1)
    return scores, corners, np.asarray(_ANCHORS[seen, None] + pairs[:, 2:], np.float32)


def suppressed(scores: Floats, boxes: Floats, points: Floats) -> list[tuple[float, Floats]]:
    """Each face once: its best score, and the mean of its anchors' key points, weighted by their scores.

    Takes what `decoded` returns. The paper blends so, in place of plain suppression, since the mean jitters less.
    """
    faces = []
    left = np.argsort(-scores, kind="stable")
    while len(left):
        same = overlap(boxes[left[0]], boxes[left]) > SAME_FACE
        same[0] = True  # a box without an area does not even overlap itself
        own = left[same]
        faces.append((float(scores[own[0]]), np.average(points[own], 0, weights=scores[own]).astype(np.float32)))
        left = left[~same]
    return faces


def overlap(box: Floats, boxes: Floats) -> Floats:
    """Intersection over union of a box with N boxes; 0 where both are empty."""
    width = np.minimum(box[2], boxes[:, 2]) - np.maximum(box[0], boxes[:, 0])
    height = np.minimum(box[3], boxes[:, 3]) - np.maximum(box[1], boxes[:, 1])
    shared = np.maximum(width, 0) * np.maximum(height, 0)
    area = (box[2] - box[0]) * (box[3] - box[1])
    union = area + (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1]) - shared
    return np.where(union > 0, shared / np.maximum(union, np.finfo(np.float32).tiny), 0)


def _key_points(points: Floats, score: float) -> KeyPoints:
    found = [(float(x), float(y)) for x, y in points]
    left, right = sorted(found[:2])  # eyes by the image's side
    return KeyPoints(left, right, found[2], found[3], score)
