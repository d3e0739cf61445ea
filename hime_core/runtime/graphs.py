"""Finds the files of a model's exported graphs."""

from dataclasses import dataclass
from pathlib import Path

from hime_core.assets import locate, models_folder, read_registry


@dataclass(frozen=True)
class Graphs:
    """The files of one network.

    encode: exemplar -> feature. enhance: LR and features -> SR. cuda: as `enhance`, in float16, for CUDA. gpu: as
    `enhance`, in float16, for other GPUs, where ONNX Runtime has no deformable convolution. eight_bits: as `enhance`,
    for processors that are fast in 8 bits; None if the network was not trained for that.
    """

    encode: Path
    enhance: Path
    cuda: Path
    gpu: Path
    eight_bits: Path | None = None


def locate_graphs(model: str) -> Graphs:
    """The verified files of a registered model. Raises UsageError if one is unknown, missing or corrupt."""
    encode, enhance, cuda, gpu = (locate(model, f"{name}.onnx") for name in ("encode", "enhance", "cuda", "gpu"))
    files = read_registry(models_folder())[model].files
    eight_bits = any(file.name.endswith("eight_bits.onnx") for file in files)
    return Graphs(encode, enhance, cuda, gpu, locate(model, "eight_bits.onnx") if eight_bits else None)
