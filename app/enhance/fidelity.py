"""The fidelity gate: SR made small again must be the LR picture; where it is not, bicubic is shown instead.

A network may invent detail, but not another face: what it invents lies beyond what the camera could resolve, and is
gone when the picture is made small again. The measure is the difference that is left then, as the eye would see it from
afar: the colour's mean over 3×3 LR pixels (noise cancels), its size averaged over 5×5.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from hime_core.geometry import Image, resize_bicubic

# The measured difference, in levels, up to which SR is trusted. Of what the shipped weights make of far faces, 99.5 %
# of pixels stay below 5 on clean pictures, 6 under sensor noise (sigma 12) and 9 after JPEG at quality 30. Another
# person's face differs by 27 and more in 98 % of its pixels, a wrong mouth by 60, a colour cast by its own size.
# Dark and hazy pictures differ by less all over: the limit is a share of the LR picture's deviation, within bounds.
TRUSTED_SHARE = 0.15
TRUSTED = (6.0, 9.0)
REFUSED = 1.6  # times that: not trusted at all
AVERAGED = (5, 5)  # LR pixels


def agreement(lr: Image, sr: Image) -> NDArray[np.float32]:
    """How far SR may be shown, 0..1 per LR pixel (h×w): 1 where it agrees with LR, smoothly to 0 where it does not.

    lr: h×w×3, sr: (s·h)×(s·w)×3, both uint8 BGR. The weights are LR's size since they are nearly always 1 throughout,
    and then need no enlarging. Neighbours differ by at most 1/5.
    """
    left = lr - resize_bicubic(sr.astype(np.float32), lr.shape[1], lr.shape[0])
    b, g, r = cv2.split(np.abs(cv2.blur(left, (3, 3))))
    difference = cv2.blur(cv2.max(cv2.max(b, g), r), AVERAGED)
    trusted = float(np.clip(TRUSTED_SHARE * cv2.meanStdDev(lr)[1].mean(), *TRUSTED))
    v = np.clip((REFUSED - difference / trusted) / (REFUSED - 1), 0, 1)
    weight = v * v * (3 - 2 * v)
    # Eroded first: softening then opens nothing that was shut.
    return cv2.blur(cv2.erode(weight, np.ones(AVERAGED, np.uint8)), AVERAGED)


def gated(lr: Image, sr: Image) -> tuple[Image, float]:
    """SR with bicubic blended in where it does not agree with LR; and the share of SR kept, 0..1."""
    weight = agreement(lr, sr)
    kept = float(weight.mean())
    if float(weight.min()) > 0.99:
        return sr, kept
    size = sr.shape[1], sr.shape[0]
    weight = cv2.resize(weight, size, interpolation=cv2.INTER_LINEAR)
    bicubic = cv2.resize(lr, size, interpolation=cv2.INTER_CUBIC)
    return np.asarray(cv2.blendLinear(sr, bicubic, weight, 1 - weight), np.uint8), kept
