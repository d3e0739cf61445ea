"""A far, still face in a noisy picture: what is cut out of the frame must not move."""

import cv2
import numpy as np
import pytest

from app.faces import FaceSearch, Tracker
from app.settings import Settings
from hime_core.detector import FaceDetector
from hime_core.geometry import Image, Square
from tests.conftest import place, wall

SETTLED = 30  # frames


def still_call(photo: Image, square: Square, side: float, frames: int) -> list[Image]:
    """One picture with fresh sensor noise in every frame."""
    rng = np.random.default_rng(0)
    scene = place(photo, square, side, 200.3, 180.6, wall(360, 400))
    noise = (rng.normal(0, 3, scene.shape).round().astype(np.int16) for _ in range(frames))
    return [cv2.add(scene, n, dtype=cv2.CV_8U) for n in noise]


@pytest.mark.parametrize("side", [24, 32, 48, 64])
def test_the_crop_of_a_still_face_is_still(photo: Image, square: Square, detector: FaceDetector, side: int) -> None:
    search = FaceSearch(detector)
    tracker = Tracker(Settings().enhance.max_side)
    followed = []
    for index, image in enumerate(still_call(photo, square, side, SETTLED + 60)):
        known = tracker.squares or [Square(205, 177, 1.1 * side)]
        followed.append(tracker.update(image, search.find(image, known), index / 30))
    settled = followed[SETTLED:]
    assert {tuple(t.id for t in tracks) for tracks in settled} == {(settled[0][0].id,)}, "one track, in every frame"
    crops = np.array([(t.square.x, t.square.y, t.square.side) for [t] in settled])
    assert crops.std(0).max() < 0.5  # pixels, RMS
