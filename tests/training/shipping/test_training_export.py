import json
import pickle
import shutil
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
import torch
import yaml
from safetensors import safe_open
from safetensors.torch import save, save_file

from hime_core.assets import locate, models_folder, read_registry, sha256_of
from hime_core.errors import UsageError
from hime_core.network import Hime, HimeConfig
from hime_core.network.rfa import Rfa
from hime_core.runtime import OnnxEngine, locate_graphs
from hime_core.runtime.agreement import answer, trial
from hime_core.runtime.gpu import GpuEngine
from training.cli import main
from training.fitting.checkpoint import blend, load_weights
from training.shipping.complexity import cost
from training.shipping.export import (
    BURST_GRAPHS,
    EIGHT_BITS,
    GRAPHS,
    REGISTRY_HEADER,
    export,
    export_onnx,
    in_order,
    same_tensors,
)
from training.shipping.origin import origin

CONFIG = HimeConfig(4, 8, 1, 1, 2)
OTHER = {"licence": "MIT", "about": "another", "files": [{"name": "o.bin", "sha256": 64 * "0"}]}

Session = onnxruntime.InferenceSession


def perturbed(seed: int = 0) -> Hime:
    torch.manual_seed(seed)
    network = Hime(CONFIG).eval()
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.add_(0.02 * torch.randn_like(parameter))
    return network


def checkpoint(path: Path, network: Hime, averaged: Hime) -> Path:
    """What `fit` writes, as far as it is read again."""
    state = {"network": network.state_dict(), "ema": averaged.state_dict(), "step": 40, "revision": "abc"}
    told = {"network": vars(CONFIG), "sets": [{"path": f"/home/somebody/{path.stem}/train"}], "seed": 5}
    torch.save(state | {"config": told}, path)
    return path


def blended() -> Hime:
    """A quarter of the way from one network to another."""
    network, other = perturbed(1), perturbed(2).state_dict()
    network.load_state_dict({name: 0.75 * one + 0.25 * other[name] for name, one in network.state_dict().items()})
    return network


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A models folder with another model, into which a blend of two checkpoints' networks was exported as "net"."""
    folder = tmp_path_factory.mktemp("models")
    (folder / "registry.yaml").write_text("# hand-written\n" + yaml.safe_dump({"other": OTHER}))
    a, b = (checkpoint(folder / f"{seed}.pt", perturbed(0), perturbed(seed)) for seed in (1, 2))
    named = [
        "--out",
        str(folder),
        "--name",
        "net",
        "--licence",
        "Apache-2.0",
        "--tier",
        "research",
        "--about",
        "a test",
    ]
    assert main(["export", "--weights", str(a), "--blend", str(b), "--share", "0.25", *named]) == 0
    a.unlink()
    b.unlink()
    return folder


def graph(path: Path) -> Session:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return Session(str(path), options, providers=["CPUExecutionProvider"])


@pytest.fixture(scope="module")
def sessions(models: Path) -> tuple[Session, Session]:
    return graph(models / "net.encode.onnx"), graph(models / "net.enhance.onnx")


def assert_graphs_equal_torch(
    sessions: tuple[Session, Session], network: Hime, batch: int, references: int, height: int, width: int
) -> None:
    """SR within 1e-4, CoFA weights within 1e-3. The graph wants one reference at least: zero is one that is absent."""
    encode, enhance = sessions
    g = torch.Generator().manual_seed(references)
    lr = torch.rand(batch, 3, height, width, generator=g)
    exemplars = torch.rand(batch, references, 3, 4 * height, 4 * width, generator=g)
    with torch.inference_mode():
        sr, weights = network(lr, exemplars)
        without, _ = network(lr, exemplars[:, :0])
    features = np.zeros((batch, max(1, references), network.rfa.kept_channels, height, width), np.float32)
    for i in range(batch if references else 0):
        (features[i],) = encode.run(None, {"exemplars": exemplars[i].numpy()})
    present = np.full(features.shape[:2], bool(references), np.float32)
    inputs = {"lr": lr.numpy(), "references": features, "present": present}
    onnx_sr, onnx_weights = enhance.run(["sr", "weights"], inputs)
    np.testing.assert_allclose(onnx_sr, sr, atol=1e-4, rtol=0)
    # A ratio of sigmoids: where all of a pixel's scores are near zero, as on noise, it magnifies the rounding of both.
    np.testing.assert_allclose(onnx_weights[:, :references], weights, atol=1e-3, rtol=0)
    assert (np.abs(onnx_sr - without.numpy()).max() > 1e-3) == bool(references)  # references pass through the graph


@pytest.mark.parametrize("references", [0, 1, 3, 8])
@pytest.mark.parametrize(("batch", "height", "width"), [(1, 16, 16), (2, 24, 40)])
def test_graphs_equal_torch(
    sessions: tuple[Session, Session], batch: int, references: int, height: int, width: int
) -> None:
    assert_graphs_equal_torch(sessions, blended(), batch, references, height, width)


def test_shipped_graphs_equal_the_shipped_weights() -> None:
    weights, *graphs = (locate("hime_small_x4", end) for end in ("safetensors", "encode.onnx", "enhance.onnx"))
    encode, enhance = (graph(path) for path in graphs)
    assert_graphs_equal_torch((encode, enhance), load_weights(weights), 1, 3, 32, 32)


def test_shipped_graphs_carry_the_multiply_adds_of_the_shipped_network() -> None:
    weights, *graphs = (locate("hime_small_x4", end) for end in ("safetensors", "encode.onnx", "enhance.onnx"))
    encode, enhance = (graph(path).get_modelmeta().custom_metadata_map for path in graphs)
    per_exemplar, alone, per_reference = (
        int(facts[key])
        for facts, key in (
            (encode, "macs_per_pixel"),
            (enhance, "macs_per_pixel"),
            (enhance, "macs_per_pixel_per_reference"),
        )
    )
    per_pixel = alone + 3 * (per_reference + per_exemplar)
    _, gmacs = cost(load_weights(weights).config, 48, 3)
    assert 48**2 * per_pixel == pytest.approx(gmacs * 1e9)


@pytest.mark.parametrize(("alignment", "aggregation"), [("dconv-flow", "cofa"), ("conv", "max"), ("dconv", "average")])
def test_graphs_of_the_other_variants_equal_torch(tmp_path: Path, alignment: str, aggregation: str) -> None:
    torch.manual_seed(0)
    network = Hime(HimeConfig(4, 8, 1, 1, 2, alignment, aggregation, flow_levels=3)).eval()
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.add_(0.05 * torch.randn_like(parameter))
    export_onnx(network, tmp_path / "encode.onnx", tmp_path / "enhance.onnx")
    both = graph(tmp_path / "encode.onnx"), graph(tmp_path / "enhance.onnx")
    assert_graphs_equal_torch(both, network, 2, 3, 24, 40)


def test_the_sampling_form_gives_what_deformable_convolution_gives(tmp_path: Path) -> None:
    """The shipped network in float32, exported in both forms: SR within 1e-5."""
    network = load_weights(locate("hime_small_x4_webcam", "safetensors"))
    assert isinstance(network.rfa, Rfa)
    network.rfa.always_by_sampling = True
    export_onnx(network, tmp_path / "encode.onnx", tmp_path / "enhance.onnx")
    sampling, deformable = graph(tmp_path / "enhance.onnx"), graph(locate("hime_small_x4_webcam", "enhance.onnx"))
    assert {"DeformConv"} == kinds(locate("hime_small_x4_webcam", "enhance.onnx")) - kinds(tmp_path / "enhance.onnx")
    rng = np.random.default_rng(0)
    for side in (16, 64):
        lr, exemplars = rng.random((1, 3, side, side), np.float32), rng.random((3, 3, 4 * side, 4 * side), np.float32)
        (features,) = graph(tmp_path / "encode.onnx").run(None, {"exemplars": exemplars})
        inputs = {"lr": lr, "references": features[None], "present": np.ones((1, 3), np.float32)}
        a, b = (session.run(["sr"], inputs)[0] for session in (sampling, deformable))
        np.testing.assert_allclose(a, b, atol=1e-5, rtol=0)


def kinds(path: Path) -> set[str]:
    return {node.op_type for node in onnx.load(path).graph.node}


def test_every_network_that_ships_has_all_graphs() -> None:
    for name, model in read_registry(models_folder()).items():
        if name.startswith("hime_"):
            more = [EIGHT_BITS] if name == "hime_fast_x4" else []
            graphs = BURST_GRAPHS if model.one_frame else GRAPHS
            assert [f.name for f in model.files] == [f"{name}.{ending}" for ending in ("safetensors", *graphs, *more)]


@pytest.mark.parametrize("model", ["hime_small_x4_webcam", "hime_large_x4"])
def test_shipped_half_precision_graphs_are_a_level_apart_at_most(model: str) -> None:
    paths = locate_graphs(model)
    reference = OnnxEngine(paths.encode, paths.enhance, "CPUExecutionProvider", "")
    tried = trial(reference.scale)
    expected = answer(reference, tried)
    for half in (paths.cuda, paths.gpu):
        given = answer(GpuEngine(paths.encode, half, "CPUExecutionProvider", ""), tried)
        assert max(np.abs(a.astype(int) - b).max() for a, b in zip(expected.sr, given.sr, strict=True)) <= 1
        assert given.weights == pytest.approx(expected.weights, abs=1e-3)


def test_export_registers_what_it_wrote(models: Path) -> None:
    entry = read_registry(models)["net"]
    assert (entry.licence, entry.about, entry.tier) == ("Apache-2.0", "a test", "research")
    assert [f.name for f in entry.files] == ["net.safetensors", *(f"net.{ending}" for ending in GRAPHS)]
    assert all(f.sha256 == sha256_of(models / f.name) for f in entry.files)
    assert {p.name for p in models.iterdir()} == {"registry.yaml", *(f.name for f in entry.files)}


def test_export_keeps_other_entries_and_writes_the_header(models: Path) -> None:
    text = (models / "registry.yaml").read_text()
    assert text.startswith(REGISTRY_HEADER)
    assert all(line.startswith("#") for line in REGISTRY_HEADER.splitlines())
    assert yaml.safe_load(text)["other"] == OTHER
    assert (models_folder() / "registry.yaml").read_text().startswith(REGISTRY_HEADER)


def test_exported_weights_are_the_averaged_ones_and_a_blend_lies_between(models: Path) -> None:
    network = load_weights(models / "net.safetensors")
    assert network.config == CONFIG
    assert not network.training
    for name, value in blended().state_dict().items():
        torch.testing.assert_close(network.state_dict()[name], value)


@pytest.mark.parametrize(("licence", "about"), [(None, "x"), ("MIT", None), (None, None)])
def test_a_new_entry_needs_licence_and_text(tmp_path: Path, licence: str | None, about: str | None) -> None:
    with pytest.raises(UsageError, match="net is new there"):
        export(perturbed(), tmp_path / "models", "net", licence, about)
    assert not list(tmp_path.glob("models/*"))


def test_an_entry_keeps_its_terms_and_drops_its_figures_when_exported_again(tmp_path: Path, models: Path) -> None:
    out = tmp_path / "models"
    shutil.copytree(models, out)
    registry = yaml.safe_load((out / "registry.yaml").read_text())
    registry["net"]["metrics"] = {"psnr": 30.0}
    (out / "registry.yaml").write_text(yaml.safe_dump(registry))
    hashes = export(perturbed(2), out, "net", None, "second")
    assert "metrics" not in yaml.safe_load((out / "registry.yaml").read_text())["net"]
    entry = read_registry(out)["net"]
    assert (entry.licence, entry.about, entry.tier) == ("Apache-2.0", "second", "research")
    assert {f.name: f.sha256 for f in entry.files} == hashes
    assert all(sha256_of(out / name) == sha256 != sha256_of(models / name) for name, sha256 in hashes.items())
    assert (out / "registry.yaml").read_text().count(REGISTRY_HEADER) == 1


def test_weights_are_the_same_whatever_else_their_file_says(tmp_path: Path) -> None:
    """An entry keeps its figures then."""
    files = [tmp_path / name for name in ("absent", "one", "two", "other")]
    for path, seed, about in zip(files[1:], (0, 0, 1), ("x", "a longer text", "x"), strict=True):
        path.write_bytes(in_order(save(perturbed(seed).state_dict(), metadata={"about": about})))
    assert files[1].read_bytes() != files[2].read_bytes()
    assert [same_tensors(file, files[2]) for file in files] == [False, True, True, False]


def test_every_hime_network_that_ships_says_who_may_use_it() -> None:
    ours = {name: model for name, model in read_registry(models_folder()).items() if name.startswith("hime_")}
    assert len(ours) > 4
    for name, model in ours.items():
        assert model.tier == ("research" if "research" in name else "open"), name
        assert ("NC" in model.licence) == (model.tier == "research"), name


def test_a_blend_needs_the_same_network_and_a_share(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(UsageError, match="another network"):
        blend(perturbed(), Hime(HimeConfig(8, 8, 1, 1, 2)), 0.5)
    with pytest.raises(SystemExit, match="2"):
        main(["export", "--weights", "a.pt", "--blend", "b.pt", "--share", "1.5", "--name", "net"])
    assert "must be 0 to 1" in capsys.readouterr().err


def test_a_share_of_nothing_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    weights = tmp_path / "a.safetensors"
    assert main(["export", "--weights", str(weights), "--name", "net", "--share", "0.5"]) == 2
    assert "--blend" in capsys.readouterr().err


class Bomb:
    """A pickle that would run code."""

    def __reduce__(self) -> tuple[Callable[..., object], tuple[str]]:
        return Path.touch, (Path("bomb"),)


@pytest.mark.parametrize("ending", ["pt", "safetensors"])
@pytest.mark.parametrize("damage", ["empty", "garbage", "cut", "pickle"])
def test_damaged_weights_are_told_in_one_line(
    tmp_path: Path, models: Path, monkeypatch: pytest.MonkeyPatch, ending: str, damage: str
) -> None:
    monkeypatch.chdir(tmp_path)
    whole = checkpoint(tmp_path / "whole", perturbed(), perturbed()) if ending == "pt" else models / "net.safetensors"
    data = {
        "empty": b"",
        "garbage": b"\0garbage\n" * 99,
        "cut": whole.read_bytes()[:10_000],
        "pickle": pickle.dumps({"config": Bomb()}, protocol=2),
    }
    path = tmp_path / f"weights.{ending}"
    path.write_bytes(data[damage])
    assert_refused(path)
    assert not (tmp_path / "bomb").exists()


def test_weights_of_something_else_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "last.pt"
    assert_refused(path)
    torch.save({"step": 3}, path)
    assert_refused(path)
    torch.save({"ema": Hime(HimeConfig(4, 6, 1, 1, 2)).state_dict(), "config": {"network": vars(CONFIG)}}, path)
    assert_refused(path)
    save_file({"weight": torch.zeros(3)}, tmp_path / "other.safetensors")
    assert_refused(tmp_path / "other.safetensors")


def assert_refused(path: Path) -> None:
    with pytest.raises(UsageError) as error:
        load_weights(path)
    assert str(error.value).startswith(f"{path}: ")
    assert "\n" not in str(error.value)


def test_exported_weights_say_where_they_come_from_and_keep_it(models: Path, tmp_path: Path) -> None:
    with safe_open(models / "net.safetensors", "pt") as file:
        told = file.metadata()
    assert json.loads(told.pop("config")) == vars(CONFIG)
    assert told.pop("hime") == version("hime")
    assert json.loads(told.pop("settings")) == {"seed": 5}
    assert told == {
        "licence": "Apache-2.0",
        "data": "1, 2",
        "step": "40",
        "revision": "abc",
        "blend": "0.25 of the second weights",
    }
    again = origin(models / "net.safetensors") | {"config": json.dumps(vars(CONFIG))}
    data = save(load_weights(models / "net.safetensors").state_dict(), metadata=again)
    assert in_order(data) == (models / "net.safetensors").read_bytes()


def test_graphs_tell_nothing_of_where_they_were_made(models: Path) -> None:
    here = str(Path(__file__).resolve().parents[3]).encode()
    for graph in models.glob("*.onnx"):
        assert here not in graph.read_bytes()
