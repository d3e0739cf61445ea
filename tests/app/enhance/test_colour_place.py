import cv2
import numpy as np
import pytest

from app.enhance.colour_place import PAUSE, PAUSE_ONCE_DECIDED, ColourPlace, put_back
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
    photo: Image, square: Square, how: Colour, noise: float = 3.0, count: int = 30, crf: int | None = None
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


def near_face(photo: Image, square: Square, how: Colour, times: int = 4) -> Image:
    """An exemplar of the same source: a head so many times as large as the far one, then made as small."""
    large = crop(photo, square.scaled(1.15), times * SIDE)
    seen = coarser(np.ascontiguousarray(large[..., ::-1]), how)[..., ::-1]
    return np.asarray(cv2.resize(seen, (SIDE, SIDE), interpolation=cv2.INTER_AREA), np.uint8)


def learn(place: ColourPlace, far: list[Image], exemplar: Image, times: float = 4, start: float = 0.0) -> ColourPlace:
    for i, face in enumerate(far):
        place.compare(face, exemplar, 1.0, 1 / times, start + i * PAUSE)
    return place


@pytest.mark.parametrize(("how", "pixels"), MOVES)
@pytest.mark.parametrize("times", [3, 4])
def test_the_move_of_colour_is_found(photo: Image, square: Square, how: Colour, pixels: float, times: int) -> None:
    exemplar = near_face(photo, square, how, times)
    assert learn(ColourPlace(), far_faces(photo, square, how), exemplar, times).decided == pixels


@pytest.mark.parametrize(("how", "pixels"), MOVES)
def test_a_wrong_decision_is_corrected(photo: Image, square: Square, how: Colour, pixels: float) -> None:
    place = ColourPlace()
    place.decided = -pixels or 0.5
    learn(place, far_faces(photo, square, how, count=60), near_face(photo, square, how))
    assert place.decided == pixels


@pytest.mark.parametrize(("how", "pixels"), MOVES[3:])
def test_strong_noise_moves_nothing(photo: Image, square: Square, how: Colour, pixels: float) -> None:
    place = learn(ColourPlace(), far_faces(photo, square, how, noise=12), near_face(photo, square, how))
    assert place.decided in (None, pixels)


@pytest.mark.parametrize(("how", "pixels"), [MOVES[0], MOVES[1], MOVES[3]])
def test_a_move_is_found_after_compression(photo: Image, square: Square, how: Colour, pixels: float) -> None:
    place = learn(ColourPlace(), far_faces(photo, square, how, crf=17), near_face(photo, square, how))
    assert place.decided == pixels


@pytest.mark.parametrize("crf", [26, 34])
def test_strong_compression_moves_nothing(photo: Image, square: Square, crf: int) -> None:
    place = learn(ColourPlace(), far_faces(photo, square, MOVES[3][0], crf=crf), near_face(photo, square, MOVES[3][0]))
    assert place.decided in (None, 0.0)


def test_a_source_that_changes_is_learned_anew(photo: Image, square: Square) -> None:
    place = ColourPlace()
    for n, (how, pixels) in enumerate(MOVES[:2]):
        learn(place, far_faces(photo, square, how, count=300), near_face(photo, square, how), start=100 * n)
        assert place.decided == pixels


def test_few_comparisons_decide_nothing(photo: Image, square: Square) -> None:
    how = MOVES[0][0]
    place = learn(ColourPlace(), far_faces(photo, square, how, count=9), near_face(photo, square, how))
    assert place.decided is None


def test_the_correction_approaches_the_decision_in_half_a_second() -> None:
    place, seen = ColourPlace(), []
    for i in range(40):
        place.decided = -0.5 if i >= 10 else None
        place.approach(i / 30)
        seen.append(place.moved)
    assert seen[9] == 0 and seen[-1] == -0.5
    assert np.abs(np.diff(seen)).max() == pytest.approx(1 / 30)
    place.decided = 0.5
    place.approach(0.0)  # the clock went back
    assert place.moved == -0.5


def test_the_estimate_is_in_pixels_of_the_source(photo: Image, square: Square) -> None:
    """Where the network sees 5 pixels for 6 of the source, a move by half a pixel of the source is less there."""
    how, side = MOVES[0][0], 5 * SIDE // 6
    near = cv2.resize(near_face(photo, square, how), (side, side), interpolation=cv2.INTER_AREA)
    estimates = []
    for scale, size in ((5 / 6, 1 / 4), (1.0, 1 / 4), (5 / 6, 0.0)):
        place = ColourPlace()
        for face in far_faces(photo, square, how, noise=1.0):
            smaller = cv2.resize(face, (side, side), interpolation=cv2.INTER_AREA)
            place.compare(np.asarray(smaller, np.uint8), np.asarray(near, np.uint8), scale, size, 0.0)
        estimates.append(place.estimate)
    right, without_scale, without_size = estimates
    assert right == pytest.approx(-0.5, abs=0.1)
    assert without_scale == pytest.approx(right * 5 / 6) and without_size == pytest.approx(right * 3 / 4)


@pytest.mark.parametrize("picture", ["grey", "flat", "pale"])
def test_where_there_is_hardly_any_colour_nothing_is_decided(photo: Image, square: Square, picture: str) -> None:
    how = MOVES[0][0]
    exemplar, face = near_face(photo, square, how), far_faces(photo, square, how, count=1)[0]
    none = np.repeat(face[..., :1], 3, 2)
    if picture == "flat":
        none = np.full_like(face, 90)
    if picture == "pale":
        none = cv2.addWeighted(none, 0.9, face, 0.1, 0)
    for far, near in ((none, none), (none, exemplar), (face, none)):
        for before in (None, 0.5):
            place = ColourPlace()
            place.decided = before
            assert learn(place, [far] * 60, near).decided == before


def test_an_exemplar_no_larger_than_the_far_face_says_nothing(photo: Image, square: Square) -> None:
    how = MOVES[0][0]
    far = far_faces(photo, square, how, count=30)
    assert learn(ColourPlace(), far, far[0], times=1).decided is None


def test_faces_soon_after_another_are_not_compared(photo: Image, square: Square) -> None:
    place = ColourPlace()
    assert place.due(0.0)
    for time in (0.0, 1.0, 7 / 30, 100 / 30):
        learn(place, [crop(photo, square, SIDE)], crop(photo, square, SIDE), start=time)
        assert not place.due(time) and not place.due(time + 0.05)
        assert place.due(time + 1.01 * PAUSE) and place.due(time - 1)
    place.decided = 0.0
    assert not place.due(time + 0.9 * PAUSE_ONCE_DECIDED)
    assert place.due(time + 1.01 * PAUSE_ONCE_DECIDED) and place.due(time - 1)


@pytest.mark.parametrize("pixels", [-0.5, 0.5])
def test_colour_is_put_back(pixels: float) -> None:
    how = Colour("4:2:0", "left", "middle") if pixels > 0 else Colour("4:2:0", "middle", "left")
    moved = coarser(waves(), how)
    assert moved_right(moved) == pytest.approx(pixels, abs=0.03)
    assert moved_right(put_back(moved, pixels)) == pytest.approx(0, abs=0.03)


def test_a_picture_in_place_is_left_untouched() -> None:
    picture = waves()
    assert put_back(picture, 0.0) is picture
