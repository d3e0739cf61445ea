import torch

from hime_core.network.rfa import TAPS
from hime_core.network.rfa_flow import FlowRfa


def test_the_picture_comes_back_as_it_was_kept() -> None:
    """With the flow of a rigid move given, the feature is fetched from where the flow points."""
    torch.manual_seed(0)
    rfa = FlowRfa(4, scale=4, factor=2, levels=2)
    feature, exemplar = torch.rand(1, 4, 8, 8), torch.rand(1, 3, 32, 32)
    kept = rfa.keep(exemplar, feature)
    assert kept.shape == (1, rfa.kept_channels, 8, 8)
    assert rfa.kept_channels == 4 + 3 * 4
    seen = []
    rfa.flow = lambda lr, picture: seen.append(picture) or torch.tensor([2.0, 1.0]).view(1, 2, 1, 1).expand(1, 2, 8, 8)
    aligned = rfa(kept, torch.rand(1, 4, 8, 8), torch.rand(1, 3, 8, 8))
    torch.testing.assert_close(seen[0], torch.nn.functional.avg_pool2d(exemplar, 2))
    # At the start the residual is zero: output(y, x) = feature(y + 1, x + 2). Both directions and their order count.
    torch.testing.assert_close(aligned[..., :7, :6], feature[..., 1:, 2:], atol=1e-5, rtol=0)


def test_flow_is_in_lr_pixels() -> None:
    """A flow of 6 at twice the LR resolution is one of 3 at the LR resolution."""
    rfa = FlowRfa(4, scale=4, factor=2, levels=2)
    last = rfa.spynet.steps[-1][-1]
    with torch.no_grad():
        last.bias.copy_(torch.tensor([6.0, -2.0]))
    flow = rfa.flow(torch.rand(1, 3, 8, 8), torch.rand(1, 3, 16, 16))
    torch.testing.assert_close(flow, torch.tensor([3.0, -1.0]).view(1, 2, 1, 1).expand(1, 2, 8, 8))


def test_flow_and_features_both_get_gradients() -> None:
    torch.manual_seed(0)
    rfa = FlowRfa(4, scale=4, factor=1, levels=2)
    for parameter in rfa.spynet.parameters():
        torch.nn.init.normal_(parameter, std=0.05)
    kept = rfa.keep(torch.rand(1, 3, 32, 32), torch.rand(1, 4, 8, 8)).requires_grad_()
    rfa(kept, torch.rand(1, 4, 8, 8), torch.rand(1, 3, 8, 8)).square().sum().backward()
    assert kept.grad is not None
    assert all(p.grad is not None and p.grad.abs().sum() > 0 for p in rfa.spynet.parameters())
    assert rfa.deformable.offset.weight.grad.shape[0] == 3 * TAPS
