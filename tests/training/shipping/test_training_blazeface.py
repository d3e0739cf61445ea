from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import numpy_helper

from hime_core.assets import locate
from hime_core.detector.load import BLAZEFACE_MODEL
from hime_core.errors import UsageError
from training.cli import main
from training.shipping.blazeface import CHANNEL_BLOCK, convert, same_padding


@pytest.mark.parametrize(
    ("side", "kernel", "stride", "padding"),
    [(128, 5, 2, (1, 2)), (64, 3, 1, (1, 1)), (64, 3, 2, (0, 1)), (8, 1, 1, (0, 0))],
)
def test_padding_is_tensorflow_s(side: int, kernel: int, stride: int, padding: tuple[int, int]) -> None:
    assert same_padding(side, kernel, stride) == padding


def test_the_shipped_file_is_made_of_google_s(tmp_path: Path, google_file: Path) -> None:
    made = tmp_path / "made.onnx"
    assert main(["convert-detector", str(google_file), "--out", str(made)]) == 0
    ours, shipped = onnx.load(made).graph, onnx.load(locate(BLAZEFACE_MODEL, "onnx")).graph
    assert [node.SerializeToString() for node in ours.node] == [node.SerializeToString() for node in shipped.node]
    for one, other in zip(ours.initializer, shipped.initializer, strict=True):
        np.testing.assert_array_equal(numpy_helper.to_array(one), numpy_helper.to_array(other))


def test_channels_come_in_whole_blocks() -> None:
    graph = onnx.load(locate(BLAZEFACE_MODEL, "onnx")).graph
    shapes = {weights.name: tuple(weights.dims) for weights in graph.initializer}
    ends = {node.input[0] for node in graph.node if node.op_type == "Transpose"}
    inner = [n for n in graph.node if n.op_type == "Conv" and n.output[0] not in ends]
    assert len(inner) == 33 and all(shapes[node.input[1]][0] % CHANNEL_BLOCK == 0 for node in inner)


@pytest.mark.parametrize("content", [b"", b"not a model, though long enough to look for a table in it" * 9, None])
def test_what_is_no_such_file_is_one_line(
    content: bytes | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "model.tflite"
    if content is not None:
        source.write_bytes(content)
    with pytest.raises(UsageError, match=r"corrupt|missing"):
        convert(source, tmp_path / "out.onnx")
    assert main(["convert-detector", str(source), "--out", str(tmp_path / "out.onnx")]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert not (tmp_path / "out.onnx").exists()
