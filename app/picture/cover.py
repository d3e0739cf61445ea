"""What others see in place of the camera's picture, while a person has paused the video or nobody watches."""

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np

from hime_core.errors import UsageError
from hime_core.geometry import Image

# A cover makes the picture to send of the picture that was sent last. Both have the same size.
Cover = Callable[[Image], Image]

# Nobody can be recognised in a picture that is blurred with this standard deviation, as a share of its height.
BLUR = 1 / 30


def still(image: Image) -> Image:
    """Return the picture as it is, so that it stands still."""
    return image


def blurred(image: Image) -> Image:
    """Return the picture so blurred that nobody can be recognised."""
    return np.asarray(cv2.GaussianBlur(image, (0, 0), BLUR * image.shape[0]), np.uint8)


def own_picture(path: Path) -> Cover:
    """Return a cover that shows the picture of a file, as large as fits, on black.

    Raises UsageError if the file cannot be read as a picture.
    """
    try:
        data = np.fromfile(path, np.uint8)  # OpenCV itself cannot open every name on Windows
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror}); choose another picture") from error
    try:
        picture = cv2.imdecode(data, cv2.IMREAD_COLOR) if data.size else None
    except cv2.error:  # a picture of more pixels than OpenCV accepts
        picture = None
    if picture is None:
        raise UsageError(f"{path}: is no picture that can be read; choose a PNG or JPEG file")
    return lambda image: _fitted(np.asarray(picture, np.uint8), image.shape[1], image.shape[0])


def _fitted(picture: Image, width: int, height: int) -> Image:
    scale = min(width / picture.shape[1], height / picture.shape[0])
    size = max(1, round(scale * picture.shape[1])), max(1, round(scale * picture.shape[0]))
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
    out = np.zeros((height, width, 3), np.uint8)
    left, top = (width - size[0]) // 2, (height - size[1]) // 2
    out[top : top + size[1], left : left + size[0]] = small
    return out
