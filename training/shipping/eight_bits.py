"""Writes the enhance graph with most of its convolutions in 8 bits.

The graph of the same network in float32 gets, around each convolution that was trained with rounding, the nodes
QuantizeLinear and DequantizeLinear. ONNX Runtime computes what lies between them in whole numbers (QLinearConv). The
steps are those that the network was trained with (hime_core/network/rounding.py).
"""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import NodeProto, helper, numpy_helper

from hime_core.network import Hime
from hime_core.network.rounding import RoundedConv2d, Rounding, weight_steps

# For each of these operations, its first so many inputs are copied or put elsewhere as they are; None: all of them.
MOVERS: dict[str, int | None] = {"Concat": None, "Expand": 1, "Reshape": 1, "Unsqueeze": 1}


def without_rounding(network: Hime) -> Hime:
    """The same network in float32 alone."""
    plain = Hime(replace(network.config, rounded=False))
    plain.load_state_dict({name: t for name, t in network.state_dict().items() if name in plain.state_dict()})
    return plain.eval()


def write_eight_bits(network: Hime, enhance: Path, path: Path) -> None:
    """Write the graph for 8 bits. network: with rounding. enhance: the enhance graph of `without_rounding`."""
    model = onnx.load(str(enhance))
    made = _Nodes({tensor.name: tensor for tensor in model.graph.initializer})
    modules = {f"network.{name}": module for name, module in network.named_modules()}
    readers = {name: module for name, module in modules.items() if isinstance(module, RoundedConv2d)}
    ranges = {name: module for name, module in modules.items() if isinstance(module, Rounding)}
    places = {weight: _places(weight, ranges) for weight in readers}
    after: dict[str, str] = {}  # by a tensor's name: the name of the tensor that its readers now read
    relu_of: dict[str, Rounding] = {}  # by the output of a convolution: the rounding after the ReLU that reads it
    for node in model.graph.node:
        for i, name in enumerate(node.input):
            node.input[i] = after.get(name, name)
        weight = node.input[1].removesuffix(".weight") if node.op_type == "Conv" else ""
        if weight in readers:
            before, then, behind_relu = places[weight]
            seen = node.input[0]
            if not seen.endswith(".rounded"):
                seen = after[node.input[0]] = made.rounded(node.input[0], before)
            made.convolution(node, seen, readers[weight], before)
            if behind_relu:
                relu_of[node.output[0]] = then
            else:
                after[node.output[0]] = made.rounded(node.output[0], then)
            continue
        made.nodes.append(node)
        if node.op_type == "Relu" and node.input[0] in relu_of:
            after[node.output[0]] = made.rounded(node.output[0], relu_of[node.input[0]])
    graph = model.graph
    nodes = used_nodes(made.nodes, [output.name for output in graph.output])
    del graph.node[:], graph.initializer[:]
    graph.node.extend(nodes)
    used = {name for node in nodes for name in node.input}
    graph.initializer.extend(tensor for name, tensor in made.initializers.items() if name in used)
    onnx.checker.check_model(model)
    onnx.save(model, str(path))


def _places(convolution: str, ranges: dict[str, Rounding]) -> tuple[Rounding, Rounding, bool]:
    """The roundings before and after a convolution, and whether a ReLU comes before the second one."""
    place, last = convolution.rsplit(".", 1)
    if last == "offset":
        return ranges[f"{place}.offset_hidden.after"], ranges[f"{place}.found"], False
    first = last in ("conv1", "0")
    before, then = ("before", "between") if first else ("between", "after")
    return ranges[f"{place}.{before}"], ranges[f"{place}.{then}"], first or last == "2"


def used_nodes(nodes: list[NodeProto], wanted: Iterable[str]) -> list[NodeProto]:
    """The nodes, in order, without those that nothing wanted depends on. wanted: names of tensors."""
    needed, used = set(wanted), []
    for node in reversed(nodes):
        if needed.intersection(node.output):
            needed.update(node.input)
            used.append(node)
    return used[::-1]


class _Nodes:
    """The nodes and constants of the new graph."""

    def __init__(self, initializers: dict[str, onnx.TensorProto]):
        self.nodes: list[NodeProto] = []
        self.initializers = initializers

    def constant(self, name: str, value: NDArray[np.generic]) -> str:
        self.initializers[name] = numpy_helper.from_array(np.asarray(value), name)
        return name

    def rounded(self, name: str, rounding: Rounding) -> str:
        """Round a tensor to 8 bits and turn it back. Returns the name of the result."""
        step, zero = (float(value) for value in rounding.step_and_zero())
        scale = self.constant(f"{name}.step", np.array(step, np.float32))
        level = self.constant(f"{name}.zero", np.array(zero, np.uint8))
        levels = self._levels_of(name, scale, level)
        self.nodes.append(helper.make_node("DequantizeLinear", [levels, scale, level], [f"{name}.rounded"]))
        return f"{name}.rounded"

    def _levels_of(self, name: str, scale: str, level: str) -> str:
        """Turn a tensor into levels of 8 bits. Returns the name of the result.

        What is only copied or put elsewhere is turned into levels before, since these have a quarter of the bytes.
        """
        source = next((node for node in self.nodes if name in node.output), None)
        levels = f"{name}.levels_by_{scale}"
        if source is None or source.op_type not in MOVERS:
            self.nodes.append(helper.make_node("QuantizeLinear", [name, scale, level], [levels]))
            return levels
        moved = MOVERS[source.op_type]
        inputs = [self._levels_of(i, scale, level) for i in source.input[:moved]]
        rest = [] if moved is None else source.input[moved:]
        node = helper.make_node(source.op_type, [*inputs, *rest], [levels])
        node.attribute.extend(source.attribute)
        self.nodes.append(node)
        return levels

    def convolution(self, node: NodeProto, seen: str, module: RoundedConv2d, before: Rounding) -> None:
        """Add a convolution of a rounded tensor, with 8-bit weights and a bias in whole numbers."""
        step = weight_steps(module.weight).numpy()
        levels = (module.weight.detach() / weight_steps(module.weight).view(-1, 1, 1, 1)).round().numpy()
        weight = self._levels(node.input[1], levels.astype(np.int8), step)
        assert module.bias is not None
        fine = step * np.float32(before.step_and_zero()[0])
        bias = self._levels(node.input[2], np.rint(module.bias.detach().numpy() / fine).astype(np.int32), fine)
        new = helper.make_node("Conv", [seen, weight, bias], list(node.output), name=node.name)
        new.attribute.extend(node.attribute)
        self.nodes.append(new)

    def _levels(self, name: str, levels: NDArray[np.generic], step: NDArray[np.float32]) -> str:
        """Add a constant that is kept as whole numbers, times a step for each output channel."""
        inputs = [
            self.constant(f"{name}.levels", levels),
            self.constant(f"{name}.step", step.astype(np.float32)),
            self.constant(f"{name}.zero", np.zeros(len(step), levels.dtype)),
        ]
        self.nodes.append(helper.make_node("DequantizeLinear", inputs, [f"{name}.rounded"], axis=0))
        return f"{name}.rounded"
