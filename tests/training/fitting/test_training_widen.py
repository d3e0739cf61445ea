from dataclasses import replace
from pathlib import Path

import pytest
import torch
from torch import Tensor

from hime_core.errors import UsageError
from hime_core.network import Hime, HimeConfig
from tests.training.trained_network import trained
from training.fitting.learner import adam, started
from training.fitting.widen import widen

WIDTH, WIDER = 8, 12
# Every layer of the network occurs in one of these.
SHAPES = {
    "small": HimeConfig(4, WIDTH, 1, 1, 2),
    "large": HimeConfig(4, WIDTH, 1, 1, 2, alignment="dconv-flow", flow_levels=2),
    "plain": HimeConfig(4, WIDTH, 1, 1, 2, alignment="conv", aggregation="average"),
    "rounded": HimeConfig(4, WIDTH, 1, 1, 2, rounded=True),
}
EXEMPLARS = 3


def pictures() -> tuple[Tensor, Tensor]:
    torch.manual_seed(4)
    return torch.rand(2, 3, 16, 16), torch.rand(2, EXEMPLARS, 3, 64, 64)


def wider(narrow: Hime) -> Hime:
    torch.manual_seed(5)
    return widen(Hime(replace(narrow.config, width=WIDER)), narrow)


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
@pytest.mark.parametrize("references", [EXEMPLARS, 1, 0])
def test_a_wider_network_makes_the_same_pictures(shape: HimeConfig, references: int) -> None:
    narrow, (lr, exemplars) = trained(shape), pictures()
    with torch.inference_mode():
        sr, weights = narrow(lr, exemplars[:, :references])
        wide_sr, wide_weights = wider(narrow)(lr, exemplars[:, :references])
    torch.testing.assert_close(wide_sr, sr, atol=1e-5, rtol=0)
    torch.testing.assert_close(wide_weights, weights, atol=1e-5, rtol=0)


def test_all_new_channels_learn_from_the_second_step_on() -> None:
    narrow, (lr, exemplars) = trained(SHAPES["small"]), pictures()
    torch.manual_seed(5)
    random = Hime(replace(narrow.config, width=WIDER))
    with torch.no_grad():
        for name, parameter in random.named_parameters():
            if name.endswith("bias"):
                parameter.add_(0.5)  # opens every ReLU
    network = widen(random, narrow)
    optimiser = adam(network)
    for group in optimiser.param_groups:
        group["lr"] = 1e-3
    target = torch.rand(2, 3, 64, 64)
    for _ in range(2):
        optimiser.zero_grad()
        (network(lr, exemplars)[0] - target).square().mean().backward()
        optimiser.step()
    old = narrow.state_dict()
    for name, parameter in network.named_parameters():
        assert parameter.grad is not None
        for dimension, (before, now) in enumerate(zip(old[name].shape, parameter.shape, strict=True)):
            if before != now:
                new = [i for i in range(now) if i % WIDER >= WIDTH]
                gradient = parameter.grad.transpose(0, dimension)[new]
                assert (gradient.flatten(1) if gradient.dim() > 1 else gradient).ne(0).any(-1).all(), name


def test_a_run_takes_the_weights_of_a_narrower_network(tmp_path: Path) -> None:
    narrow, (lr, exemplars) = trained(SHAPES["small"]), pictures()
    network = started(Hime(replace(narrow.config, width=WIDER)), narrow, tmp_path)
    with torch.inference_mode():
        torch.testing.assert_close(network(lr, exemplars)[0], narrow(lr, exemplars)[0], atol=1e-5, rtol=0)
    for other in ({"lr_blocks": 2}, {"scale": 8}, {"width": WIDTH - 2}):
        with pytest.raises(UsageError, match="another network"):
            started(Hime(replace(narrow.config, **({"width": WIDER} | other))), narrow, tmp_path)
