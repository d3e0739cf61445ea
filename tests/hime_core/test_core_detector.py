import numpy as np
import pytest

from hime_core.detector import FaceDetector
from hime_core.geometry import Image, headshot_square


def test_points_of_a_known_face(astronaut: Image, detector: FaceDetector) -> None:
    (face,) = detector.detect(astronaut)
    assert face.eye_left == pytest.approx((202, 106), abs=8)
    assert face.eye_right == pytest.approx((246, 108), abs=8)
    assert face.mouth == pytest.approx((219, 149), abs=10)
    assert face.eye_left[1] < face.nose[1] < face.mouth[1]
    assert 0.5 <= face.score <= 1


def test_points_are_named_by_the_side_of_the_image(astronaut: Image, detector: FaceDetector) -> None:
    (face,) = detector.detect(astronaut)
    (mirrored,) = detector.detect(np.ascontiguousarray(astronaut[:, ::-1]))
    assert mirrored.eye_left[0] < mirrored.eye_right[0]
    assert mirrored.eye_left[0] == pytest.approx(512 - face.eye_right[0], abs=8)
    assert headshot_square(mirrored).side == pytest.approx(headshot_square(face).side, rel=0.12)


def test_points_are_in_pixels_of_an_image_of_any_shape(astronaut: Image, detector: FaceDetector) -> None:
    (face,) = detector.detect(astronaut)
    (moved,) = detector.detect(np.ascontiguousarray(astronaut[20:320, 60:500]))
    assert moved.nose == pytest.approx((face.nose[0] - 60, face.nose[1] - 20), abs=8)


def test_several_faces_come_best_first(astronaut: Image, detector: FaceDetector) -> None:
    head = astronaut[:300, 60:360]
    faces = detector.detect(np.hstack([head, head[:, ::-1]]))
    assert len(faces) == 2
    assert faces[0].score >= faces[1].score
    assert sorted(face.nose[0] < 300 for face in faces) == [False, True]


def test_no_face_gives_an_empty_list(detector: FaceDetector) -> None:
    assert detector.detect(np.full((200, 300, 3), 127, np.uint8)) == []
