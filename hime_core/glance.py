"""Cuts glances: the small pictures of heads that the recogniser gets, in calls and in training."""

import cv2
import numpy as np

from hime_core.geometry import Image, Square

# A glance has this many pixels a side.
GLANCE_SIDE = 64
# A glance shows a square whose side is this many times the headshot's. It shows the head with its hair, little else.
GLANCE_ROOM = 1.2


def glance_at(image: Image, square: Square) -> Image:
    """The glance around a headshot's square: GLANCE_SIDE×GLANCE_SIDE×3, its colours in the image's order.

    image: of any size. The glance is cut at whole pixels, because the recogniser has learned to ignore small shifts of
    the head. Beyond the image's border, its outermost pixels are repeated. Shrinking averages, enlarging is bicubic.
    """
    side = max(2, round(GLANCE_ROOM * square.side))
    x0, y0 = round(square.x - side / 2), round(square.y - side / 2)
    height, width = image.shape[:2]
    rows = slice(min(max(0, y0), height - 1), max(min(height, y0 + side), 1))
    columns = slice(min(max(0, x0), width - 1), max(min(width, x0 + side), 1))
    cut = image[rows, columns]
    beyond = max(0, -y0), max(0, y0 + side - height), max(0, -x0), max(0, x0 + side - width)
    if any(beyond):
        cut = cv2.copyMakeBorder(cut, *beyond, cv2.BORDER_REPLICATE)
    method = cv2.INTER_AREA if min(cut.shape[:2]) >= GLANCE_SIDE else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(cut, (GLANCE_SIDE, GLANCE_SIDE), interpolation=method), np.uint8)
