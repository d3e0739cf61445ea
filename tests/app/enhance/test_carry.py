from dataclasses import replace

import cv2
import numpy as np
import pytest

from app.enhance import EnhancedFace
from app.enhance.carry import carried, moved
from app.enhance.strength import FRESH, OLDEST
from hime_core.geometry import Image, Square, crop

SIDE = 56


def psnr(a: Image, b: Image) -> float:
    inner = slice(24, -24)
    return 10 * np.log10(255**2 / np.mean((a[inner, inner].astype(float) - b[inner, inner]) ** 2))


def hr(photo: Image, square: Square, dx: float = 0.0, dy: float = 0.0, turn: float = 0.0) -> Image:
    """The headshot at 4·SIDE pixels, moved by LR pixels and turned by degrees."""
    k = square.side / SIDE
    m = cv2.getRotationMatrix2D((square.x, square.y), turn, 1)
    turned = cv2.warpAffine(photo, m, photo.shape[1::-1], flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT)
    return crop(turned, Square(square.x - dx * k, square.y - dy * k, square.side), 4 * SIDE)


def lr_of(image: Image) -> Image:
    return np.asarray(cv2.resize(image, (SIDE, SIDE), interpolation=cv2.INTER_AREA), np.uint8)


@pytest.mark.parametrize("move", [(0.0, 0.0, 0.0), (1.3, -0.7, 0.0), (0.4, 0.6, 4.0), (-2.5, 1.0, 0.0)])
def test_detail_follows_the_face(photo: Image, square: Square, move: tuple[float, float, float]) -> None:
    then, now = hr(photo, square), hr(photo, square, *move)
    plain = cv2.resize(lr_of(now), now.shape[:2], interpolation=cv2.INTER_CUBIC)
    out = moved(lr_of(then), then, lr_of(now))
    assert psnr(out, now) > psnr(plain, now) + 3


def test_detail_is_left_out_where_now_does_not_look_like_then(photo: Image, square: Square) -> None:
    then = hr(photo, square)
    now = then.copy()
    now[60:110, 60:110] = (40, 200, 90)  # something hides an eye
    plain = cv2.resize(lr_of(now), now.shape[:2], interpolation=cv2.INTER_CUBIC).astype(int)
    out = moved(lr_of(then), then, lr_of(now)).astype(int)
    middle = slice(70, 100)
    assert np.abs(out - plain)[middle, middle].max() <= 6
    assert psnr(out[120:, :].astype(np.uint8), then[120:, :]) > psnr(plain[120:, :].astype(np.uint8), then[120:, :]) + 3


def face_at(image: Image, sr: Image) -> EnhancedFace:
    return EnhancedFace(
        1,
        1,
        10,
        20,
        SIDE,
        Square(38, 48, 50),
        1.0,
        image,
        sr,
        1.0,
        1.0,
        [],
        np.zeros((0, SIDE, SIDE), np.float32),
        30.0,
    )


def test_the_window_goes_with_the_track(photo: Image, square: Square) -> None:
    then = hr(photo, square)
    frame = np.full((120, 160, 3), 90, np.uint8)
    frame[23 : 23 + SIDE, 15 : 15 + SIDE] = lr_of(then)
    face = carried(face_at(lr_of(then), then), frame, Square(43.2, 50.8, 50), 1.1)
    assert face is not None and (face.x, face.y, face.side) == (15, 23, SIDE)
    assert psnr(face.sr, then) > 35


def test_a_face_of_this_very_frame_is_left_as_it_is(photo: Image, square: Square) -> None:
    then = hr(photo, square)
    face = face_at(lr_of(then), then)
    assert carried(face, np.zeros((120, 160, 3), np.uint8), face.square, face.time) is face


def test_old_detail_fades_and_ends(photo: Image, square: Square) -> None:
    then = hr(photo, square)
    face, frame = face_at(lr_of(then), then), np.full((120, 160, 3), 90, np.uint8)

    def strength(age: float) -> float:
        out = carried(face, frame, face.square, face.time + age)
        return out.strength if out else 0.0

    assert strength(0.9 * FRESH) == 1
    assert 0 < strength((FRESH + OLDEST) / 2) < 1
    assert strength(OLDEST + 0.01) == 0
    assert carried(replace(face, time=2.0), frame, face.square, 1.0) is None


def test_detail_is_dropped_where_the_head_came_much_closer(photo: Image, square: Square) -> None:
    then = hr(photo, square)
    face, frame = face_at(lr_of(then), then), np.zeros((120, 120, 3), np.uint8)
    now, side = face.time + 0.1, face.square.side
    slightly = carried(face, frame, replace(face.square, side=1.1 * side), now)
    more = carried(face, frame, replace(face.square, side=side / 1.2), now)
    assert slightly and more and slightly.strength == face.strength > more.strength > 0
    assert carried(face, frame, replace(face.square, side=1.4 * side), now) is None
    assert carried(face, frame, replace(face.square, side=side / 1.4), now) is None
