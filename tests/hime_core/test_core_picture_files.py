import os
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

from hime_core.geometry import Image
from hime_core.picture_files import read_picture

TURNED = b"\xff\xe1\x00\x22Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"  # EXIF: turn by 90°


def test_a_picture_is_read_under_any_name(tmp_path: Path, photo: Image) -> None:
    data = cv2.imencode(".png", photo)[1].tobytes()
    names = ["me.png", "Jürgen 写真 📷.png", "10:30.png"]
    if sys.platform == "linux":
        names.append(os.fsdecode(b"J\xfcrgen.png"))  # as an old disk has it; cv2.imread cannot take it
    for name in names if sys.platform != "win32" else names[:2]:
        (tmp_path / name).write_bytes(data)
        np.testing.assert_array_equal(read_picture(tmp_path / name), photo)


def test_a_photograph_is_upright_and_in_colour(tmp_path: Path, photo: Image) -> None:
    for name, picture in (("colour.jpg", photo), ("grey.jpg", photo[:, :, 0])):
        data = cv2.imencode(".jpg", picture[:300])[1].tobytes()
        (tmp_path / name).write_bytes(data[:2] + TURNED + data[2:])
        read = read_picture(tmp_path / name)
        assert read is not None and read.shape == (512, 300, 3) and read.dtype == np.uint8
        np.testing.assert_array_equal(read, cv2.imread(str(tmp_path / name)))


@pytest.mark.parametrize("data", [b"", b"no picture", None])
def test_what_is_no_picture_is_none(tmp_path: Path, data: bytes | None) -> None:
    path = tmp_path / "broken.jpg"
    if data is not None:
        path.write_bytes(data)
    assert read_picture(path) is None
    assert read_picture(tmp_path) is None


def test_a_picture_that_is_too_large_for_the_memory_is_none(tmp_path: Path) -> None:
    path = tmp_path / "black.png"
    cv2.imwrite(str(path), np.zeros((20_000, 20_000), np.uint8), [cv2.IMWRITE_PNG_BILEVEL, 1])
    assert path.stat().st_size < 1_000_000
    assert read_picture(path) is None


@pytest.mark.skipif(sys.platform != "linux", reason="its pipes and devices are Linux's")
def test_what_never_ends_is_none(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    (tmp_path / "endless.jpg").symlink_to("/dev/zero")
    (tmp_path / "circle.jpg").symlink_to("circle.jpg")
    assert [read_picture(tmp_path / f"{name}.jpg") for name in ("pipe", "endless", "circle")] == [None] * 3
