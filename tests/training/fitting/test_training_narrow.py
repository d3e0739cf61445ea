"""Fewer channels where they tell least."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor

from hime_core.errors import UsageError
from hime_core.network import Hime, HimeConfig
from tests.training.trained_network import trained
from training.fitting.learner import narrower, started
from training.fitting.narrow import narrow

CONFIG = HimeConfig(4, 12, 2, 1, 3)
Batches = list[tuple[Tensor, Tensor]]


@pytest.fixture(scope="module")
def given() -> Hime:
    return trained(CONFIG)


@pytest.fixture(scope="module")
def batches() -> Batches:
    g = torch.Generator().manual_seed(4)
    return [(torch.rand(2, 3, 16, 16, generator=g), torch.rand(2, 3, 3, 64, 64, generator=g)) for _ in range(3)]


def sr(network: Hime, batches: Batches) -> Tensor:
    with torch.inference_mode():
        return torch.cat([network(lr, exemplars)[0] for lr, exemplars in batches])


def narrowed(given: Hime, batches: Batches, **fewer: Any) -> Hime:
    torch.manual_seed(5)
    return narrow(Hime(replace(given.config, **fewer)), given, batches).eval()


def inner(network: Hime, part: str) -> list[int]:
    """How many inner channels each residual block of a part has."""
    return [len(t) for name, t in network.state_dict().items() if name.startswith(part) and "conv1.bias" in name]


def test_channels_that_tell_nothing_are_those_that_go(given: Hime, batches: Batches) -> None:
    weights = {name: tensor.clone() for name, tensor in given.state_dict().items()}
    first = [n for n in weights if "conv1.weight" in n and not n.startswith("hr_extractor")]
    for shift, name in enumerate(first):
        quiet = [(shift + i) % 12 for i in (0, 3, 7, 8)]
        weights[name][quiet] = 0  # such a channel is the same everywhere
        second = weights[name.replace("conv1", "conv2")]
        centre = second[:, :, 1, 1].clone()
        second[:, quiet] = 0
        second[:, quiet, 1, 1] = centre[:, quiet]  # so nothing is different at the border, either
    weights["rfa.weight"][:, 9:] = 0
    network = Hime(CONFIG).eval()
    network.load_state_dict(weights)
    less = narrowed(network, batches, inner_width=8, sampled_width=9)
    torch.testing.assert_close(sr(less, batches), sr(network, batches), atol=2e-5, rtol=0)
    assert (inner(less, "lr_extractor"), inner(less, "reconstructor")) == ([8, 8], [8, 8, 8])
    assert less.rfa.state_dict()["weight"].shape == (12, 9, 3, 3)


def test_the_first_blocks_alone_may_be_narrow(given: Hime, batches: Batches) -> None:
    network = narrowed(given, batches, inner_width=8, narrow_blocks=1)
    assert (inner(network, "lr_extractor"), inner(network, "reconstructor")) == ([8, 8], [8, 12, 12])
    name = "reconstructor.body.1.conv1.weight"
    torch.testing.assert_close(network.state_dict()[name], given.state_dict()[name])


@pytest.mark.parametrize("fewer", [{"inner_width": 9}, {"sampled_width": 8}])
def test_it_is_nearer_than_any_other_choice_of_channels(given: Hime, batches: Batches, fewer: dict[str, int]) -> None:
    whole = sr(given, batches)
    best = (sr(narrowed(given, batches, **fewer), batches) - whole).square().mean()
    reordered = Hime(CONFIG).eval()
    g = torch.Generator().manual_seed(6)
    others = []
    for _ in range(5):
        own = {name: tensor.clone() for name, tensor in given.state_dict().items()}
        for name in [n for n in own if n.endswith(".conv2.weight") and not n.startswith("hr")]:
            if "inner_width" in fewer:
                own[name][:, torch.randperm(12, generator=g)[:3]] = 0
        if "sampled_width" in fewer:
            own["rfa.weight"][:, torch.randperm(12, generator=g)[:4]] = 0
        reordered.load_state_dict(own)
        others.append((sr(reordered, batches) - whole).square().mean())
    assert best < 0.8 * min(others)


def test_a_run_is_narrower_only_where_its_settings_ask_for_fewer_channels() -> None:
    fast = replace(CONFIG, inner_width=8, narrow_blocks=2, sampled_width=6, rounded=True)
    assert narrower(fast, CONFIG) and narrower(replace(CONFIG, sampled_width=6), CONFIG)
    assert not narrower(CONFIG, CONFIG) and not narrower(replace(CONFIG, rounded=True), CONFIG)
    assert not narrower(fast, fast) and not narrower(replace(fast, width=16), CONFIG)


def test_weights_with_other_channels_are_refused(given: Hime, batches: Batches, tmp_path: Path) -> None:
    less = narrowed(given, batches, inner_width=8)
    with pytest.raises(UsageError, match="another network"):
        started(Hime(replace(CONFIG, inner_width=6)), less, tmp_path / "x.pt")
