"""A small exported network, at scale 8; the tests of training export at scale 4."""

from pathlib import Path

import pytest
import torch

from hime_core.network import Hime, HimeConfig
from hime_core.runtime import Graphs, OnnxEngine
from training.shipping.export import export_gpu, export_onnx


@pytest.fixture(scope="session")
def network() -> Hime:
    torch.manual_seed(0)
    made = Hime(HimeConfig(8, 8, 1, 1, 2)).eval()
    with torch.no_grad():
        for parameter in made.parameters():
            parameter.add_(0.05 * torch.randn_like(parameter))
    return made


@pytest.fixture(scope="session")
def exported(network: Hime, tmp_path_factory: pytest.TempPathFactory) -> Graphs:
    """All graphs of the network."""
    folder = tmp_path_factory.mktemp("graphs")
    made = Graphs(*(folder / f"{name}.onnx" for name in ("encode", "enhance", "cuda", "gpu")))
    export_onnx(network, made.encode, made.enhance)
    export_gpu(network, made.cuda, by_sampling=False)
    export_gpu(network, made.gpu, by_sampling=True)
    return made


@pytest.fixture(scope="session")
def graphs(exported: Graphs) -> tuple[Path, Path]:
    """The network's encode and enhance graphs."""
    return exported.encode, exported.enhance


@pytest.fixture(scope="session")
def engine(graphs: tuple[Path, Path]) -> OnnxEngine:
    return OnnxEngine(*graphs, "CPUExecutionProvider", "for tests")
