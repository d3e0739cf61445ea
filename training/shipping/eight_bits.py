"""Writes the enhance graph with most of its convolutions in 8 bits.

It begins with the graph of the same network in float32. The convolutions that were trained with rounding become ONNX
Runtime's QLinearConv, and the sums between them QLinearAdd, which compute in whole numbers. The steps are those that
the network was trained with (hime_core/network/rounding.py).

What is in whole numbers has its channels last, N×H×W×C, as QLinearConv computes fastest. ONNX Runtime would find these
operations itself in a graph with QuantizeLinear and DequantizeLinear. But it would move the channels around each sum,
which takes 3 % of the time.
"""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import NodeProto, helper, numpy_helper

from hime_core.network import Hime
from hime_core.network.rounding import RoundedConv2d, Rounding, weight_steps

# ONNX Runtime's own operations have this domain, and this version of it.
OWN_DOMAIN, OWN_VERSION = "com.microsoft", 1
# For each of these operations, its first so many inputs are copied or put elsewhere as they are; None: all of them.
MOVERS: dict[str, int | None] = {"Concat": None, "Expand": 1, "Reshape": 1, "Unsqueeze": 1}


class Levels(NamedTuple):
    """The names of a tensor in whole numbers, of the step from one to the next, and of the number that means zero.

    The tensor is uint8, N×H×W×C. Step and zero are single numbers, float32 and uint8.
    """

    tensor: str
    step: str
    zero: str


def without_rounding(network: Hime) -> Hime:
    """The same network in float32 alone."""
    plain = Hime(replace(network.config, rounded=False))
    plain.load_state_dict({name: t for name, t in network.state_dict().items() if name in plain.state_dict()})
    return plain.eval()


def write_eight_bits(network: Hime, enhance: Path, path: Path) -> None:
    """Write the graph for 8 bits. network: with rounding. enhance: the enhance graph of `without_rounding`."""
    model = onnx.load(str(enhance))
    graph = model.graph
    made = _Nodes({tensor.name: tensor for tensor in graph.initializer})
    modules = {f"network.{name}": module for name, module in network.named_modules()}
    ranges = {name: module for name, module in modules.items() if isinstance(module, Rounding)}
    relus = {node.input[0]: node.output[0] for node in graph.node if node.op_type == "Relu"}
    for node in graph.node:
        name = node.input[1].removesuffix(".weight") if node.op_type == "Conv" else ""
        module = modules.get(name)
        if isinstance(module, RoundedConv2d):
            before, after, behind_relu = _places(name, ranges)
            result = relus[node.output[0]] if behind_relu else node.output[0]
            made.convolution(node, module, before, after, result)
        elif node.output[0] not in made.whole:  # otherwise it is a ReLU that belongs to a convolution before it
            made.add(node)
    nodes = used_nodes(made.nodes, [output.name for output in graph.output])
    del graph.node[:], graph.initializer[:]
    graph.node.extend(nodes)
    used = {name for node in nodes for name in node.input}
    graph.initializer.extend(tensor for name, tensor in made.constants.items() if name in used)
    model.opset_import.append(helper.make_opsetid(OWN_DOMAIN, OWN_VERSION))
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

    def __init__(self, constants: dict[str, onnx.TensorProto]):
        self.nodes: list[NodeProto] = []
        self.constants = constants
        self.whole: dict[str, Levels] = {}  # by a tensor's name: the tensor in whole numbers, with its channels last
        self._maker: dict[str, NodeProto] = {}  # by a tensor's name: the node of the float32 graph that makes it

    def add(self, node: NodeProto) -> None:
        """Add a node that computes in float32. It reads what was rounded as it is after rounding."""
        self._maker[node.output[0]] = node
        self.nodes.append(_with_inputs(node, [_rounded(name) if name in self.whole else name for name in node.input]))

    def convolution(
        self, node: NodeProto, module: RoundedConv2d, before: Rounding, after: Rounding, result: str
    ) -> None:
        """Add a convolution in whole numbers.

        result: the name of what it makes, which is behind the ReLU if there is one. Raises ValueError if a range behind
        a ReLU does not begin at zero, because then rounding alone would not do what the ReLU does.
        """
        self._round(node.input[0], before)
        step = weight_steps(module.weight).numpy()
        weight = (module.weight.detach() / weight_steps(module.weight).view(-1, 1, 1, 1)).round().numpy()
        assert module.bias is not None
        bias = np.rint(module.bias.detach().numpy() / (step * np.float32(before.step_and_zero()[0])))
        if result != node.output[0] and float(after.step_and_zero()[1]):
            raise ValueError(f"{result}: its range begins below zero, although it is behind a ReLU")
        made = self._levels(result, after)
        parts = [
            *self.whole[node.input[0]],
            self._constant(f"{node.input[1]}.levels", weight.astype(np.int8)),
            self._constant(f"{node.input[1]}.step", step.astype(np.float32)),
            self._constant(f"{node.input[1]}.zero", np.zeros(len(step), np.int8)),
            made.step,
            made.zero,
            self._constant(f"{node.input[2]}.levels", bias.astype(np.int32)),
        ]
        shape = {a.name: helper.get_attribute_value(a) for a in node.attribute}
        self._whole_numbers("QLinearConv", parts, made.tensor, channels_last=1, **shape)
        self._know(result, made)

    def _round(self, name: str, rounding: Rounding) -> None:
        """Have a tensor in whole numbers, if it is not yet."""
        if name in self.whole:
            return
        made, maker = self._levels(name, rounding), self._maker.get(name)
        if maker is not None and maker.op_type == "Add" and all(i in self.whole for i in maker.input):
            first, second = (self.whole[i] for i in maker.input)
            self._whole_numbers("QLinearAdd", [*first, *second, made.step, made.zero], made.tensor)
        else:
            moved = self._moved(name, made)
            self.nodes.append(helper.make_node("Transpose", [moved], [made.tensor], perm=[0, 2, 3, 1]))
        self._know(name, made)

    def _moved(self, name: str, made: Levels) -> str:
        """Turn a tensor into whole numbers with the steps of `made`. Returns the name of the result, N×C×H×W.

        What is only copied or put elsewhere is turned into whole numbers before, since these have a quarter of the
        bytes.
        """
        maker, moved = self._maker.get(name), f"{name}.moved_to_{made.tensor}"
        if name in self.whole:
            raise ValueError(f"{name}: is in whole numbers already, and cannot be rounded once more")
        if maker is None or maker.op_type not in MOVERS:
            self.nodes.append(helper.make_node("QuantizeLinear", [name, made.step, made.zero], [moved]))
            return moved
        count = MOVERS[maker.op_type]
        inputs = [self._moved(i, made) for i in maker.input[:count]]
        self.nodes.append(_with_inputs(maker, [*inputs, *(maker.input[count:] if count else [])], moved))
        return moved

    def _know(self, name: str, made: Levels) -> None:
        """Note that a tensor exists in whole numbers. Whoever reads it in float32 gets it from there."""
        self.whole[name] = made
        self.nodes.append(helper.make_node("Transpose", [made.tensor], [f"{made.tensor}.first"], perm=[0, 3, 1, 2]))
        again = [f"{made.tensor}.first", made.step, made.zero]
        self.nodes.append(helper.make_node("DequantizeLinear", again, [_rounded(name)]))

    def _whole_numbers(self, kind: str, inputs: list[str], output: str, **attributes: Any) -> None:
        self.nodes.append(helper.make_node(kind, inputs, [output], domain=OWN_DOMAIN, **attributes))

    def _levels(self, name: str, rounding: Rounding) -> Levels:
        """The names that a tensor gets in whole numbers, with the constants that belong to it."""
        step, zero = (float(value) for value in rounding.step_and_zero())
        return Levels(
            f"{name}.levels",
            self._constant(f"{name}.step", np.array(step, np.float32)),
            self._constant(f"{name}.zero", np.array(zero, np.uint8)),
        )

    def _constant(self, name: str, value: NDArray[np.generic]) -> str:
        self.constants[name] = numpy_helper.from_array(np.asarray(value), name)
        return name


def _rounded(name: str) -> str:
    """The name that a tensor has in float32 after rounding."""
    return f"{name}.rounded"


def _with_inputs(node: NodeProto, inputs: list[str], output: str | None = None) -> NodeProto:
    """A copy of a node that reads other tensors. output: what its result is called; None: as before."""
    new = NodeProto()
    new.CopyFrom(node)
    new.input[:] = inputs
    if output:
        new.output[:] = [output]
        new.name = output
    return new
