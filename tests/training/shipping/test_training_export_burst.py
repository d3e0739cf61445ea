"""The export of a network that makes use of earlier frames."""

import copy
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from hime_core.assets import read_registry, sha256_of
from hime_core.errors import UsageError
from hime_core.network import Hime, HimeConfig
from hime_core.network.hime import Past
from hime_core.runtime.sessions import CPU, open_session
from training.shipping.export import export, export_gpu, export_onnx, read_entries, register

MIT = "MIT", "a test"


@pytest.fixture(scope="module")
def single() -> Hime:
    """The network for one frame."""
    torch.manual_seed(0)
    return Hime(HimeConfig(4, 8, 1, 1, 2)).eval()


@pytest.fixture(scope="module")
def following(single: Hime) -> Hime:
    """A network with a burst that works with the other's exemplars."""
    made = Hime(replace(single.config, burst=True)).eval()
    made.load_state_dict(single.state_dict(), strict=False)
    assert made.burst is not None
    with torch.no_grad():
        for parameter in made.burst.parameters():
            parameter.add_(0.05 * torch.randn_like(parameter))
    return made


@pytest.fixture(scope="module")
def folder(single: Hime, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the graphs of the network for one frame, as "one"."""
    made = tmp_path_factory.mktemp("models")
    export_onnx(single, made / "one.encode.onnx", made / "one.enhance.onnx")
    return made


def test_a_network_with_a_burst_is_not_exported_without_its_network_for_one_frame(
    following: Hime, single: Hime, tmp_path: Path
) -> None:
    for wrong, one_frame in ((following, None), (single, "one")):
        with pytest.raises(UsageError, match="net: --one-frame is needed with a burst"):
            export(wrong, tmp_path, "net", *MIT, one_frame=one_frame)


def test_a_network_that_encodes_exemplars_otherwise_is_not_exported(
    following: Hime, folder: Path, tmp_path: Path
) -> None:
    other = copy.deepcopy(following)
    with torch.no_grad():
        next(other.hr_extractor.parameters()).mul_(1.01)
    with pytest.raises(UsageError, match=r"one\.encode\.onnx: is missing"):
        export(other, tmp_path, "net", *MIT, one_frame="one")
    shutil.copyfile(folder / "one.encode.onnx", tmp_path / "one.encode.onnx")
    with pytest.raises(UsageError, match="encodes exemplars otherwise"):
        export(other, tmp_path, "net", *MIT, one_frame="one")
    assert [file.name for file in tmp_path.iterdir()] == ["one.encode.onnx"]


def copied(graph: Path) -> Callable[..., object]:
    """In place of a function that writes a graph, since that takes long."""
    return lambda network, path, **_: shutil.copyfile(graph, path)


@torch.inference_mode()
def test_its_graphs_are_registered_and_equal_torch(
    following: Hime, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The graph for CUDA is the one for other GPUs here: burst.py is the same in both."""
    gpu = folder / "for_any_gpu.onnx"
    with torch.inference_mode(mode=False):
        export_gpu(following, gpu, by_sampling=True)
        monkeypatch.setattr("training.shipping.export.export_gpu", copied(gpu))
        hashes = export(following, folder, "many", *MIT, one_frame="one")
    entry = read_registry(folder)["many"]
    assert entry.one_frame == "one" and {file.name: file.sha256 for file in entry.files} == hashes
    assert set(hashes) == {"many.safetensors", *(f"many.{n}.onnx" for n in ("burst", "burst_cuda", "burst_gpu"))}
    assert all(sha256_of(folder / name) == sha256 for name, sha256 in hashes.items())
    lr, past = torch.rand(2, 3, 24, 16), Past(torch.rand(2, 2, 3, 24, 16), torch.tensor([[1.0, 1.0], [1.0, 0.0]]))
    references = following.encode_sets(torch.rand(2, 1, 3, 96, 64))
    expected, _ = following.enhance(lr, references, None, past)
    inputs = {"lr": lr, "references": references, "present": torch.ones(2, 1), "past": past.frames, "there": past.there}
    graph = open_session(folder / "many.burst.onnx", CPU)
    (sr,) = graph.run(["sr"], {name: value.numpy() for name, value in inputs.items()})
    np.testing.assert_allclose(sr, expected, atol=1e-4, rtol=0)
    assert np.abs(sr - following.enhance(lr, references)[0].numpy()).max() > 0.01  # earlier frames do matter here


def test_figures_stay_while_the_weights_are_the_same(
    following: Hime, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copyfile(folder / "one.encode.onnx", tmp_path / "one.encode.onnx")
    for name in ("burst", "gpu"):
        monkeypatch.setattr(f"training.shipping.export.export_{name}", copied(folder / "one.enhance.onnx"))
    export(following, tmp_path, "many", *MIT, one_frame="one")
    entry = read_entries(tmp_path / "registry.yaml")["many"] | {"metrics": {"psnr": 30.0}}
    register(tmp_path, "many", entry)
    export(following, tmp_path, "many", None, "another text")
    again = read_entries(tmp_path / "registry.yaml")["many"]
    assert again == entry | {"about": "another text"}
    other = copy.deepcopy(following)
    with torch.no_grad():
        next(other.lr_extractor.parameters()).mul_(1.01)
    export(other, tmp_path, "many", None, None)
    assert "metrics" not in read_entries(tmp_path / "registry.yaml")["many"]
