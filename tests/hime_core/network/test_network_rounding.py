"""Rounding to 8 bits: the levels, their limits, and how limits and weights learn."""

import pytest
import torch

from hime_core.network import Hime, HimeConfig
from hime_core.network.rounding import LEVELS, RoundedConv2d, Rounding, rounded, weight_steps


def made(low: float, high: float) -> Rounding:
    place = Rounding()
    place.load_state_dict({"low": torch.tensor(low), "high": torch.tensor(high)})
    return place


@pytest.mark.parametrize(("low", "high"), [(-1.0, 1.0), (0.0, 3.0), (-0.2, 5.0), (-4.0, 0.0)])
def test_values_become_even_levels_within_the_limits_and_zero_stays_zero(low: float, high: float) -> None:
    x = torch.linspace(low - 1, high + 1, 5001)
    y = made(low, high)(x)
    step = (high - low) / LEVELS
    inside = (x > low + step) & (x < high - step)
    assert len(y.unique()) == LEVELS + 1
    assert (y - x)[inside].abs().max() <= 0.501 * step
    assert abs(float(y.min()) - low) <= 0.501 * step
    assert abs(float(y.max()) - high) <= 0.501 * step
    assert made(low, high)(torch.zeros(3)).abs().max() == 0


def test_what_is_outside_pulls_its_limit_and_what_is_inside_passes_its_gradient() -> None:
    place = made(-1.0, 1.0)
    x = torch.tensor([-3.0, -0.5, 0.3, 2.0, 4.0], requires_grad=True)
    (place(x) * torch.tensor([1.0, 2.0, 3.0, 4.0, 5.0])).sum().backward()
    assert x.grad is not None
    assert x.grad.tolist() == [0, 2, 3, 0, 0]
    assert (float(place.low.grad), float(place.high.grad)) == (1.0, 9.0)


def test_a_weight_has_the_levels_of_its_own_channel_and_learns_as_if_it_were_not_rounded() -> None:
    weight = torch.randn(4, 3, 3, 3) * torch.tensor([0.01, 0.1, 1.0, 10.0]).view(4, 1, 1, 1)
    weight.requires_grad_(True)
    levels = rounded(weight) / weight_steps(weight).view(4, 1, 1, 1)
    assert (levels - levels.round()).abs().max() < 1e-3
    assert levels.abs().amax((1, 2, 3)).round().tolist() == [127.0] * 4
    rounded(weight).sum().backward()
    assert weight.grad is not None
    assert torch.equal(weight.grad, torch.ones_like(weight))


def test_a_rounded_network_learns_through_every_rounding() -> None:
    torch.manual_seed(0)
    network = Hime(HimeConfig(4, 8, 1, 1, 2, rounded=True))
    with torch.no_grad():
        for parameter in network.rfa.parameters():  # at first its offsets are zero, whatever they are found by
            parameter.add_(0.05 * torch.randn_like(parameter))
    places = [name for name, module in network.named_modules() if isinstance(module, Rounding)]
    assert len(places) == 3 * 3 + 4  # three of each block, and four of the offsets
    network(4 * torch.rand(1, 3, 16, 16), 4 * torch.rand(1, 2, 3, 64, 64))[0].sum().backward()
    for name, module in network.named_modules():
        if isinstance(module, RoundedConv2d):
            assert module.weight.grad is not None and module.weight.grad.abs().sum() > 0, name


def test_the_large_network_is_not_rounded() -> None:
    with pytest.raises(ValueError, match="dconv alone"):
        Hime(HimeConfig(alignment="dconv-flow", rounded=True))


def test_a_network_with_a_burst_is_not_rounded() -> None:
    with pytest.raises(ValueError, match="burst: is for networks without rounding"):
        Hime(HimeConfig(rounded=True, burst=True))
