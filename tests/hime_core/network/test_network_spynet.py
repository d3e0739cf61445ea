import pytest
import skimage.data
import torch
from torch.nn import functional as F

from hime_core.network.spynet import SpyNet
from hime_core.network.warp import warp


def test_the_start_is_zero_flow() -> None:
    flow = SpyNet(3)(torch.rand(2, 3, 16, 24), torch.rand(2, 3, 16, 24))
    assert flow.shape == (2, 2, 16, 24)
    assert (flow == 0).all()


def test_a_step_at_a_coarse_level_counts_double_at_the_next() -> None:
    net = SpyNet(3)
    with torch.no_grad():
        net.steps[0][-1].bias.copy_(torch.tensor([1.0, 0.5]))
    flow = net(torch.rand(1, 3, 16, 16), torch.rand(1, 3, 16, 16))
    torch.testing.assert_close(flow, torch.tensor([4.0, 2.0]).view(1, 2, 1, 1).expand(1, 2, 16, 16))


def test_it_learns_a_shift() -> None:
    """Trained for a moment on one picture moved by (3, -2): warping the second by the flow gives the first."""
    torch.manual_seed(0)
    photo = torch.from_numpy(skimage.data.astronaut()[:256, 128:384].copy()).permute(2, 0, 1)[None].float() / 255
    photo = F.avg_pool2d(photo, 4)
    first, second = photo[..., 8:56, 8:56], photo[..., 10:58, 5:53]
    net = SpyNet(3)
    optimiser = torch.optim.Adam(net.parameters(), 1e-3)
    before = F.l1_loss(second, first).item()
    for _ in range(40):
        loss = F.l1_loss(warp(second, net(first, second)), first)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    assert loss.item() < 0.5 * before
    assert net(first, second).mean((0, 2, 3)).tolist() == pytest.approx([3, -2], abs=1.0)
