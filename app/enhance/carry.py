"""A super-resolved face of a moment ago, carried to where and how the face is now.

The network takes longer than a frame on most machines. In between, its detail (SR - bicubic LR) moves along the optical
flow from then to now and is added to the face as the camera sees it now, so that no picture waits and no picture is
old. Where now does not look like then, moved (a blink, a hand), the detail is left out.
"""

from dataclasses import replace
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from app.enhance.enhancer import EnhancedFace
from app.enhance.visibility import of_carrying, shown
from hime_core.geometry import Image, Square, crop

UNLIKE = 12.0  # grey levels between now and then, moved, at which half of the detail is left out
ZERO = 128  # of the detail as uint8


def carried(face: EnhancedFace, image: Image, square: Square, now: float) -> EnhancedFace | None:
    """The face in a frame (BGR) at `now` seconds, its track's square there. None where the detail is too old, or the
    head too much larger or smaller than then.
    """
    age = now - face.time
    grown = max(square.side / face.square.side, face.square.side / square.side)
    share = of_carrying(age, grown)
    if share == 0:
        return None
    if age == 0:
        return face
    x, y = face.x + round(square.x - face.square.x), face.y + round(square.y - face.square.y)
    lr_side = face.lr.shape[0]
    lr = crop(image, Square(x + face.side / 2, y + face.side / 2, face.side), lr_side)
    return replace(face, x=x, y=y, sr=moved(face.lr, face.sr, lr), strength=shown(face.strength, share))


def moved(then: Image, sr: Image, now: Image) -> Image:
    """SR of LR `now` (h×w BGR) from `then` and its SR (s·h × s·w)."""
    side, hr_side = now.shape[0], sr.shape[0]
    flow = _flow(now, then)
    like = _likeness(now, then, flow)
    detail = cv2.subtract(sr, _enlarged(then, hr_side), dtype=cv2.CV_16S)
    detail = cv2.add(detail, (ZERO, ZERO, ZERO, 0), dtype=cv2.CV_8U)
    places = cv2.resize(flow, (hr_side, hr_side), interpolation=cv2.INTER_LINEAR) * (hr_side / side) + _grid(hr_side)
    detail = cv2.remap(
        detail, places, None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=(ZERO, ZERO, ZERO)
    )
    plain = _enlarged(now, hr_side)
    sharp = cv2.add(plain, detail, dtype=cv2.CV_16S)
    sharp = cv2.subtract(sharp, (ZERO, ZERO, ZERO, 0), dtype=cv2.CV_8U)
    share = cv2.resize(like, (hr_side, hr_side), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.blendLinear(sharp, plain, share, 1 - share), np.uint8)


def _flow(now: Image, then: Image) -> NDArray[np.float32]:
    """For each pixel of now, how far from it its point was then: h×w×2 (dx, dy) in pixels."""
    search = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_ULTRAFAST)
    search.setFinestScale(0)  # the pictures are tiny: every pixel counts
    return search.calc(_grey(now), _grey(then), None)


def _likeness(now: Image, then: Image, flow: NDArray[np.float32]) -> NDArray[np.float32]:
    """h×w, 0..1: how well `then`, moved along the flow, explains `now`."""
    places = flow + _grid(now.shape[0])
    there = cv2.remap(then, places, None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    error = _grey(cv2.absdiff(there, now)).astype(np.float32)
    error = cv2.GaussianBlur(error, (0, 0), 1.2)
    return 1 / (1 + (error / UNLIKE) ** 4)


def _enlarged(image: Image, side: int) -> Image:
    return np.asarray(cv2.resize(image, (side, side), interpolation=cv2.INTER_CUBIC), np.uint8)


def _grey(image: Image) -> Image:
    return np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), np.uint8)


@lru_cache(maxsize=32)
def _grid(side: int) -> NDArray[np.float32]:
    """side×side×2: each pixel's own (x, y)."""
    y, x = np.mgrid[0:side, 0:side].astype(np.float32)
    return np.dstack([x, y])
