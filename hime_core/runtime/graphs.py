"""Finds the files of a model's exported graphs."""

from dataclasses import dataclass, replace
from pathlib import Path

from hime_core.assets import locate, models_folder, read_registry


@dataclass(frozen=True)
class Graphs:
    """The files of one network.

    encode: exemplar -> feature. enhance: LR and features -> SR. cuda: as `enhance`, in float16, for CUDA. gpu: as
    `enhance`, in float16, for other GPUs, where ONNX Runtime has no deformable convolution. eight_bits: as `enhance`,
    for processors that are fast in 8 bits. A graph is None if the registry does not have it: not every network was
    trained for 8 bits, and a bundle leaves out the graphs for engines that it does not have.

    burst, burst_cuda, burst_gpu: as `enhance`, `cuda` and `gpu`, for headshots with earlier frames. Only a network that
    remembers has them. The other graphs are then those of the network for one frame.
    """

    encode: Path
    enhance: Path
    cuda: Path | None
    gpu: Path | None
    eight_bits: Path | None = None
    burst: Path | None = None
    burst_cuda: Path | None = None
    burst_gpu: Path | None = None


def locate_graphs(model: str) -> Graphs:
    """The verified files of a registered model. Raises UsageError if one is unknown, missing or corrupt."""
    registry = read_registry(models_folder())
    one = registry[model].one_frame if model in registry else None
    single = one or model
    encode, enhance = locate(single, "encode.onnx"), locate(single, "enhance.onnx")

    def registered(name: str, end: str) -> Path | None:
        return locate(name, end) if any(file.name.endswith(end) for file in registry[name].files) else None

    more = [registered(single, end) for end in (".cuda.onnx", ".gpu.onnx", ".eight_bits.onnx")]
    graphs = Graphs(encode, enhance, *more)
    if one is None:
        return graphs
    cuda, gpu = (registered(model, end) for end in (".burst_cuda.onnx", ".burst_gpu.onnx"))
    return replace(graphs, burst=locate(model, ".burst.onnx"), burst_cuda=cuda, burst_gpu=gpu)
