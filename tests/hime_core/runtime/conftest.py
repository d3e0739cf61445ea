"""A small exported network, at scale 8; the tests of training export at scale 4."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from hime_core.assets import sha256_of
from hime_core.network import Hime, HimeConfig
from hime_core.runtime import Graphs, OnnxEngine, locate_graphs
from training.shipping.export import export, export_gpu, export_onnx, register


@pytest.fixture(scope="session")
def network() -> Hime:
    torch.manual_seed(0)
    made = Hime(HimeConfig(8, 8, 1, 1, 2)).eval()
    with torch.no_grad():
        for parameter in made.parameters():
            parameter.add_(0.05 * torch.randn_like(parameter))
    return made


@pytest.fixture(scope="session")
def following(network: Hime) -> Hime:
    """A network with a burst that works with the other's exemplars."""
    torch.manual_seed(1)
    made = Hime(replace(network.config, burst=True)).eval()
    made.load_state_dict(network.state_dict(), strict=False)
    assert made.burst is not None
    with torch.no_grad():
        for parameter in made.burst.parameters():
            parameter.add_(0.05 * torch.randn_like(parameter))
    return made


@pytest.fixture(scope="session")
def exported(network: Hime, tmp_path_factory: pytest.TempPathFactory) -> Graphs:
    """All graphs of the network."""
    folder = tmp_path_factory.mktemp("graphs")
    made = Graphs(*(folder / f"one.{name}.onnx" for name in ("encode", "enhance", "cuda", "gpu")))
    export_onnx(network, made.encode, made.enhance)
    export_gpu(network, made.cuda, by_sampling=False)
    export_gpu(network, made.gpu, by_sampling=True)
    return made


@pytest.fixture(scope="session")
def remembering(exported: Graphs, following: Hime) -> Graphs:
    """The graphs of the network with a burst as "many", and those of "one", which enhances first frames.

    An export takes long, so the graph for CUDA is the one for other GPUs: burst.py is the same in both.
    """
    folder = exported.encode.parent
    files = [{"name": path.name, "sha256": sha256_of(path)} for path in sorted(folder.glob("one.*.onnx"))]
    register(folder, "one", {"licence": "MIT", "about": "a test", "files": files})
    gpu = folder / "for_any_gpu.onnx"
    export_gpu(following, gpu, by_sampling=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "training.shipping.export.export_gpu", lambda network, path, *, by_sampling: shutil.copyfile(gpu, path)
        )
        export(following, folder, "many", "MIT", "a test", one_frame="one")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("hime_core.runtime.graphs.models_folder", lambda: folder)
        patch.setattr("hime_core.assets.models_folder", lambda: folder)
        return locate_graphs("many")


@pytest.fixture(scope="session")
def graphs(exported: Graphs) -> tuple[Path, Path]:
    """The network's encode and enhance graphs."""
    return exported.encode, exported.enhance


@pytest.fixture(scope="session")
def engine(graphs: tuple[Path, Path]) -> OnnxEngine:
    return OnnxEngine(*graphs, "CPUExecutionProvider", "for tests")
