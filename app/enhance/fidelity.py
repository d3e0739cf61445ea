"""The fidelity gate shows bicubic wherever the SR picture, made small again, differs from the LR picture.

A network may invent detail, but not another face. Detail that the camera could not resolve disappears when the SR
picture is made small again. Any difference from the LR picture that is left contradicts the camera.

A camera may also blur or sharpen, and the network undoes that. So the SR picture is made small as this camera would do
it: by the mean of each pixel, and by a filter of the LR pixels. The gate estimates this filter from the two pictures.
The filter is the same everywhere, and only as strong as a lens or a camera's sharpening may be. So another face, a
wrong mouth, a colour cast and detail that is much too strong are still refused.

The gate measures the difference as the eye would see it from afar. It averages the difference in brightness over 3×3
LR pixels, so that noise cancels out. It averages the difference in colour over larger squares, because cameras and
codecs make colour coarse, move it by half a pixel, and leave false colours. The network mends all this, and no filter
of the gate does. So a wrong colour of a spot that is much smaller than lips, such as an eye of a face of 32 pixels, is
not refused. Then the gate averages the size of the difference over 5×5 LR pixels.

The gate decides about single pixels. strength.py decides how much of a whole face's enhancement is shown.
"""

from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from hime_core.geometry import Image

# The limits were chosen by measuring at LR 32. With good cameras, 99.5 % of a far face's pixels differ by less than 3.3
# levels. With all kinds of cameras, 95 % differ by less than 6 levels and 99 % by less than 8.2. Of another person's
# face in the same light and contrast, 98 % of the pixels within the face differ by at least 14 levels. A colour cast
# that shifts a colour by some number of levels differs by that number.

# A pixel is trusted in full if its difference is at most this share of the LR picture's standard deviation. Differences
# are smaller in a dark picture. So is its standard deviation, and with it the limit.
TRUSTED_SHARE = 0.15
# The trusted difference is at least the first and at most the second of these, in 8-bit levels.
TRUSTED = (6.0, 8.0)
# A pixel is not trusted at all if its difference is at least this many times the trusted difference.
REFUSED = 1.6
# The camera's filter is put together from means over squares with these sides, LR pixels.
FILTER_SIDES = (3, 5, 7)
# The estimate counts as if the picture had this much more contrast, 8-bit levels, that no filter has changed. So the
# noise of a flat picture gives no filter.
FILTER_CALM = 0.3
# The filter blurs at most as a Gaussian of this deviation, LR pixels. No camera of the camera model blurs more.
LARGEST_BLUR = 0.6
# The filter sharpens at most as if this share of the detail was added once more. Detail is what a Gaussian of one LR
# pixel removes.
MOST_SHARPENING = 1.5
# LARGEST_BLUR and MOST_SHARPENING are checked at these frequencies across the picture, in cycles for each LR pixel.
FREQUENCIES = np.array([1 / 8, 1 / 4, 3 / 8, 1 / 2])
# The difference in brightness is averaged over this many LR pixels, across and down.
BRIGHTNESS_AVERAGED = (3, 3)
# The difference in colour, without brightness, is averaged over squares whose side is about an eighth of the LR
# picture's, but at least the first and at most the second of these numbers of LR pixels. Over 3×3, a tenth of what
# faces gain with all kinds of cameras was refused, and a third with JPEG of low quality.
COLOUR_AVERAGED = (5, 9)
# Brightness is made of blue, green and red with these weights (BT.601).
BRIGHTNESS = np.array([[0.114, 0.587, 0.299]], np.float32)
# The size of the difference is averaged over this many LR pixels, across and down.
AVERAGED = (5, 5)


def agreement(lr: Image, sr: Image) -> NDArray[np.float32]:
    """Return how much of SR may be shown at each LR pixel: h×w, from 1 where SR agrees with LR to 0 where it does not.

    lr: h×w×3, sr: (s·h)×(s·w)×3, both uint8 BGR. Neighbouring weights differ by at most 1/5. The
    weights have the LR picture's size, because they are nearly always 1 throughout and then need no enlarging.
    """
    left = _left(lr, sr)
    brightness = cv2.merge([cv2.transform(left, BRIGHTNESS)] * 3)
    side = int(np.clip(lr.shape[0] // 16 * 2 + 1, *COLOUR_AVERAGED))
    seen = cv2.blur(brightness, BRIGHTNESS_AVERAGED) + cv2.blur(left - brightness, (side, side))
    b, g, r = cv2.split(np.abs(seen))
    difference = cv2.blur(cv2.max(cv2.max(b, g), r), AVERAGED)
    trusted = float(np.clip(TRUSTED_SHARE * cv2.meanStdDev(lr)[1].mean(), *TRUSTED))
    v = np.clip((REFUSED - difference / trusted) / (REFUSED - 1), 0, 1)
    weight = v * v * (3 - 2 * v)
    # The weight is eroded before it is softened. Otherwise the softening would show some of the refused detail.
    return cv2.blur(cv2.erode(weight, np.ones(AVERAGED, np.uint8)), AVERAGED)


def _left(lr: Image, sr: Image) -> NDArray[np.float32]:
    """Return LR minus what this camera would make of SR, h×w×3.

    The filter is 1 + Σ c·(mean over a square - 1). Its weights add up to 1 for all c, so it never changes light or
    colour. Least squares give the c of the smallest difference. `_limited` then looks whether a camera could do this.
    """
    size = lr.shape[1], lr.shape[0]
    small = np.asarray(cv2.resize(sr, size, interpolation=cv2.INTER_AREA), np.float32)
    parts = np.stack([(cv2.blur(small, (side, side)) - small).ravel() for side in FILTER_SIDES])
    products = parts @ parts.T + FILTER_CALM**2 * small.size * np.eye(len(parts), dtype=np.float32)
    shares = _limited(np.linalg.solve(products, parts @ (lr - small).ravel()))
    again = np.clip(small + (shares @ parts).reshape(lr.shape), 0, 255)  # a camera that sharpens cannot exceed white
    return np.asarray(lr - again, np.float32)


@lru_cache(maxsize=1)
def _part_responses() -> NDArray[np.float64]:
    """Return what each part of the filter adds to a wave of each of FREQUENCIES, frequencies × parts."""
    places = [np.arange(side) - side // 2 for side in FILTER_SIDES]
    return np.stack([np.cos(2 * np.pi * FREQUENCIES[:, None] * place).mean(1) - 1 for place in places], axis=1)


def _limited(shares: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the filter's shares c, made smaller if no camera blurs or sharpens so much, down to 0 at twice as much."""
    change = _part_responses() @ shares
    most = np.where(change > 0, MOST_SHARPENING * (1 - _gaussian(1.0)), 1 - _gaussian(LARGEST_BLUR))
    excess = float((np.abs(change) / most).max())
    return np.asarray(shares * min(1.0, max(0.0, 2 - excess)), np.float32)


def _gaussian(deviation: float) -> NDArray[np.float64]:
    """Return how much a Gaussian leaves of a wave of each of FREQUENCIES. deviation: LR pixels."""
    return np.exp(-2 * (np.pi * deviation * FREQUENCIES) ** 2)


def gated(lr: Image, sr: Image) -> tuple[Image, float]:
    """Return SR with bicubic blended in where SR does not agree with LR, and the share of SR that was kept, 0..1.

    lr: h×w×3, sr: (s·h)×(s·w)×3, both uint8 BGR.
    """
    weight = agreement(lr, sr)
    kept = float(weight.mean())
    if float(weight.min()) > 0.99:
        return sr, kept
    size = sr.shape[1], sr.shape[0]
    weight = cv2.resize(weight, size, interpolation=cv2.INTER_LINEAR)
    bicubic = cv2.resize(lr, size, interpolation=cv2.INTER_CUBIC)
    return np.asarray(cv2.blendLinear(sr, bicubic, weight, 1 - weight), np.uint8), kept
