from collections.abc import Callable

import pytest
import torch
from torch import Tensor
from torchvision.ops import deform_conv2d

from hime_core.network.rfa import TAPS, Rfa, deform_conv2d_by_bags, deform_conv2d_by_sampling

LR = torch.zeros(1)  # the LR picture has no say without flow


def deformable_inputs(spread: float) -> list[Tensor]:
    """x, offset, mask, weight and bias at random, offsets with so many pixels of standard deviation."""
    g = torch.Generator().manual_seed(0)
    n, c, o, h, w = 2, 3, 4, 7, 9
    tensors = [
        torch.randn(n, c, h, w, generator=g),
        spread * torch.randn(n, 2 * TAPS, h, w, generator=g),
        torch.rand(n, TAPS, h, w, generator=g),
        torch.randn(o, c, 3, 3, generator=g),
        torch.randn(o, generator=g),
    ]
    return [t.requires_grad_() for t in tensors]


@pytest.mark.parametrize("spread", [0.5, 3, 15])  # 15 px is far beyond the border of this 7×9 image
def test_deformable_convolution_equals_torchvision(spread: float) -> None:
    x, offset, mask, weight, bias = inputs = deformable_inputs(spread)
    ours = deform_conv2d_by_sampling(x, offset, mask, weight, bias)
    theirs = deform_conv2d(x, offset, weight, bias, padding=1, mask=mask)
    torch.testing.assert_close(ours, theirs, atol=1e-4, rtol=0)
    by_bags = deform_conv2d_by_bags(*inputs)
    torch.testing.assert_close(by_bags, theirs, atol=1e-4, rtol=0)
    upstream = torch.randn(ours.shape, generator=torch.Generator().manual_seed(1))
    expected = torch.autograd.grad(theirs, inputs, upstream)
    for form in (ours, by_bags):
        for mine, reference in zip(torch.autograd.grad(form, inputs, upstream), expected, strict=True):
            torch.testing.assert_close(mine, reference, atol=1e-4, rtol=1e-4)


def torchvisions_form(x: Tensor, offset: Tensor, mask: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    return deform_conv2d(x, offset, weight, bias, padding=1, mask=mask)


@pytest.mark.parametrize("form", [deform_conv2d_by_sampling, torchvisions_form])
def test_deformable_convolution_gradients_are_exact(form: Callable[..., Tensor]) -> None:
    g = torch.Generator().manual_seed(0)
    whole = torch.randint(-2, 3, (1, 2 * TAPS, 3, 3), generator=g)
    # Bilinear sampling has kinks at whole pixels; a numerical derivative must stay clear of them.
    inside = 0.2 + 0.6 * torch.rand(whole.shape, generator=g, dtype=torch.float64)
    x, mask, weight, bias = (
        torch.randn(*shape, generator=g, dtype=torch.float64)
        for shape in ((1, 2, 3, 3), (1, TAPS, 3, 3), (2, 2, 3, 3), (2,))
    )
    inputs = tuple(t.requires_grad_() for t in (x, whole + inside, mask, weight, bias))
    assert torch.autograd.gradcheck(form, inputs)


def perturbed(width: int) -> Rfa:
    torch.manual_seed(0)
    rfa = Rfa(width)
    with torch.no_grad():
        for parameter in rfa.parameters():
            parameter.add_(0.2 * torch.randn_like(parameter))
    return rfa


@pytest.mark.parametrize("training", [False, True])
def test_initial_weights_copy_the_reference(training: bool) -> None:
    torch.manual_seed(0)
    reference, lr_feature = torch.randn(2, 8, 9, 6), torch.randn(2, 8, 9, 6)
    out = Rfa(8)(reference.requires_grad_(training), lr_feature, LR)
    torch.testing.assert_close(out, reference, atol=1e-5, rtol=0)


def test_training_and_inference_paths_agree() -> None:
    rfa = perturbed(8)
    reference, lr_feature = torch.randn(2, 8, 9, 6), torch.randn(2, 8, 9, 6)
    inference = rfa(reference, lr_feature, LR)
    assert (inference - reference).abs().max() > 0.1  # the perturbation did something
    with torch.inference_mode():
        torch.testing.assert_close(rfa(reference, lr_feature, LR), inference, atol=1e-5, rtol=0)
    torch.testing.assert_close(rfa(reference.clone().requires_grad_(), lr_feature, LR), inference, atol=1e-4, rtol=0)


@pytest.mark.parametrize(("first", "dy", "dx"), [(0, 10, 0), (0, -10, 0), (1, 0, 10), (1, 0, -10)])
def test_offsets_are_bounded_to_ten_pixels(first: int, dy: int, dx: int) -> None:
    """Every tap is pushed by a huge value along one axis (even channels are dy): the picture moves by 10 px."""
    rfa = Rfa(4)
    with torch.no_grad():
        rfa.offset.bias[first : 2 * TAPS : 2] = 1e4 * (dy + dx)
    reference = torch.rand(1, 4, 16, 16)
    out = rfa(reference, torch.rand(1, 4, 16, 16), LR)
    expected = torch.zeros_like(reference)
    to_y, from_y = slice(max(0, -dy), 16 - max(0, dy)), slice(max(0, dy), 16 + min(0, dy))
    to_x, from_x = slice(max(0, -dx), 16 - max(0, dx)), slice(max(0, dx), 16 + min(0, dx))
    expected[:, :, to_y, to_x] = reference[:, :, from_y, from_x]
    torch.testing.assert_close(out, expected, atol=1e-4, rtol=0)
