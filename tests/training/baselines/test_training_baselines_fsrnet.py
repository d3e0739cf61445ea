from collections.abc import Callable
from pathlib import Path

import torch

from hime_core.network import HimeConfig
from training.baselines.baseline import Shape
from training.baselines.fsrnet.losses import FsrnetObjective
from training.baselines.fsrnet.network import FsrnetNetwork
from training.fitting.fit import fit
from training.settings.baselines import Fsrnet
from training.settings.config import Batch, Optimiser, Photographs, PhotoSet, RunConfig
from training.shipping.complexity import cost

MakePeople = Callable[..., Path]
NARROW = Fsrnet(width=4)


def tiny(photographs: Path, steps: int) -> RunConfig:
    """A run of a narrow FSRNet on LR 16×16 at scale 4, one sample a step and no references."""
    return RunConfig(
        [PhotoSet(photographs, margin=1.0)],
        {"val": photographs},
        HimeConfig(4),
        NARROW,
        Batch({16: 1.0}, 256, {0: 1.0}),
        Photographs(),
        optimiser=Optimiser(steps=steps, learning_rate=2e-3, warmup=2),
        workers=0,
        checkpoint_every=2,
        validate_every=2,
    )


def test_costs_are_those_of_the_paper_with_its_two_columns_exchanged() -> None:
    """HIME's Table 1 says 15.52 M parameters and 3.20 GMACs."""
    params, gmacs = cost(Shape(8, Fsrnet()), 16, 0)
    assert abs(params / 3.20 - 1) < 0.03
    assert abs(gmacs / 15.52 - 1) < 0.03


def test_every_weight_learns() -> None:
    network, objective = FsrnetNetwork(Shape(4, NARROW)), FsrnetObjective(Shape(4, NARROW), None)
    made = network.make(torch.rand(1, 3, 8, 8), torch.zeros(1, 2, 3, 32, 32))
    made.beside["true_maps"] = torch.randint(9, (1, 32, 32), dtype=torch.uint8)
    assert made.sr.shape == (1, 3, 32, 32)
    assert torch.equal(made.weights, torch.zeros(1, 2, 8, 8))
    loss, terms = objective.generator(made, torch.rand(1, 3, 32, 32))
    assert set(terms) == {"reconstruction", "coarse", "prior"}
    loss.backward()
    for name, parameter in network.named_parameters():
        assert parameter.grad is not None, name
        assert parameter.grad.abs().max() > 0, name


def test_a_run_needs_no_references(make_people: MakePeople, tmp_path: Path) -> None:
    state = torch.load(fit(tiny(make_people([3, 3, 3]), 4), tmp_path / "run"), weights_only=True)
    assert state["step"] == 4
    assert not state["ema"]["parsing_maps"]
