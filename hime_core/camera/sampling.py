"""Reduces pictures to fewer pixels, as sensors and scalers do.

A sensor's pixel takes the mean over its area. Scalers use the kernels of image libraries. Cheap scalers, and sensors
that skip lines, look at a few pixels only.
"""

import cv2
import numpy as np

from hime_core.camera.parameters import Sampling
from hime_core.geometry import Image, Kernel, resize_antialiased

# The way `gaussian` takes the mean under a Gaussian, whose deviation is this many new pixels.
GAUSSIAN_DEVIATION = 0.5
# The kernels of these ways grow with the distance from one new pixel to the next.
AVERAGED: dict[Sampling, Kernel] = {"bilinear": "triangle", "bicubic": "cubic", "lanczos": "lanczos"}
# OpenCV does these ways. It looks at as few pixels when it reduces a picture as when it enlarges one.
AT_A_PLACE = {"gaussian": cv2.INTER_LINEAR, "skipping": cv2.INTER_LINEAR, "nearest": cv2.INTER_NEAREST_EXACT}


def sampled(image: Image, size: int, how: Sampling) -> Image:
    """The square picture, n×n×3 uint8, reduced to size×size; size is at most n."""
    if image.shape[0] == size:
        return image
    if how == "gaussian":
        image = np.asarray(cv2.GaussianBlur(image, (0, 0), GAUSSIAN_DEVIATION * image.shape[0] / size), np.uint8)
    if how in AVERAGED:
        small = resize_antialiased(image.astype(np.float32), size, size, AVERAGED[how])
        return np.clip(np.round(small), 0, 255).astype(np.uint8)
    return np.asarray(cv2.resize(image, (size, size), interpolation=AT_A_PLACE.get(how, cv2.INTER_AREA)), np.uint8)
