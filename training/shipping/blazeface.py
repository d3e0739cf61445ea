"""Converts Google's BlazeFace file (.tflite) to ONNX, operation by operation. The weights stay as they are.

Between the operations, channels of zeros are added to make whole blocks of channels, since ONNX Runtime uses its fast
kernels only for whole blocks. That makes the network a quarter faster, and changes none of its numbers.
"""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnx
import tflite
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from hime_core.assets import models_folder, read_registry, verify, write_atomically
from hime_core.detector.load import BLAZEFACE_MODEL

# The ONNX file uses this version of ONNX's operations.
OPSET = 20
# ONNX Runtime computes this many channels at once on processors with AVX-512, and half as many on others.
CHANNEL_BLOCK = 16
# The ONNX file has this version of ONNX's format, which ONNX Runtime 1.18 and newer read.
IR_VERSION = 10
# An output with this many numbers for each anchor has this name.
OUTPUT_NAMES = {1: "scores", 16: "boxes"}
# BlazeFace's tensors have these types. tflite names a type by a number.
TENSOR_TYPES = {0: np.float32, 1: np.float16, 2: np.int32}
# Operations have these names. tflite names an operation by a number.
OPERATOR_NAMES = {number: name for name, number in vars(tflite.BuiltinOperator).items() if isinstance(number, int)}


def convert(source: Path, out: Path) -> None:
    """Write OUT, an ONNX file with the source's network.

    Its input is `image`, 1×3×128×128 RGB from -1 to 1. Its outputs are `boxes`, 1×896×16, and `scores`, 1×896×1. Raises
    UsageError if the source is not the file that the registry names.
    """
    (google,) = (file for file in read_registry(models_folder())[BLAZEFACE_MODEL].files if file.sources)
    verify(google, source)
    nodes, weights = _Conversion(tflite.Model.GetRootAsModel(source.read_bytes(), 0)).nodes()
    outputs = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, 896, each]) for each, name in OUTPUT_NAMES.items()
    ]
    graph = helper.make_graph(
        nodes,
        BLAZEFACE_MODEL,
        [helper.make_tensor_value_info("image", TensorProto.FLOAT, [1, 3, 128, 128])],
        outputs,
        weights,
    )
    result = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=IR_VERSION)
    onnx.checker.check_model(result, full_check=True)
    write_atomically(out, result.SerializeToString(deterministic=True))


class _Conversion:
    """The operations of the registered file, in their order. tflite's pictures are N×H×W×C, ONNX's are N×C×H×W.

    In this file no operation has an activation inside, the padding "SAME" is right for every convolution, other
    operations pad only channels, and all pooling is 2×2. So the conversion does not check for other cases.
    """

    def __init__(self, model: tflite.Model):
        self._model, self._graph = model, model.Subgraphs(0)
        self._widened: dict[int, NDArray[np.float32]] = {}  # by tensor: float16 weights as float32
        self._weights: list[onnx.TensorProto] = []
        # By tensor: another tensor that has the same values once channels of zeros are added.
        self._same: dict[int, int] = {}
        operators = [self._graph.Operators(i) for i in range(self._graph.OperatorsLength())]
        # Tensors that become anchors get no channels of zeros, since their channels are the network's outputs.
        self._outputs = {int(o.InputsAsNumpy()[0]) for o in operators if self._kind(o) == "RESHAPE"}

    def nodes(self) -> tuple[list[onnx.NodeProto], list[onnx.TensorProto]]:
        """All operations as ONNX nodes, and the weights that these nodes name."""
        kinds: dict[str, Callable[[tflite.Operator, list[int], int], list[onnx.NodeProto]]] = {
            "DEQUANTIZE": self._widen,
            "CONV_2D": self._convolution,
            "DEPTHWISE_CONV_2D": self._convolution,
            "RELU": self._relu,
            "ADD": self._add,
            "PAD": self._pad,
            "MAX_POOL_2D": self._pool,
            "RESHAPE": self._reshape,
            "CONCATENATION": self._concatenate,
        }
        nodes = []
        for number in range(self._graph.OperatorsLength()):
            operator = self._graph.Operators(number)
            inputs, output = [int(i) for i in operator.InputsAsNumpy()], int(operator.OutputsAsNumpy()[0])
            nodes += kinds[self._kind(operator)](operator, inputs, output)
        return nodes, self._weights

    def _kind(self, operator: tflite.Operator) -> str:
        return OPERATOR_NAMES[self._model.OperatorCodes(operator.OpcodeIndex()).BuiltinCode()]

    def _shape(self, tensor: int) -> list[int]:
        return [int(side) for side in self._graph.Tensors(tensor).ShapeAsNumpy()]

    def _channels(self, tensor: int) -> int:
        """The number of channels that a tensor has in the ONNX file, with the channels of zeros."""
        channels, whole = self._shape(tensor)[3], tensor in self._outputs or tensor == int(self._graph.Inputs(0))
        return channels if whole else -(-channels // CHANNEL_BLOCK) * CHANNEL_BLOCK

    def _name(self, tensor: int) -> str:
        tensor = self._same.get(tensor, tensor)
        return "image" if tensor == int(self._graph.Inputs(0)) else f"t{tensor}"

    def _stored(self, tensor: int) -> NDArray:
        held = self._graph.Tensors(tensor)
        values = self._model.Buffers(held.Buffer()).DataAsNumpy()
        return np.frombuffer(values.tobytes(), TENSOR_TYPES[held.Type()]).reshape(self._shape(tensor))

    def _weight(self, name: str, values: NDArray) -> str:
        self._weights.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def _widen(self, operator: tflite.Operator, inputs: list[int], output: int) -> list[onnx.NodeProto]:
        self._widened[output] = self._stored(inputs[0]).astype(np.float32)
        return []

    def _convolution(self, operator: tflite.Operator, inputs: list[int], output: int) -> list[onnx.NodeProto]:
        depthwise = self._kind(operator) == "DEPTHWISE_CONV_2D"
        options = tflite.DepthwiseConv2DOptions() if depthwise else tflite.Conv2DOptions()
        table = operator.BuiltinOptions()
        options.Init(table.Bytes, table.Pos)
        weights = self._widened[inputs[1]].transpose((3, 0, 1, 2) if depthwise else (0, 3, 1, 2))
        kernel, stride = weights.shape[2], options.StrideH()
        shape = self._channels(output), 1 if depthwise else self._channels(inputs[0]), kernel, kernel
        before, after = same_padding(self._shape(inputs[0])[1], kernel, stride)
        return [
            helper.make_node(
                "Conv",
                [
                    self._name(inputs[0]),
                    self._weight(f"w{output}", _filled(weights, shape)),
                    self._weight(f"b{output}", _filled(self._widened[inputs[2]], shape[:1])),
                ],
                [self._name(output)],
                kernel_shape=[kernel, kernel],
                strides=[stride, stride],
                pads=[before, before, after, after],
                group=shape[0] if depthwise else 1,
            )
        ]

    def _relu(self, operator: tflite.Operator, inputs: list[int], output: int) -> list[onnx.NodeProto]:
        return [helper.make_node("Relu", [self._name(inputs[0])], [self._name(output)])]

    def _add(self, operator: tflite.Operator, inputs: list[int], output: int) -> list[onnx.NodeProto]:
        return [helper.make_node("Add", [self._name(i) for i in inputs], [self._name(output)])]

    def _pad(self, operator: tflite.Operator, inputs: list[int], output: int) -> list[onnx.NodeProto]:
        missing = self._channels(output) - self._channels(inputs[0])
        if missing == 0:
            self._same[output] = self._same.get(inputs[0], inputs[0])
            return []
        pads = np.array([0, 0, 0, 0, 0, missing, 0, 0], np.int64)
        return [
            helper.make_node("Pad", [self._name(inputs[0]), self._weight(f"p{output}", pads)], [self._name(output)])
        ]

    def _pool(self, operator: tflite.Operator, inputs: list[int], output: int) -> list[onnx.NodeProto]:
        names = [self._name(inputs[0])], [self._name(output)]
        return [helper.make_node("MaxPool", *names, kernel_shape=[2, 2], strides=[2, 2])]

    def _reshape(self, operator: tflite.Operator, inputs: list[int], output: int) -> list[onnx.NodeProto]:
        """Makes anchors from cells, in the source's order. For this, channels come last before the reshaping."""
        shape = self._weight(f"s{output}", np.array(self._shape(output), np.int64))
        return [
            helper.make_node("Transpose", [self._name(inputs[0])], [f"cells{output}"], perm=[0, 2, 3, 1]),
            helper.make_node("Reshape", [f"cells{output}", shape], [self._name(output)]),
        ]

    def _concatenate(self, operator: tflite.Operator, inputs: list[int], output: int) -> list[onnx.NodeProto]:
        return [
            helper.make_node("Concat", [self._name(i) for i in inputs], [OUTPUT_NAMES[self._shape(output)[2]]], axis=1)
        ]


def same_padding(side: int, kernel: int, stride: int) -> tuple[int, int]:
    """The numbers of zeros that TensorFlow's padding "SAME" puts before and after.

    With them, ceil(side / stride) outputs fit. If the sum is odd, one more zero comes after than before.
    """
    total = max((-(-side // stride) - 1) * stride + kernel - side, 0)
    return total // 2, total - total // 2


def _filled(weights: NDArray[np.float32], shape: tuple[int, ...]) -> NDArray[np.float32]:
    """The weights in this shape, with zeros added at the ends."""
    return np.pad(weights, [(0, wanted - there) for wanted, there in zip(shape, weights.shape, strict=True)])
