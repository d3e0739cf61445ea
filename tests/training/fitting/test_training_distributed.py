import subprocess
import sys
from pathlib import Path

import pytest
import torch
from torch import nn

from training.fitting.distributed import World, average_gradients, join, leave
from training.fitting.objective import Losses, Objective
from training.losses.discriminator import Discriminator

SCRIPT = """
import sys
import torch
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from test_training_distributed import gradients
from training.fitting.distributed import join, largest, leave
torch.set_num_threads(1)
world = join("cpu")
assert largest(world, 15 * world.rank) == 15
mine = gradients(world)
if world.rank == 0:
    torch.save(mine, sys.argv[1])
leave()
"""


def gradients(world: World) -> list[torch.Tensor]:
    """Of the adversarial loss for the SR picture's maker, and of the discriminator's loss, in float64."""
    torch.manual_seed(0)
    objective = Objective(Losses(reconstruction=0, adversarial=1)).double()
    objective.discriminator = Discriminator(width=4).double()
    maker = nn.Conv2d(3, 3, 1).double()
    hr = torch.rand(4, 3, 32, 32, dtype=torch.float64)[world.rank :: world.size]
    sr = maker(hr)
    objective.generator(sr, hr)[0].backward()
    objective.discriminate(sr, hr).backward()
    both = [*maker.parameters(), *objective.discriminator.parameters()]
    average_gradients(world, both)
    return [p.grad for p in both]


def test_a_shared_minibatch_gives_the_gradients_of_a_whole_one(tmp_path: Path) -> None:
    """Eq. 13's means run over all processes' pictures."""
    (tmp_path / "script.py").write_text(SCRIPT)
    command = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node=2"]
    arguments = [str(tmp_path / "script.py"), str(tmp_path / "two.pt"), str(Path(__file__).parent)]
    done = subprocess.run([*command, *arguments], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    alone = gradients(World(0, 1, torch.device("cpu")))
    shared = torch.load(tmp_path / "two.pt", weights_only=True)
    for mine, theirs in zip(alone, shared, strict=True):
        torch.testing.assert_close(theirs, mine, atol=1e-12, rtol=1e-9)
    assert sum(g.abs().max() > 1e-8 for g in alone) > 8  # not a comparison of zeros


def test_without_torchrun_a_process_is_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RANK", raising=False)
    world = join("cpu")
    assert (world.rank, world.size) == (0, 1)
    leave()
