"""How the window scales the pictures that it draws."""

import cv2
import numpy as np
import pytest
from PySide6.QtGui import QImage

from app.gui.parts.preview_picture import scaled
from hime_core.geometry import Image


def pixels(image: QImage) -> np.ndarray:
    return np.frombuffer(image.bits(), np.uint8).reshape(image.height(), image.width(), 4)[:, :, :3].astype(float)


@pytest.mark.parametrize("size", [(480, 360), (333, 250), (250, 187), (131, 98), (900, 675)])
def test_a_picture_keeps_its_looks_at_any_size(photo: Image, size: tuple[int, int]) -> None:
    picture = cv2.resize(photo, (640, 480), interpolation=cv2.INTER_AREA)
    best = cv2.resize(picture, size, interpolation=cv2.INTER_AREA if size[0] < 640 else cv2.INTER_CUBIC)
    shown = scaled(picture, size)
    assert (shown.width(), shown.height()) == size
    assert np.mean((pixels(shown) - best) ** 2) < 255**2 / 10**3.5  # 35 dB


def test_fine_lines_become_grey_and_no_coarse_pattern() -> None:
    lines = np.zeros((480, 640, 3), np.uint8)
    lines[:, ::2] = 255
    shown = pixels(scaled(lines, (250, 187)))
    assert abs(shown.mean() - 127.5) < 2 and shown.std() < 3


def test_a_mirrored_picture_changes_left_and_right(photo: Image) -> None:
    np.testing.assert_array_equal(
        pixels(scaled(photo, (120, 90), mirrored=True)), pixels(scaled(photo, (120, 90)))[:, ::-1]
    )
