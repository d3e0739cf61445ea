"""Finds the files of a model's exported graphs."""

from dataclasses import dataclass
from pathlib import Path

from hime_core.assets import locate


@dataclass(frozen=True)
class Graphs:
    """The files of one network.

    encode: exemplar -> feature. enhance: LR and features -> SR. cuda: as `enhance`, in float16, for CUDA. gpu: as
    `enhance`, in float16, for other GPUs, where ONNX Runtime has no deformable convolution.
    """

    encode: Path
    enhance: Path
    cuda: Path
    gpu: Path


def locate_graphs(model: str) -> Graphs:
    """The verified files of a registered model. Raises UsageError if one is unknown, missing or corrupt."""
    return Graphs(*(locate(model, f"{name}.onnx") for name in ("encode", "enhance", "cuda", "gpu")))
