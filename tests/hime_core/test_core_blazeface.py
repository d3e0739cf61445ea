"""Our BlazeFace beside mediapipe's, and its parts."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path

import cv2
import numpy as np
import pytest

from hime_core.assets import locate
from hime_core.detector import FaceDetector, load_detector
from hime_core.detector.blazeface import INPUT_SIDE, BlazeFace, anchors, decoded, network_input, overlap, suppressed
from hime_core.detector.load import BLAZEFACE_MODEL
from hime_core.detector.reduce import READ_SIDE, reduced
from hime_core.errors import UsageError
from hime_core.geometry import Image
from hime_core.runtime.sessions import CPU, open_session
from tests.conftest import without_network
from tests.hime_core.blazeface_pictures import FOUND, found_by, pictures

INPUT_PIXEL, SCORE = 0.5, 0.01  # how far key points and scores may be from mediapipe's


def agree(found: dict[str, list[list[float]]], reference: dict[str, list[list[float]]]) -> None:
    longer = {name: max(image.shape) for name, image in pictures()}
    assert found.keys() == reference.keys() == longer.keys()
    assert sum(map(len, reference.values())) > 20
    for name, faces in reference.items():
        assert len(found[name]) == len(faces), name
        left = list(found[name])
        for theirs in faces:  # two that score alike may come in either order
            ours = min(left, key=lambda face: np.abs(np.subtract(face, theirs)[1:]).max())
            left.remove(ours)
            apart = np.abs(np.subtract(ours, theirs))
            assert apart[0] < SCORE and apart[1:].max() < INPUT_PIXEL * longer[name] / INPUT_SIDE, name


def test_it_finds_what_mediapipe_found(detector: FaceDetector) -> None:
    agree(found_by(detector), json.loads(FOUND.read_text()))


def test_what_mediapipe_found_is_what_it_finds(tmp_path: Path) -> None:
    """In a process of its own, since it reports to Google while it is loaded; without a network where that works."""
    if find_spec("mediapipe") is None:
        assert not os.environ.get("CI"), "CI installs the extra [mediapipe]"
        pytest.skip("mediapipe, which reports its use to Google, is not installed")
    found = tmp_path / "found.json"
    command = [*without_network(), sys.executable, "-m", "tests.hime_core.blazeface_pictures", str(found)]
    subprocess.run(command, check=True, capture_output=True, cwd=Path(__file__).parents[2])
    agree(json.loads(found.read_text()), json.loads(FOUND.read_text()))


def test_mediapipe_that_is_not_installed_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hime_core.detector.load.find_spec", lambda name: None)
    with pytest.raises(UsageError, match=r"install HIME with its extra \[mediapipe\]"):
        load_detector("mediapipe")


def test_mediapipe_that_is_broken_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "mediapipe").mkdir()
    (tmp_path / "mediapipe" / "__init__.py").write_text("raise OSError('libEGL.so.1: cannot open shared object file')")
    code = "from hime_core.detector.google import GoogleBlazeFace; GoogleBlazeFace(None)"
    environment = os.environ | {"PYTHONPATH": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert "UsageError: detection.engine: mediapipe cannot be loaded (libEGL.so.1" in done.stderr.splitlines()[-1]


def test_the_network_is_google_s(astronaut: Image, google_file: Path) -> None:
    """The shipped file gives what OpenCV makes of Google's own."""
    image = network_input(reduced(astronaut)[0])
    session = open_session(locate(BLAZEFACE_MODEL, "onnx"), CPU, threads=1)
    boxes, scores = session.run(["boxes", "scores"], {"image": image})
    theirs = cv2.dnn.readNetFromTFLite(str(google_file))
    theirs.setInput(image)
    their_boxes, their_scores = theirs.forward(["regressors", "classificators"])
    np.testing.assert_allclose(boxes.ravel(), np.ravel(their_boxes), atol=1e-3)  # they reach 150
    np.testing.assert_allclose(scores.ravel(), np.ravel(their_scores), atol=1e-3)
    assert scores.max() > 0


def test_the_whole_picture_lies_in_the_middle_of_the_input() -> None:
    picture = np.full((100, 200, 3), (0, 127, 255), np.uint8)  # BGR
    image = network_input(picture)
    assert image.shape == (1, 3, INPUT_SIDE, INPUT_SIDE) and image.dtype == np.float32
    red, green, blue = image[0, :, 64, 64]
    assert (red, blue) == (1, -1) and abs(green) < 0.01
    shown = image[0, 0].max(1) > -1  # rows; red is 255 in the picture
    assert shown.sum() == pytest.approx(64, abs=1) and not shown[:31].any() and not shown[97:].any()


@pytest.mark.parametrize("size", [(720, 1280), (1081, 1919), (257, 256), (90, 700), (7, 2000)])
def test_a_larger_picture_is_reduced_by_area(size: tuple[int, int]) -> None:
    y, x = np.mgrid[: size[0], : size[1]]
    stripes = np.where(x % 2, 255, 0)
    ramp = np.stack([255 * (x + 0.5) / size[1], 255 * (y + 0.5) / size[0], stripes], -1).astype(np.uint8)
    small, ratio = reduced(ramp)
    assert max(small.shape) == READ_SIDE
    assert ratio[::-1] * small.shape[:2] == pytest.approx(size)
    places = np.mgrid[: small.shape[0], : small.shape[1]] + 0.5  # what a pixel shows is where it is said to lie
    np.testing.assert_allclose(small[..., 0], 255 * places[1] * ratio[0] / size[1], atol=2)
    np.testing.assert_allclose(small[..., 1], 255 * places[0] * ratio[1] / size[0], atol=2)
    if size[1] >= 2 * READ_SIDE:
        assert np.ptp(small[..., 2].astype(int)) < 70  # stripes finer than it can show are grey, not stripes


def test_a_small_picture_stays_as_it_is(astronaut: Image) -> None:
    small, ratio = reduced(astronaut[:256, :100])
    np.testing.assert_array_equal(small, astronaut[:256, :100])
    assert ratio.tolist() == [1, 1]


def test_anchors_lie_in_the_middles_of_cells() -> None:
    places = anchors()
    assert places.shape == (896, 2)
    assert (places[0] == places[1]).all() and tuple(places[0]) == (1 / 32, 1 / 32)
    assert tuple(places[2]) == (3 / 32, 1 / 32)  # cells go along a row first
    assert (places[512:518] == 1 / 16).all() and tuple(places[-1]) == (15 / 16, 15 / 16)


def test_decoding() -> None:
    logits = np.full(896, -9, np.float32)
    boxes = np.zeros((896, 16), np.float32)
    logits[[2, 600]] = 0, 1.0986123  # scores 0.5 and 0.75
    boxes[2] = [12.8, 0, 25.6, 12.8, *([0, 0] * 5), 64, 32]
    scores, corners, points = decoded(boxes, logits, 0.5)
    assert scores == pytest.approx([0.5, 0.75])
    assert corners[0] == pytest.approx([3 / 32, 1 / 32 - 0.05, 3 / 32 + 0.2, 1 / 32 + 0.05])
    assert points.shape == (2, 6, 2) and points[0, 5] == pytest.approx([3 / 32 + 0.5, 1 / 32 + 0.25])
    assert len(decoded(boxes, logits, 0.6)[0]) == 1
    assert len(decoded(boxes, np.full(896, -200, np.float32), 0.01)[0]) == 0
    boxes[600, 2] = -1  # turned inside out
    assert decoded(boxes, logits, 0.5)[0] == pytest.approx([0.5])


def test_scores_stay_finite_however_sure_or_unsure_the_network_is() -> None:
    for logit in (-1e4, 1e4):
        scores, corners, points = decoded(np.zeros((896, 16), np.float32), np.full(896, logit, np.float32), 1e-300)
        assert len(scores) == 896 and np.isfinite(scores).all()
        assert all(np.isfinite(at).all() for _, at in suppressed(scores, corners, points))


def test_anchors_of_one_face_become_one() -> None:
    boxes = np.array([[0, 0, 1, 1], [0, 0, 1, 0.9], [5, 5, 6, 6], [0, 0.7, 1, 1.7]], np.float32)
    points = np.stack([np.full((6, 2), x, np.float32) for x in (1, 4, 7, 9)])
    faces = suppressed(np.array([0.6, 0.9, 0.7, 0.5], np.float32), boxes, points)
    assert [round(score, 3) for score, _ in faces] == [0.9, 0.7, 0.5]  # the best score of each, best first
    assert faces[0][1] == pytest.approx((0.6 * 1 + 0.9 * 4) / 1.5)
    assert faces[2][1] == pytest.approx(9)  # overlaps the first by too little


def test_boxes_without_an_area_end() -> None:
    nothing, scores = np.zeros((3, 4), np.float32), np.full(3, 0.9, np.float32)
    assert len(suppressed(scores, nothing, np.zeros((3, 6, 2), np.float32))) == 3
    assert overlap(nothing[0], nothing).tolist() == [0, 0, 0]


@pytest.mark.parametrize("size", [(1, 1), (16, 16), (3, 700), (1, 2000), (2000, 1), (720, 1280)])
def test_any_size_of_picture_is_taken(detector: FaceDetector, size: tuple[int, int]) -> None:
    assert detector.detect(np.full((*size, 3), 90, np.uint8)) == []


def test_several_threads_may_call_it(astronaut: Image, detector: FaceDetector) -> None:
    images = [np.ascontiguousarray(astronaut[: 300 + 20 * i]) for i in range(8)]
    alone = [detector.detect(image) for image in images]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(detector.detect, images * 4)) == alone * 4


def test_part_of_a_picture_is_taken_as_it_lies(astronaut: Image, detector: FaceDetector) -> None:
    part = astronaut[10:230, 120:340]
    assert detector.detect(part) == detector.detect(np.ascontiguousarray(part))


def test_less_certain_faces_are_found_where_they_are_asked_for(astronaut: Image) -> None:
    tiny = np.asarray(cv2.resize(astronaut, (40, 40), interpolation=cv2.INTER_AREA), np.uint8)
    certain, uncertain = (BlazeFace(locate(BLAZEFACE_MODEL, "onnx"), least).detect(tiny) for least in (0.99, 0.05))
    assert certain == [] and uncertain and all(0.05 <= face.score < 0.99 for face in uncertain)
