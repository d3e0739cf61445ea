import cv2
import numpy as np
import pytest

from app.enhance.colour_place import PAUSE, ColourPlace, put_back
from hime_core.camera.colour import coarser
from hime_core.camera.h264 import h264
from hime_core.camera.parameters import Colour
from hime_core.geometry import Image, Square, crop
from tests.waves import moved_right, waves

SIDE = 48
# By how many pixels to the right a writer and a reader of colour move it.
MOVES = [
    (Colour("4:2:0", "middle", "left"), -0.5),
    (Colour("4:2:0", "left", "middle"), 0.5),
    (Colour("4:2:2", "left", "repeated"), 0.5),
    (Colour("4:2:0", "left", "left"), 0.0),
    (Colour("4:2:2", "middle", "middle"), 0.0),
    (Colour("4:2:0", "middle", "repeated"), 0.0),
]


def far_faces(
    photo: Image, square: Square, how: Colour, noise: float = 3.0, count: int = 12, crf: int | None = None
) -> list[Image]:
    """Pictures of a head that moves a little, in another light than the exemplar's, with noise and coarse colour.

    crf: of H.264; None: the pictures are not coded.
    """
    luck = np.random.default_rng(0)
    faces = []
    for _ in range(count):
        x, y = luck.uniform(-0.1, 0.1, 2) * square.side
        place = Square(square.x + x, square.y + y, 1.15 * square.side)
        lit = cv2.convertScaleAbs(crop(photo, place, SIDE), alpha=0.8)
        noisy = cv2.add(lit, luck.normal(0, noise, lit.shape).round().astype(np.int16), dtype=cv2.CV_8U)
        rgb = np.ascontiguousarray(noisy[..., ::-1])
        seen = coarser(rgb, how) if crf is None else h264(rgb, crf, how)
        faces.append(np.ascontiguousarray(seen[..., ::-1]))
    return faces


def decided(far: list[Image], exemplar: Image) -> ColourPlace:
    place = ColourPlace()
    for i, face in enumerate(far):
        place.compare(face, exemplar, i * PAUSE)
    return place


@pytest.fixture(scope="module")
def exemplar(photo: Image, square: Square) -> Image:
    return crop(photo, square.scaled(1.15), SIDE)


@pytest.mark.parametrize(("how", "pixels"), MOVES)
def test_the_move_of_colour_is_found(photo: Image, square: Square, exemplar: Image, how: Colour, pixels: float) -> None:
    assert decided(far_faces(photo, square, how), exemplar).moved == pixels


@pytest.mark.parametrize(("how", "pixels"), MOVES[3:])
def test_colour_in_its_place_stays_there_under_strong_noise(
    photo: Image, square: Square, exemplar: Image, how: Colour, pixels: float
) -> None:
    assert decided(far_faces(photo, square, how, noise=12), exemplar).moved == pixels


def test_a_move_is_found_after_compression(photo: Image, square: Square, exemplar: Image) -> None:
    how, move = MOVES[0]
    assert decided(far_faces(photo, square, how, crf=17), exemplar).moved == move


@pytest.mark.parametrize("crf", [17, 26, 34])
def test_compression_moves_nothing(photo: Image, square: Square, exemplar: Image, crf: int) -> None:
    assert decided(far_faces(photo, square, MOVES[3][0], crf=crf), exemplar).moved == 0


def test_another_source_is_learned_anew(photo: Image, square: Square, exemplar: Image) -> None:
    place = decided(far_faces(photo, square, MOVES[0][0], count=10), exemplar)
    assert place.moved == -0.5
    for i, face in enumerate(far_faces(photo, square, MOVES[1][0], count=60)):
        place.compare(face, exemplar, (10 + i) * PAUSE)
    assert place.moved == 0.5


def test_few_comparisons_decide_nothing(photo: Image, square: Square, exemplar: Image) -> None:
    assert decided(far_faces(photo, square, MOVES[0][0], count=4), exemplar).moved == 0


@pytest.mark.parametrize("picture", ["grey", "flat"])
def test_where_there_is_no_colour_nothing_is_decided(photo: Image, square: Square, picture: str) -> None:
    face = crop(photo, square, SIDE)
    none = np.repeat(face[..., :1], 3, 2) if picture == "grey" else np.full_like(face, 90)
    assert decided([none] * 12, none).moved == 0


def test_small_faces_and_faces_soon_after_another_are_not_compared(photo: Image, square: Square) -> None:
    place = ColourPlace()
    assert place.due(SIDE, 1.0) and not place.due(32, 1.0)
    place.compare(crop(photo, square, SIDE), crop(photo, square, SIDE), 1.0)
    assert not place.due(SIDE, 1.05) and place.due(SIDE, 1.0 + PAUSE) and place.due(SIDE, 0.0)


@pytest.mark.parametrize("pixels", [-0.5, 0.5])
def test_colour_is_put_back(pixels: float) -> None:
    how = Colour("4:2:0", "left", "middle") if pixels > 0 else Colour("4:2:0", "middle", "left")
    moved = coarser(waves(), how)
    assert moved_right(moved) == pytest.approx(pixels, abs=0.03)
    assert moved_right(put_back(moved, pixels)) == pytest.approx(0, abs=0.03)


def test_a_picture_in_place_is_left_untouched() -> None:
    picture = waves()
    assert put_back(picture, 0.0) is picture
