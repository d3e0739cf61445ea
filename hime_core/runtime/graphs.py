"""Finds the files of a model's exported graphs."""

from dataclasses import dataclass
from pathlib import Path

from hime_core.assets import locate, models_folder, read_registry


@dataclass(frozen=True)
class Graphs:
    """The files of one network.

    encode: exemplar -> feature. enhance: LR and features -> SR. cuda: as `enhance`, in float16, for CUDA. gpu: as
    `enhance`, in float16, for other GPUs, where ONNX Runtime has no deformable convolution. eight_bits: as `enhance`,
    for processors that are fast in 8 bits. A graph is None if the registry does not have it: not every network was
    trained for 8 bits, and a bundle leaves out the graphs for engines that it does not have.
    """

    encode: Path
    enhance: Path
    cuda: Path | None
    gpu: Path | None
    eight_bits: Path | None = None


def locate_graphs(model: str) -> Graphs:
    """The verified files of a registered model. Raises UsageError if one is unknown, missing or corrupt."""
    encode, enhance = locate(model, "encode.onnx"), locate(model, "enhance.onnx")
    files = read_registry(models_folder())[model].files

    def registered(end: str) -> Path | None:
        return locate(model, end) if any(file.name.endswith(end) for file in files) else None

    return Graphs(encode, enhance, *map(registered, (".cuda.onnx", ".gpu.onnx", ".eight_bits.onnx")))
