"""The fidelity gate: where the SR picture made small again is not the LR picture, bicubic is shown instead.

A network may invent detail, but not another face. Detail that the camera could not resolve is gone when the SR picture
is made small again. A difference that is left then contradicts the camera. It is measured as the eye would see it from
afar: each colour is averaged over 3×3 LR pixels, so that noise cancels, and the size of the difference over 5×5.

This decides about single pixels. How much of a whole face's enhancement is shown is decided in strength.py.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from hime_core.geometry import Image, resize_bicubic

# How the limits were chosen: with the shipped weights, 99.5 % of a far face's pixels differ by less than 5 levels on
# clean pictures, 6 under sensor noise (sigma 12) and 9 after JPEG at quality 30. Another person's face differs by 27
# and more in 98 % of its pixels, a wrong mouth by 60, and a colour cast by its own size.

# A pixel is trusted up to a difference of this share of the LR picture's standard deviation: dark pictures differ less.
TRUSTED_SHARE = 0.15
# The trusted difference is never below the first and never above the second of these, in 8-bit levels.
TRUSTED = (6.0, 9.0)
# From this many times the trusted difference on, a pixel is not trusted at all.
REFUSED = 1.6
# The size of the difference is averaged over so many LR pixels, across and down.
AVERAGED = (5, 5)


def agreement(lr: Image, sr: Image) -> NDArray[np.float32]:
    """How much of SR may be shown at each LR pixel: h×w, 1 where it agrees with LR, going smoothly to 0 elsewhere.

    lr: h×w×3, sr: (s·h)×(s·w)×3, both uint8 BGR. Neighbouring weights differ by at most 1/5. They are of the LR
    picture's size, because they are nearly always 1 throughout and then need no enlarging.
    """
    left = lr - resize_bicubic(sr.astype(np.float32), lr.shape[1], lr.shape[0])
    b, g, r = cv2.split(np.abs(cv2.blur(left, (3, 3))))
    difference = cv2.blur(cv2.max(cv2.max(b, g), r), AVERAGED)
    trusted = float(np.clip(TRUSTED_SHARE * cv2.meanStdDev(lr)[1].mean(), *TRUSTED))
    v = np.clip((REFUSED - difference / trusted) / (REFUSED - 1), 0, 1)
    weight = v * v * (3 - 2 * v)
    # Eroded before it is softened: otherwise the softening would show some of what was refused.
    return cv2.blur(cv2.erode(weight, np.ones(AVERAGED, np.uint8)), AVERAGED)


def gated(lr: Image, sr: Image) -> tuple[Image, float]:
    """SR with bicubic blended in where it does not agree with LR; and the share of SR that was kept, 0..1.

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
