"""PSNR and SSIM of 8-bit colour images, with the same meaning as in training: RGB (in any order), no border crop."""

import cv2
import numpy as np
from numpy.typing import NDArray

from hime_core.geometry import Image

WINDOW, SIGMA = 11, 1.5
C1, C2 = 0.01**2, 0.03**2


def psnr(a: Image, b: Image) -> float:
    """dB between two images H×W×3; equal ones read 100."""
    error = float(np.square(a.astype(np.float64) - b).mean()) / 255**2
    return -10 * float(np.log10(max(error, 1e-10)))


def ssim(a: Image, b: Image) -> float:
    """SSIM (Wang et al. 2004) of two images H×W×3, H and W >= 11: 11×11 Gaussian window, σ = 1.5, the mean over the
    region that the window lies wholly in."""
    x, y = a.astype(np.float64) / 255, b.astype(np.float64) / 255
    mean_x, mean_y = _blur(x), _blur(y)
    var_x, var_y = _blur(x * x) - mean_x**2, _blur(y * y) - mean_y**2
    covariance = _blur(x * y) - mean_x * mean_y
    luminance = (2 * mean_x * mean_y + C1) / (mean_x**2 + mean_y**2 + C1)
    structure = (2 * covariance + C2) / (var_x + var_y + C2)
    return float((luminance * structure).mean())


def _blur(image: NDArray[np.float64]) -> NDArray[np.float64]:
    edge = WINDOW // 2
    return np.asarray(cv2.GaussianBlur(image, (WINDOW, WINDOW), SIGMA)[edge:-edge, edge:-edge])
