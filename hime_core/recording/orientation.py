"""Turns and mirrors pictures as a recording asks for."""

from typing import cast

import av
import cv2
import numpy as np
from av.sidedata.sidedata import SideDataContainer, Type
from numpy.typing import NDArray

from hime_core.geometry import Image

# The upper left 2×2 part of a display matrix that leaves a picture as it is.
AS_IT_IS = np.eye(2)


def display_matrix(frame: av.VideoFrame) -> NDArray[np.float64]:
    """Return the upper left 2×2 part of the display matrix of a frame, without its scale.

    A point (x, y) of the frame is shown at (x, y) @ matrix. A frame without a matrix is shown as it is.
    """
    try:
        data = cast(SideDataContainer, frame.side_data)[Type.DISPLAYMATRIX]
    except (KeyError, ValueError):  # it has none, or PyAV does not know something else that comes with the frame
        return AS_IT_IS
    matrix = np.frombuffer(bytes(data), np.int32, 9).reshape(3, 3)[:2, :2].astype(float)
    return np.asarray(np.where(matrix < 0, -1.0, 1.0) * _dominant(np.abs(matrix)))


def is_turned(matrix: NDArray[np.float64]) -> bool:
    """Return whether a display matrix shows rows as columns."""
    return bool(matrix[0, 1])


def upright(image: Image, matrix: NDArray[np.float64]) -> Image:
    """Return a picture as its display matrix shows it: itself, or turned, or mirrored, or both."""
    turned = cv2.transpose(image) if is_turned(matrix) else image
    across, down = matrix.sum(0) < 0  # a column has one number that is not zero, and it is negative for a mirror
    if across or down:
        turned = cv2.flip(turned, -1 if across and down else int(across))
    return np.asarray(turned, np.uint8)


def _dominant(sizes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return where the two numbers of a matrix are that matter, as 1 and 0. Other angles go to the nearest of four."""
    return AS_IT_IS if sizes[0, 0] + sizes[1, 1] >= sizes[0, 1] + sizes[1, 0] else AS_IT_IS[::-1]
