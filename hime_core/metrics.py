"""PSNR and SSIM of 8-bit colour images, as in training: over all three channels, and without cutting off a border."""

import cv2
import numpy as np
from numpy.typing import NDArray

from hime_core.geometry import Image

# The Gaussian window of SSIM has this many pixels a side.
SSIM_WINDOW = 11
# The Gaussian window of SSIM has a standard deviation of this many pixels.
SSIM_SIGMA = 1.5
# These are the constants C1 and C2 of SSIM (Wang et al. 2004), for values 0..1.
SSIM_C1, SSIM_C2 = 0.01**2, 0.03**2


def psnr(a: Image, b: Image) -> float:
    """PSNR of two images H×W×3, in dB; 100 if they are equal."""
    error = float(np.square(a.astype(np.float64) - b).mean()) / 255**2
    return -10 * float(np.log10(max(error, 1e-10)))


def ssim(a: Image, b: Image) -> float:
    """SSIM (Wang et al. 2004) of two images H×W×3, H and W at least 11, with an 11×11 Gaussian window, σ = 1.5.

    SSIM is the mean over all places at which the whole window lies within the image.
    """
    x, y = a.astype(np.float64) / 255, b.astype(np.float64) / 255
    mean_x, mean_y = _blur(x), _blur(y)
    var_x, var_y = _blur(x * x) - mean_x**2, _blur(y * y) - mean_y**2
    covariance = _blur(x * y) - mean_x * mean_y
    luminance = (2 * mean_x * mean_y + SSIM_C1) / (mean_x**2 + mean_y**2 + SSIM_C1)
    structure = (2 * covariance + SSIM_C2) / (var_x + var_y + SSIM_C2)
    return float((luminance * structure).mean())


def _blur(image: NDArray[np.float64]) -> NDArray[np.float64]:
    edge = SSIM_WINDOW // 2
    return np.asarray(cv2.GaussianBlur(image, (SSIM_WINDOW, SSIM_WINDOW), SSIM_SIGMA)[edge:-edge, edge:-edge])
