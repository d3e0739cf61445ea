import numpy as np
import pytest
import torch
from skimage.metrics import peak_signal_noise_ratio, structural_similarity
from torch import Tensor

from training.metrics.psnr import psnr, to_8bit
from training.metrics.ssim import ssim


def pairs() -> tuple[Tensor, Tensor]:
    """Three pairs of 40×56 images on 8-bit levels: near, further, unrelated."""
    g = torch.Generator().manual_seed(0)
    a = torch.nn.functional.interpolate(torch.rand(3, 3, 10, 14, generator=g), scale_factor=4, mode="bicubic")
    b = a + torch.tensor([0.02, 0.1, 0]).view(3, 1, 1, 1) * torch.randn(a.shape, generator=g)
    b[2] = torch.rand(3, 40, 56, generator=g)
    return to_8bit(a), to_8bit(b)


def test_to_8bit_rounds_and_clamps() -> None:
    assert (to_8bit(torch.tensor([-0.1, 0.4 / 255, 0.6 / 255, 1.2])) * 255).tolist() == [0, 0, 1, 255]


def test_psnr_of_known_errors() -> None:
    black = torch.zeros(2, 3, 4, 4)
    other = torch.tensor([10 / 255, 0]).view(2, 1, 1, 1).expand(2, 3, 4, 4)
    assert psnr(black, other).tolist() == pytest.approx([20 * np.log10(25.5), 100], abs=1e-3)


def test_metrics_equal_skimage() -> None:
    ours_psnr, ours_ssim = (metric(*pairs()).tolist() for metric in (psnr, ssim))
    for i, (a, b) in enumerate(zip(*(images.double().numpy() for images in pairs()), strict=True)):
        assert ours_psnr[i] == pytest.approx(peak_signal_noise_ratio(a, b, data_range=1), abs=1e-4)
        # With this 11×11 window skimage, too, takes the mean without the 5 px along the border.
        theirs = structural_similarity(
            a, b, data_range=1, channel_axis=0, gaussian_weights=True, sigma=1.5, use_sample_covariance=False
        )
        assert ours_ssim[i] == pytest.approx(theirs, abs=1e-4)
    assert ours_ssim == sorted(ours_ssim, reverse=True)


def test_metrics_are_of_8_bit_images() -> None:
    a, b = pairs()
    below_rounding = 0.4 / 255 * (2 * torch.rand(a.shape, generator=torch.Generator().manual_seed(1)) - 1)
    for metric in (psnr, ssim):
        torch.testing.assert_close(metric(a + below_rounding, b), metric(a, b), atol=0, rtol=0)


def test_ssim_of_equal_images_is_one() -> None:
    a, _ = pairs()
    torch.testing.assert_close(ssim(a, a), torch.ones(3, dtype=torch.float64))
