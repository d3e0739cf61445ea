from pathlib import Path

import cv2
import numpy as np
import pytest

from hime_core.assets import locate
from hime_core.errors import UsageError
from hime_core.geometry import Image, Square
from hime_core.glance import GLANCE_SIDE, glance_at
from hime_core.recogniser import RECOGNISER_MODEL, Recogniser, load_recogniser


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return load_recogniser()


@pytest.mark.parametrize("side", [20, 47, 64, 200])
def test_a_glance_is_centred_on_the_headshot(side: int) -> None:
    image = np.zeros((400, 400, 3), np.uint8)
    cv2.circle(image, (230, 180), side // 5, (255, 255, 255), -1)
    glance = glance_at(image, Square(230.5, 180.5, side))
    assert glance.shape == (GLANCE_SIDE, GLANCE_SIDE, 3)
    weight = glance[..., 0].astype(float)
    v, u = np.mgrid[0:GLANCE_SIDE, 0:GLANCE_SIDE] + 0.5
    assert (u * weight).sum() / weight.sum() == pytest.approx(GLANCE_SIDE / 2, abs=0.06 * GLANCE_SIDE)
    assert (v * weight).sum() / weight.sum() == pytest.approx(GLANCE_SIDE / 2, abs=0.06 * GLANCE_SIDE)


@pytest.mark.parametrize(("x", "y"), [(0, 0), (399, 0), (200, 420), (-300, 900)])
def test_beyond_the_image_its_border_is_drawn_out(x: float, y: float) -> None:
    image = np.full((400, 400, 3), 90, np.uint8)
    assert (glance_at(image, Square(x, y, 120)) == 90).all()


def test_codes_are_of_length_one_and_alike_for_one_person(photo: Image, square: Square, recogniser: Recogniser) -> None:
    near = glance_at(photo, square)
    small = np.asarray(cv2.resize(photo, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA), np.uint8)
    far = glance_at(
        np.clip(small * 0.7, 0, 255).astype(np.uint8), Square(square.x / 4, square.y / 4, 1.04 * square.side / 4)
    )
    noise = np.random.default_rng(0).integers(0, 256, (GLANCE_SIDE, GLANCE_SIDE, 3)).astype(np.uint8)
    codes = recogniser.codes([near, far, noise])
    np.testing.assert_allclose(np.linalg.norm(codes, axis=1), 1, rtol=1e-5)
    assert codes[0] @ codes[1] > 0.9
    assert codes[0] @ codes[2] < 0.5


def test_one_glance_has_the_code_that_it_has_among_others(photo: Image, square: Square, recogniser: Recogniser) -> None:
    glances = [glance_at(photo, square), glance_at(photo[:, ::-1], square), glance_at(photo, square.scaled(1.2))]
    together = recogniser.codes(glances)
    alone = np.concatenate([recogniser.codes([glance]) for glance in glances])
    np.testing.assert_allclose(together, alone, atol=1e-5)
    assert recogniser.codes([]).shape[0] == 0


def test_a_corrupt_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "registry.yaml").write_text(
        "recogniser: {licence: l, about: a, files: [{name: recogniser.onnx, sha256: no}]}\n"
    )
    (tmp_path / "recogniser.onnx").write_bytes(b"other")
    with pytest.raises(UsageError, match="corrupt"):
        locate(RECOGNISER_MODEL, "onnx", tmp_path)
