"""A small exported network, at scale 8; the tests of training export at scale 4."""

from pathlib import Path

import pytest
import torch

from hime_core.network import Hime, HimeConfig
from hime_core.runtime import OnnxEngine
from training.export import export_onnx


@pytest.fixture(scope="session")
def network() -> Hime:
    torch.manual_seed(0)
    made = Hime(HimeConfig(8, 8, 1, 1, 2)).eval()
    with torch.no_grad():
        for parameter in made.parameters():
            parameter.add_(0.05 * torch.randn_like(parameter))
    return made


@pytest.fixture(scope="session")
def graphs(network: Hime, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The network's encode and enhance graphs."""
    folder = tmp_path_factory.mktemp("graphs")
    export_onnx(network, folder / "encode.onnx", folder / "enhance.onnx")
    return folder / "encode.onnx", folder / "enhance.onnx"


@pytest.fixture(scope="session")
def engine(graphs: tuple[Path, Path]) -> OnnxEngine:
    return OnnxEngine(*graphs, "CPUExecutionProvider", "for tests")
