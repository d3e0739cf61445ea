"""YuNet as HIME runs it, against OpenCV's own FaceDetectorYN."""

import cv2
import numpy as np
import pytest

from hime_core.assets import locate
from hime_core.detector.load import YUNET_MODEL
from hime_core.detector.yunet import YuNet
from hime_core.geometry import Image

LEAST = 0.6  # score, 0..1


@pytest.fixture(scope="module")
def yunet() -> YuNet:
    return YuNet(locate(YUNET_MODEL, "onnx"), LEAST)


@pytest.mark.parametrize("size", [(512, 512), (300, 200), (150, 170), (64, 64), (700, 530)])
def test_it_finds_what_opencv_finds(astronaut: Image, yunet: YuNet, size: tuple[int, int]) -> None:
    image = np.asarray(cv2.resize(astronaut, size, interpolation=cv2.INTER_AREA), np.uint8)
    reference = cv2.FaceDetectorYN.create(str(locate(YUNET_MODEL, "onnx")), "", size, LEAST, 0.3)
    _, rows = reference.detect(image)
    faces = yunet.detect(image)
    assert len(faces) == len(rows) >= 1
    for face, row in zip(faces, sorted(rows, key=lambda row: -row[14]), strict=True):
        points = row[4:14].reshape(5, 2)
        assert face.eye_left == pytest.approx(points[0], abs=0.01)
        assert face.eye_right == pytest.approx(points[1], abs=0.01)
        assert face.nose == pytest.approx(points[2], abs=0.01)
        assert face.mouth == pytest.approx(points[3:].mean(0), abs=0.01)
        assert face.score == pytest.approx(row[14], abs=1e-4)


def test_it_sees_a_face_of_24_pixels_in_a_frame(astronaut: Image, yunet: YuNet) -> None:
    frame = np.full((720, 1280, 3), 120, np.uint8)
    small = np.asarray(cv2.resize(astronaut, (72, 72), interpolation=cv2.INTER_AREA), np.uint8)  # headshot 24 px
    frame[500:572, 900:972] = small
    (face,) = yunet.detect(frame)
    assert face.nose == pytest.approx((900 + 0.43 * 72, 500 + 0.25 * 72), abs=3)


def test_nothing_gives_an_empty_list(yunet: YuNet) -> None:
    assert yunet.detect(np.full((33, 70, 3), 127, np.uint8)) == []
