"""Names the ways to make the LR pictures that weights are scored on. training/scoring/lr_by.py makes them."""

from typing import Literal

# area: the mean over a pixel, as a sensor takes it. lens: a lens blurs first. sharpened: so, and the camera sharpens.
# aliased: bilinear without averaging, as cameras that skip lines and cheap scalers do it. camera: every picture has a
# camera of its own, which the camera model draws.
LrBy = Literal["bicubic", "area", "lens", "sharpened", "aliased", "camera"]
