import torch
from torch import Tensor

from hime_core.network.cofa import Cofa

WIDTH = 8


def made() -> tuple[Cofa, Tensor, Tensor, Tensor]:
    """CoFA with aligned features of four references, LR features, and who is present in each of two sets."""
    torch.manual_seed(0)
    present = torch.tensor([[1.0, 1, 0, 1], [1, 0, 0, 0]])
    return Cofa(WIDTH), 1.5 * torch.randn(2, 4, WIDTH, 5, 6), 1.5 * torch.randn(2, WIDTH, 5, 6), present


def test_weights_follow_equations_5_to_7() -> None:
    cofa, aligned, lr_feature, _ = made()
    aggregated, weights = cofa(aligned, lr_feature, torch.ones(2, 4))
    b, y, x = 1, 2, 3
    g1, g2 = (g.weight[:, :, 0, 0] for g in (cofa.g1, cofa.g2))
    query = g2 @ lr_feature[b, :, y, x] + cofa.g2.bias
    keys = aligned[b, :, :, y, x] @ g1.T + cofa.g1.bias
    mu = torch.sigmoid(keys @ query / WIDTH**0.5)
    torch.testing.assert_close(weights[b, :, y, x], mu / mu.sum())
    torch.testing.assert_close(aggregated[b, :, y, x], (mu / mu.sum()) @ aligned[b, :, :, y, x])


def test_weights_sum_to_one_over_the_present() -> None:
    cofa, aligned, lr_feature, present = made()
    _, weights = cofa(aligned, lr_feature, present)
    torch.testing.assert_close(weights.sum(1), torch.ones(2, 5, 6), atol=1e-4, rtol=0)
    assert (weights[present == 0] == 0).all()
    assert (weights[present == 1] > 0).all()
    assert weights.std(1).max() > 0.05  # not merely an average


def test_absent_references_have_no_influence() -> None:
    cofa, aligned, lr_feature, present = made()
    expected = cofa(aligned, lr_feature, present)[0]
    aligned[present == 0] = 1000.0
    torch.testing.assert_close(cofa(aligned, lr_feature, present)[0], expected)


def test_order_of_references_does_not_matter() -> None:
    cofa, aligned, lr_feature, present = made()
    order = torch.tensor([2, 0, 3, 1])
    aggregated, weights = cofa(aligned, lr_feature, present)
    permuted_aggregated, permuted_weights = cofa(aligned[:, order], lr_feature, present[:, order])
    torch.testing.assert_close(permuted_weights, weights[:, order])
    torch.testing.assert_close(permuted_aggregated, aggregated)


def test_nobody_present_gives_zero() -> None:
    cofa, aligned, lr_feature, _ = made()
    aggregated, weights = cofa(aligned, lr_feature, torch.zeros(2, 4))
    assert (aggregated == 0).all()
    assert (weights == 0).all()


def test_equal_references_share_equally() -> None:
    cofa, aligned, lr_feature, _ = made()
    same = aligned[:, :1].expand(-1, 4, -1, -1, -1)
    aggregated, weights = cofa(same, lr_feature, torch.ones(2, 4))
    torch.testing.assert_close(weights, torch.full_like(weights, 0.25), atol=1e-4, rtol=0)
    torch.testing.assert_close(aggregated, same[:, 0], atol=1e-3, rtol=0)


def test_gradients_are_exact() -> None:
    torch.manual_seed(0)
    cofa = Cofa(3).double()
    aligned, lr_feature = (torch.randn(*shape, dtype=torch.float64) for shape in ((1, 2, 3, 3, 4), (1, 3, 3, 4)))
    present = torch.ones(1, 2, dtype=torch.float64)
    inputs = (aligned.requires_grad_(), lr_feature.requires_grad_())
    assert torch.autograd.gradcheck(lambda a, f: cofa(a, f, present), inputs)
