import json
from pathlib import Path

import pytest
import torch

from hime_core.errors import UsageError
from hime_core.network import HimeConfig
from training.cli import main
from training.fitting.learner import begin
from training.settings.config import RunConfig
from training.shipping.complexity import cost
from training.shipping.throughput import TorchvisionRfa, _naive, throughput

TINY = HimeConfig(4, 8, 1, 1, 1)


def test_the_naive_network_is_ours_in_another_form() -> None:
    config = RunConfig([], {}, TINY)
    torch.manual_seed(0)
    ours, naive = begin(config, torch.device("cpu"), anew=True).network, _naive(config, torch.device("cpu")).network
    assert isinstance(naive.rfa, TorchvisionRfa)
    assert not isinstance(ours.rfa, TorchvisionRfa)
    lr, exemplars = torch.rand(2, 3, 16, 16), torch.rand(2, 2, 3, 64, 64)
    gradients = []
    for network in (ours, naive):
        sr, _ = network(lr, exemplars)
        sr.square().mean().backward()
        gradients.append([p.grad for p in network.parameters()])
    for one, other in zip(*gradients, strict=True):
        torch.testing.assert_close(one, other, atol=1e-5, rtol=1e-3)
    for network, usual in ((ours, False), (naive, True)):
        weight = network.reconstructor.tail.weight
        assert weight.is_contiguous() == usual
        assert weight.is_contiguous(memory_format=torch.channels_last) != usual


def test_rates_and_shares_belong_together() -> None:
    result = throughput(TINY, 16, 2, 3, steps=1, matrix_side=64)
    assert result.gmacs == pytest.approx(3 * cost(TINY, 16, 2)[1], abs=1e-3)
    assert result.steps_per_second > 0
    assert result.ratio == pytest.approx(result.steps_per_second / result.naive_steps_per_second, rel=0.01)
    assert result.gflops == pytest.approx(6 * result.gmacs * result.steps_per_second, rel=0.05, abs=0.05)
    assert result.share_of_peak == pytest.approx(result.gflops / result.peak_gflops, rel=0.2)
    assert result.memory_mib is None


def test_the_command_reports_ours_and_the_naive_step(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = tmp_path / "report.json"
    assert main(["throughput", "--lr", "8", "--refs", "1", "--batch", "1", "--json", str(report)]) == 0
    result = json.loads(report.read_text())
    assert (result["device"], result["lr"], result["scale"], result["refs"], result["batch"]) == ("cpu", 8, 4, 1, 1)
    shown = capsys.readouterr().out
    assert f"ratio {result['ratio']:.2f}" in shown
    assert f"{result['share_of_peak']:.1%}" in shown


@pytest.mark.skipif(torch.cuda.is_available(), reason="this machine has a GPU")
def test_a_gpu_that_is_not_there_is_told() -> None:
    with pytest.raises(UsageError, match="no GPU that torch can use"):
        throughput(TINY, 16, 1, 1, device="cuda")
