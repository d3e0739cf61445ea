"""A network of 8 bits: from a trained one in float32 to its graph."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch

from hime_core.network import Hime, HimeConfig
from training.fitting.narrow import narrow
from training.fitting.ranges import with_rounding
from training.shipping.eight_bits import without_rounding, write_eight_bits
from training.shipping.export import export, export_onnx, read_entries

CONFIG = HimeConfig(4, 16, 2, 1, 3)


def batches(count: int) -> list[tuple[torch.Tensor, torch.Tensor]]:
    g = torch.Generator().manual_seed(0)
    return [(torch.rand(2, 3, 24, 24, generator=g), torch.rand(2, 2, 3, 96, 96, generator=g)) for _ in range(count)]


@pytest.fixture(scope="module")
def plain() -> Hime:
    torch.manual_seed(0)
    network = Hime(CONFIG).eval()
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.add_(0.03 * torch.randn_like(parameter))
    return network


@pytest.fixture(scope="module")
def network(plain: Hime) -> Hime:
    return with_rounding(plain, batches(4)).eval()


@pytest.fixture(scope="module")
def narrow_network(plain: Hime) -> Hime:
    """With fewer channels where that costs least, as hime_fast_x4 has."""
    shape = replace(CONFIG, inner_width=8, narrow_blocks=1, sampled_width=6)
    return with_rounding(narrow(Hime(shape), plain, batches(4)), batches(4)).eval()


@pytest.fixture(scope="module")
def models(network: Hime, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("models")
    export(network, folder, "net", "Apache-2.0", "a test")
    return folder


def test_a_network_that_gets_rounding_makes_nearly_the_same_pictures(plain: Hime, network: Hime) -> None:
    (lr, exemplars) = batches(5)[4]
    with torch.inference_mode():
        before, after = plain(lr, exemplars)[0], network(lr, exemplars)[0]
        bicubic = plain.upsample(lr)
    apart, added = (before - after).square().mean(), (before - bicubic).square().mean()
    assert 0 < apart < 1e-3 * added  # 30 dB below what the network adds
    assert (plain.config.rounded, network.config.rounded) == (False, True)


def test_without_rounding_it_is_the_network_from_before(plain: Hime, network: Hime) -> None:
    (lr, exemplars) = batches(1)[0]
    with torch.inference_mode():
        assert torch.equal(without_rounding(network)(lr, exemplars)[0], plain(lr, exemplars)[0])


def session(path: Path, optimised: Path | None = None) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    if optimised:
        options.optimized_model_filepath = str(optimised)
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


@pytest.mark.parametrize("which", ["network", "narrow_network"])
def test_the_graph_makes_the_pictures_of_the_rounded_network(
    which: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    network: Hime = request.getfixturevalue(which)
    plain = without_rounding(network)
    export_onnx(plain, tmp_path / "encode.onnx", tmp_path / "enhance.onnx")
    write_eight_bits(network, tmp_path / "enhance.onnx", tmp_path / "eight_bits.onnx")
    graph = session(tmp_path / "eight_bits.onnx")
    (lr, exemplars) = batches(1)[0]
    with torch.inference_mode():
        features = network.encode_sets(exemplars)
        expected, _ = network.enhance(lr, features)
        exact, _ = plain.enhance(lr, features)
    sr, _ = graph.run(None, {"lr": lr.numpy(), "references": features.numpy(), "present": np.ones((2, 2), np.float32)})
    apart = float(np.square(sr - expected.numpy()).mean())
    noise = float((exact - expected).square().mean())
    # a value that lies midway between two levels may become either, and later layers feel it
    assert apart < 0.5 * noise


def test_the_graph_computes_every_rounded_convolution_in_whole_numbers(
    network: Hime, models: Path, tmp_path: Path
) -> None:
    import onnx

    session(models / "net.eight_bits.onnx", tmp_path / "optimised.onnx")
    kinds = Counter(node.op_type for node in onnx.load(str(tmp_path / "optimised.onnx")).graph.node)
    assert kinds["QLinearConv"] == 2 * (CONFIG.lr_blocks + CONFIG.reconstruction_blocks) + 3
    assert (
        kinds["QLinearAdd"] == CONFIG.lr_blocks + CONFIG.reconstruction_blocks - 2
    )  # the last sum of each stays exact
    # Channels move where whole numbers begin and end, and not in between. There are three such places: two rows of
    # blocks and the offsets. At each they move once at the beginning, and at most twice at the end.
    assert kinds["Transpose"] <= 9


def test_in_the_graph_nothing_is_rounded_after_it_was_copied(models: Path) -> None:
    import onnx

    nodes = onnx.load(str(models / "net.eight_bits.onnx")).graph.node
    made_by = {name: node.op_type for node in nodes for name in node.output}
    rounded = [made_by.get(node.input[0]) for node in nodes if node.op_type == "QuantizeLinear"]
    assert rounded and not {"Concat", "Expand", "Reshape", "Unsqueeze"} & set(rounded)
    read = {name for node in nodes for name in node.input} | {"sr", "weights"}
    assert all(read.intersection(node.output) for node in nodes)


def test_the_other_graphs_do_not_round(plain: Hime, models: Path) -> None:
    graph = session(models / "net.enhance.onnx")
    (lr, exemplars) = batches(1)[0]
    with torch.inference_mode():
        features = plain.encode_sets(exemplars)
        expected, _ = plain.enhance(lr, features)
    inputs = {"lr": lr.numpy(), "references": features.numpy(), "present": np.ones((2, 2), np.float32)}
    assert np.abs(graph.run(None, inputs)[0] - expected.numpy()).max() < 1e-4


def test_the_graph_is_registered(models: Path) -> None:
    files = [file["name"] for file in read_entries(models / "registry.yaml")["net"]["files"]]
    assert files[-1] == "net.eight_bits.onnx"


def test_a_range_that_begins_below_zero_behind_a_relu_is_refused(plain: Hime, tmp_path: Path) -> None:
    network = with_rounding(plain, batches(1)).eval()
    network.load_state_dict(network.state_dict() | {"reconstructor.body.0.between.low": torch.tensor(-1.0)})
    export_onnx(plain, tmp_path / "encode.onnx", tmp_path / "enhance.onnx")
    with pytest.raises(ValueError, match="begins below zero"):
        write_eight_bits(network, tmp_path / "enhance.onnx", tmp_path / "eight_bits.onnx")
