import cv2
import numpy as np
import pytest
import torch
from torch import Tensor

from hime_core.geometry import Image
from hime_core.metrics import psnr, ssim
from training.scoring.metrics import psnr as trainings_psnr
from training.scoring.metrics import ssim as trainings_ssim


def worse(image: Image, how: int) -> Image:
    """Blurred, noisy, shifted, or another picture altogether."""
    rng = np.random.default_rng(0)
    if how == 0:
        return np.asarray(cv2.GaussianBlur(image, (0, 0), 2), np.uint8)
    if how == 1:
        return np.clip(image + rng.normal(0, 12, image.shape), 0, 255).astype(np.uint8)
    return np.roll(image, 3, axis=1) if how == 2 else rng.integers(0, 256, image.shape).astype(np.uint8)


def tensor(image: Image) -> Tensor:
    return torch.from_numpy(image[..., ::-1].copy()).permute(2, 0, 1)[None].float() / 255


@pytest.mark.parametrize("how", range(4))
@pytest.mark.parametrize("size", [(128, 128), (40, 64), (11, 11)])
def test_metrics_mean_what_they_mean_in_training(astronaut: Image, size: tuple[int, int], how: int) -> None:
    a = np.ascontiguousarray(astronaut[80 : 80 + size[0], 150 : 150 + size[1]])
    b = worse(a, how)
    assert psnr(a, b) == pytest.approx(trainings_psnr.psnr(tensor(a), tensor(b)).item(), abs=1e-4)
    assert ssim(a, b) == pytest.approx(trainings_ssim.ssim(tensor(a), tensor(b)).item(), abs=1e-4)


def test_equal_images(astronaut: Image) -> None:
    assert psnr(astronaut, astronaut) == 100
    assert ssim(astronaut, astronaut) == pytest.approx(1)


def test_psnr_of_a_known_error() -> None:
    black = np.zeros((16, 16, 3), np.uint8)
    assert psnr(black, black + np.uint8(10)) == pytest.approx(20 * np.log10(25.5))
