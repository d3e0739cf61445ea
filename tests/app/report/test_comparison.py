"""Which face of a run `--compare` shows."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from app.capture.frame import Frame
from app.enhance import EnhancedFace
from app.exemplars import Exemplar
from app.exemplars.bank import make_exemplar
from app.picture.compose import FrameView
from app.picture.show import ShownFrame
from app.report.comparison import CAPTION, TILE, SideBySide, side_by_side
from hime_core.geometry import Image, KeyPoints, Square
from tests.conftest import wall

FRAME = wall(180, 320)


@pytest.fixture(scope="module")
def exemplar(photo: Image, square: Square, face: KeyPoints) -> Exemplar:
    return make_exemplar(photo, square, face, 0.0)


def face_of(side: int, strength: float, references: list[Exemplar]) -> EnhancedFace:
    """A face at the left of the frame. Its SR picture is as grey as its side is long."""
    lr, sr = FRAME[20 : 20 + side, 10 : 10 + side], np.full((4 * side, 4 * side, 3), side, np.uint8)
    square, weights = Square(10 + side / 2, 20 + side / 2, side), np.ones((len(references), side, side), np.float32)
    return EnhancedFace(1, 1, 10, 20, side, square, 0.0, lr, sr, strength, 1.0, references, weights, 1.0)


def shown(*faces: EnhancedFace) -> ShownFrame:
    return ShownFrame(FRAME, Frame(FRAME, 0.0, 0), FrameView(1, 0, 0, 320, 180), [], {}, list(faces), 0, False)


def written(path: Path, *frames: ShownFrame) -> Image:
    comparison = SideBySide()
    for frame in frames:
        comparison.consider(frame)
    assert comparison.write(path)
    return np.asarray(cv2.imread(str(path)), np.uint8)


def test_the_smallest_face_in_full_is_shown(exemplar: Exemplar, tmp_path: Path) -> None:
    hardest = face_of(32, 1.0, [exemplar])
    faces = [face_of(48, 1.0, [exemplar]), hardest, face_of(24, 0.5, [exemplar]), face_of(24, 1.0, [])]
    picture = written(tmp_path / "compare.png", *(shown(face) for face in faces))
    np.testing.assert_array_equal(picture, side_by_side(FRAME, hardest))
    assert picture.shape == (CAPTION + TILE, 3 * TILE, 3)


def test_with_the_strength_turned_down_there_is_a_picture_too(exemplar: Exemplar, tmp_path: Path) -> None:
    hardest = face_of(32, 0.8, [exemplar])
    faces = [face_of(48, np.nextafter(0.8, 1), [exemplar]), hardest, face_of(24, 0.4, [exemplar])]
    picture = written(tmp_path / "compare.png", *(shown(face) for face in faces))
    np.testing.assert_array_equal(picture, side_by_side(FRAME, hardest))


def test_without_exemplars_there_is_no_picture(tmp_path: Path) -> None:
    comparison = SideBySide()
    comparison.consider(shown(face_of(32, 1.0, [])))
    assert not comparison.write(tmp_path / "compare.png")
    assert list(tmp_path.iterdir()) == []
