"""Sends pictures through JPEG."""

import cv2

from hime_core.camera.parameters import Fineness
from hime_core.geometry import Image

# OpenCV's names for how fine colour is in JPEG.
SAMPLING_FACTORS: dict[Fineness, int] = {
    "4:2:2": cv2.IMWRITE_JPEG_SAMPLING_FACTOR_422,
    "4:2:0": cv2.IMWRITE_JPEG_SAMPLING_FACTOR_420,
}


def jpeg(image: Image, quality: int, fineness: Fineness = "4:2:0") -> Image:
    """The picture after JPEG. quality: 1 to 100. fineness: of colour."""
    factor = SAMPLING_FACTORS[fineness]
    how = [cv2.IMWRITE_JPEG_QUALITY, quality, cv2.IMWRITE_JPEG_SAMPLING_FACTOR, factor]
    _, data = cv2.imencode(".jpg", image[..., ::-1], how)
    decoded = cv2.imdecode(data, cv2.IMREAD_COLOR_RGB)
    assert decoded is not None
    return decoded
