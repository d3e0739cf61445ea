import pytest
import torch
from torch import Tensor

from training.losses.correlation import CorrelationLoss, correlation_loss, correlation_map

# (k, dilation), then height and width: a window wider than the picture is among them.
CASES = [((1, 1), (4, 5)), ((3, 1), (6, 5)), ((5, 1), (9, 12)), ((3, 2), (7, 6)), ((5, 3), (8, 16)), ((7, 2), (5, 4))]


def images(height: int, width: int) -> tuple[Tensor, Tensor]:
    """SR and HR, 2×3×H×W, float64."""
    g = torch.Generator().manual_seed(0)
    hr = torch.rand(2, 3, height, width, generator=g, dtype=torch.float64)
    return hr + 0.2 * torch.randn(hr.shape, generator=g, dtype=torch.float64), hr


def by_maps(sr: Tensor, hr: Tensor, k: int, dilation: int) -> Tensor:
    return (correlation_map(sr, k, dilation) - correlation_map(hr, k, dilation)).abs().mean()


@pytest.mark.parametrize(("k", "dilation"), [(3, 1), (3, 2), (5, 1)])
def test_map_is_equation_8(k: int, dilation: int) -> None:
    image, _ = images(6, 5)
    centred = image - image.mean((2, 3), keepdim=True)
    actual, r = correlation_map(image, k, dilation), k // 2
    expected = torch.zeros(2, k * k, 6, 5, dtype=torch.float64)
    for j in range(-r, r + 1):
        for i in range(-r, r + 1):
            for y in range(6):
                for x in range(5):
                    there_y, there_x = y - j * dilation, x - i * dilation
                    if 0 <= there_y < 6 and 0 <= there_x < 5:
                        product = (centred[:, :, y, x] * centred[:, :, there_y, there_x]).sum(1) / k**2
                        expected[:, (j + r) * k + (i + r), y, x] = product
    torch.testing.assert_close(actual, expected)


@pytest.mark.parametrize(("window", "size"), CASES)
def test_loss_is_the_mean_over_the_maps_and_so_is_its_gradient(window: tuple[int, int], size: tuple[int, int]) -> None:
    lean = [image.requires_grad_() for image in images(*size)]
    naive = [image.requires_grad_() for image in images(*size)]
    loss, expected = correlation_loss(*lean, *window), by_maps(*naive, *window)
    torch.testing.assert_close(loss, expected, rtol=1e-12, atol=0)
    (3 * loss).backward()
    (3 * expected).backward()
    for a, b in zip(lean, naive, strict=True):
        torch.testing.assert_close(a.grad, b.grad, rtol=1e-9, atol=1e-14)


@pytest.mark.parametrize(("k", "dilation"), [(1, 1), (3, 1), (3, 2), (5, 1)])
def test_gradcheck(k: int, dilation: int) -> None:
    sr, hr = (image.requires_grad_() for image in images(5, 4))
    assert torch.autograd.gradcheck(lambda a, b: correlation_loss(a, b, k, dilation), (sr, hr))
    assert torch.autograd.gradcheck(lambda a: correlation_loss(a, hr.detach(), k, dilation), (sr,))


def test_loss_sees_pattern_but_neither_brightness_nor_sign() -> None:
    sr, hr = images(8, 8)
    assert float(correlation_loss(hr, hr, 3)) == 0
    torch.testing.assert_close(correlation_loss(sr + 0.3, hr, 3), correlation_loss(sr, hr, 3))
    torch.testing.assert_close(correlation_loss(1 - hr, hr, 3), torch.zeros((), dtype=torch.float64))
    assert float(correlation_loss(sr.roll(1, 3), hr, 3)) > float(correlation_loss(sr, hr, 3)) > 0


def test_channels_last_and_float32() -> None:
    sr, hr = images(16, 12)
    expected = correlation_loss(sr, hr, 5)
    like_network = sr.float().to(memory_format=torch.channels_last).requires_grad_()
    loss = correlation_loss(like_network, hr.float(), 5)
    loss.backward()
    torch.testing.assert_close(loss.double(), expected, rtol=1e-5, atol=0)
    assert like_network.grad is not None


def test_what_is_kept_for_backward_does_not_grow_with_the_window() -> None:
    sr, hr = (image.requires_grad_() for image in images(32, 32))
    kept: list[int] = []

    def note(tensor: Tensor) -> Tensor:
        kept.append(tensor.numel())
        return tensor

    with torch.autograd.graph.saved_tensors_hooks(note, lambda tensor: tensor):
        correlation_loss(sr, hr, 9)
    assert 0 < sum(kept) <= 2 * sr.numel() + 8


def test_module_is_the_function() -> None:
    sr, hr = images(9, 9)
    assert torch.equal(CorrelationLoss(3, dilation=2)(sr, hr), correlation_loss(sr, hr, 3, 2))


@pytest.mark.parametrize(("k", "dilation"), [(2, 1), (0, 1), (-3, 1), (3, 0)])
def test_windows_without_a_centre_are_refused(k: int, dilation: int) -> None:
    sr, hr = images(4, 4)
    for call in (
        lambda: correlation_map(hr, k, dilation),
        lambda: correlation_loss(sr, hr, k, dilation),
        lambda: CorrelationLoss(k, dilation),
    ):
        with pytest.raises(ValueError, match="k must be odd"):
            call()
