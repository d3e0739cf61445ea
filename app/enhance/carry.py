"""Carries an enhanced face from an earlier frame to the present one, so that no frame waits for the network.

On most machines the network takes longer than a frame. What the network added to a face is called the detail: the SR
picture minus the enlarged LR picture. In the frames that follow, the detail is moved along the optical flow and added
to the face as the camera sees it now. In parts that no longer look as they did (a blink, a hand), the
detail is left out.
"""

from dataclasses import replace
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from app.enhance.colour_place import put_back
from app.enhance.enhancer import EnhancedFace
from app.enhance.strength import of_carrying, shown
from hime_core.geometry import Image, Square, crop

# Half of a pixel's detail is left out if the present LR picture and the moved earlier one differ by this many levels.
UNLIKE = 12.0
# Detail is stored as uint8. This level stands for no detail.
ZERO = 128
# Single noisy pixels must not hide detail.
# The differences of the LR pictures are therefore blurred with this standard deviation, in LR pixels.
NOISE_BLUR = 1.2


def carried(face: EnhancedFace, image: Image, square: Square, now: float) -> EnhancedFace | None:
    """Return the face as it is to be shown in a later frame, or None if nothing of it is to be shown.

    image: the later frame, H×W×3 BGR. square: the square of the face's track in that frame. now: the time of that
    frame, in seconds. `of_carrying` in app/enhance/strength.py decides how much is shown.
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
    lr = put_back(crop(image, Square(x + face.side / 2, y + face.side / 2, face.side), lr_side), face.colour_moved)
    return replace(face, x=x, y=y, sr=moved(face.lr, face.sr, lr), strength=shown(face.strength, share))


def moved(then: Image, sr: Image, now: Image) -> Image:
    """Return an SR picture for the LR picture `now`, made from an earlier LR picture `then` and its SR picture.

    then, now: h×w×3 BGR. sr and the result: (s·h)×(s·w)×3 BGR.
    """
    side, hr_side = now.shape[0], sr.shape[0]
    flow = _flow(now, then)
    share = _likeness(now, then, flow)
    detail = cv2.subtract(sr, _enlarged(then, hr_side), dtype=cv2.CV_16S)
    detail = cv2.add(detail, (ZERO, ZERO, ZERO, 0), dtype=cv2.CV_8U)
    places = cv2.resize(flow, (hr_side, hr_side), interpolation=cv2.INTER_LINEAR) * (hr_side / side) + _grid(hr_side)
    detail = cv2.remap(
        detail, places, None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=(ZERO, ZERO, ZERO)
    )
    plain = _enlarged(now, hr_side)
    sharp = cv2.add(plain, detail, dtype=cv2.CV_16S)
    sharp = cv2.subtract(sharp, (ZERO, ZERO, ZERO, 0), dtype=cv2.CV_8U)
    share = cv2.resize(share, (hr_side, hr_side), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.blendLinear(sharp, plain, share, 1 - share), np.uint8)


def _flow(now: Image, then: Image) -> NDArray[np.float32]:
    """Return how far each pixel of `now` is from its place in `then`: h×w×2, in pixels.

    A pixel at (x, y) of `now` was at (x + dx, y + dy) in `then`.
    """
    search = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_ULTRAFAST)
    search.setFinestScale(0)  # full resolution, because the pictures are too small for a coarser flow
    return search.calc(_grey(now), _grey(then), None)


def _likeness(now: Image, then: Image, flow: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return how much `then`, moved along the flow, looks like `now`: h×w, 0..1.

    At each pixel, this is the share of the detail to show.
    """
    places = flow + _grid(now.shape[0])
    there = cv2.remap(then, places, None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    error = _grey(cv2.absdiff(there, now)).astype(np.float32)
    error = cv2.GaussianBlur(error, (0, 0), NOISE_BLUR)
    return 1 / (1 + (error / UNLIKE) ** 4)


def _enlarged(image: Image, side: int) -> Image:
    return np.asarray(cv2.resize(image, (side, side), interpolation=cv2.INTER_CUBIC), np.uint8)


def _grey(image: Image) -> Image:
    return np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), np.uint8)


@lru_cache(maxsize=32)
def _grid(side: int) -> NDArray[np.float32]:
    """Return the position (x, y) of each pixel of a picture, in pixels: side×side×2."""
    y, x = np.mgrid[0:side, 0:side].astype(np.float32)
    return np.dstack([x, y])
