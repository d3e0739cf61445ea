import sys
from pathlib import Path

import lpips
import numpy as np
import pytest
import torch
from safetensors.torch import save_file
from skimage.metrics import peak_signal_noise_ratio, structural_similarity
from torch import Tensor
from torchmetrics.functional.image import peak_signal_noise_ratio as their_psnr
from torchmetrics.functional.image import structural_similarity_index_measure as their_ssim

from hime_core.errors import UsageError
from training.scoring.metrics.lpips import backbone_path, make_lpips
from training.scoring.metrics.psnr import psnr, to_8bit
from training.scoring.metrics.ssim import ssim


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


def test_metrics_equal_torchmetrics() -> None:
    a, b = (images.double() for images in pairs())
    theirs = their_psnr(a, b, data_range=1.0, reduction="none", dim=(1, 2, 3))
    torch.testing.assert_close(psnr(a, b), theirs, atol=1e-4, rtol=0)
    _, everywhere = their_ssim(a, b, data_range=1.0, sigma=1.5, reduction="none", return_full_image=True)
    # torchmetrics mirrors the borders and takes the mean with them; ours is of the region the window lies wholly in.
    torch.testing.assert_close(ssim(a, b), everywhere[..., 5:-5, 5:-5].mean((1, 2, 3)), atol=1e-4, rtol=0)


def test_metrics_are_of_8_bit_images() -> None:
    a, b = pairs()
    below_rounding = 0.4 / 255 * (2 * torch.rand(a.shape, generator=torch.Generator().manual_seed(1)) - 1)
    for metric in (psnr, ssim):
        torch.testing.assert_close(metric(a + below_rounding, b), metric(a, b), atol=0, rtol=0)


def test_ssim_in_float32_is_exact_where_differences_would_cancel() -> None:
    g = torch.Generator().manual_seed(0)
    white, black, larger = (torch.rand(2, 1, 3, 40, 56, generator=g) * level / 255 for level in (2.9, 2.9, 255))
    for a, b in (1 - white, black, larger):
        theirs = structural_similarity(
            *(to_8bit(image)[0].double().numpy() for image in (a, b)),
            data_range=1,
            channel_axis=0,
            gaussian_weights=True,
            use_sample_covariance=False,
        )
        assert float(ssim(a, b)) == pytest.approx(theirs, abs=1e-6)


def test_ssim_of_equal_images_is_one() -> None:
    a, _ = pairs()
    torch.testing.assert_close(ssim(a, a), torch.ones(3, dtype=torch.float64))


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where AlexNet's weights are looked for: an empty place. Returns their path."""
    monkeypatch.setenv("TORCH_HOME", str(tmp_path))
    path = backbone_path()
    assert path.is_relative_to(tmp_path)
    path.parent.mkdir(parents=True)
    return path


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_lpips_equals_its_authors_package(hub: Path) -> None:
    theirs = lpips.LPIPS(net="alex", version="0.1", pnet_rand=True, verbose=False)  # with the shipped linear weights
    trunk = {f"features.{name.split('.', 1)[1]}": weight for name, weight in theirs.net.state_dict().items()}
    torch.save(trunk, hub)
    said: list[str] = []
    ours = make_lpips(torch.device("cpu"), said.append)
    assert ours is not None
    assert said == []
    a, b = (torch.nn.functional.interpolate(images, size=(64, 64)) for images in pairs())
    torch.testing.assert_close(ours(a, b), theirs(2 * a - 1, 2 * b - 1).flatten(), atol=1e-6, rtol=1e-4)
    assert ours(a, b).min() > 0
    assert ours(a, a).tolist() == [0, 0, 0]
    torch.testing.assert_close(ours(a + 0.4 / 255, b), ours(a, b), atol=0, rtol=0)  # of 8-bit images
    elsewhere = hub.with_name("mine.safetensors")
    save_file(trunk, elsewhere)
    hub.unlink()
    given = make_lpips(torch.device("cpu"), said.append, elsewhere)
    assert given is not None
    assert torch.equal(given(a, b), ours(a, b))
    save_file({"features.0.weight": torch.zeros(1)}, elsewhere)
    with pytest.raises(UsageError, match="cannot be read as AlexNet's weights"):
        make_lpips(torch.device("cpu"), said.append, elsewhere)


def test_lpips_says_in_one_line_that_alexnet_is_not_at_hand(hub: Path) -> None:
    said: list[str] = []
    assert make_lpips(torch.device("cpu"), said.append) is None
    assert len(said) == 1
    assert str(hub) in said[0]
    assert "fetch" in said[0]
    assert "\n" not in said[0]
    assert not hub.exists()  # nothing was downloaded


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("content", [b"half a file", {"features.0.weight": torch.zeros(1)}])
def test_lpips_says_in_one_line_that_alexnet_is_damaged(hub: Path, content: object) -> None:
    if isinstance(content, bytes):
        hub.write_bytes(content)
    else:
        torch.save(content, hub)
    said: list[str] = []
    assert make_lpips(torch.device("cpu"), said.append) is None
    assert [str(hub) in line and "cannot be read" in line and "\n" not in line for line in said] == [True]


def test_lpips_says_in_one_line_that_its_package_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "lpips")
    monkeypatch.setattr(sys, "path", [])
    said: list[str] = []
    assert make_lpips(torch.device("cpu"), said.append) is None
    assert said == ["LPIPS is left out: the package lpips is not installed; install HIME with its extra [lpips]"]
