import pytest
import torch

from hime_core.network.warp import warp


@pytest.mark.parametrize(("dx", "dy"), [(2, 0), (0, 3), (-1, -2)])
def test_whole_pixel_flow_moves_whole_pixels(dx: int, dy: int) -> None:
    x = torch.rand(1, 2, 8, 9)
    flow = torch.tensor([dx, dy], dtype=torch.float32).view(1, 2, 1, 1).expand(1, 2, 8, 9)
    rows, columns = (torch.arange(8) + dy).clamp(0, 7), (torch.arange(9) + dx).clamp(0, 8)  # borders are replicated
    torch.testing.assert_close(warp(x, flow), x[:, :, rows][:, :, :, columns], atol=1e-5, rtol=0)


def test_half_a_pixel_is_the_mean_of_two() -> None:
    x = torch.rand(1, 1, 4, 6)
    flow = torch.zeros(1, 2, 4, 6)
    flow[:, 0] = 0.5
    torch.testing.assert_close(warp(x, flow)[..., :-1], (x[..., :-1] + x[..., 1:]) / 2, atol=1e-5, rtol=0)


def test_gradients_are_exact() -> None:
    torch.manual_seed(0)
    x = torch.rand(1, 2, 4, 5, dtype=torch.float64, requires_grad=True)
    # Away from whole pixels, where bilinear sampling has a kink.
    flow = (torch.randint(-1, 2, (1, 2, 4, 5)) + 0.2 + 0.6 * torch.rand(1, 2, 4, 5)).double().requires_grad_()
    assert torch.autograd.gradcheck(warp, (x, flow))


def test_positions_stay_exact_beside_bfloat16_pictures() -> None:
    x = torch.arange(64.0).view(1, 1, 1, 64).bfloat16()
    flow = torch.full((1, 2, 1, 64), 0.0)
    flow[:, 0] = 0.25
    out = warp(x, flow)
    assert out.dtype == torch.bfloat16
    torch.testing.assert_close(out[..., :63].float(), (torch.arange(63.0) + 0.25).bfloat16().float().view(1, 1, 1, 63))
