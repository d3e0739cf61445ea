"""The exported graphs of a model."""

from dataclasses import dataclass
from pathlib import Path

from hime_core.assets import locate


@dataclass(frozen=True)
class Graphs:
    """The files of one network.

    encode: exemplar -> feature. enhance: LR and features -> SR. cuda, gpu: as `enhance`, in float16. CUDA has a
    deformable convolution, other GPUs have none.
    """

    encode: Path
    enhance: Path
    cuda: Path
    gpu: Path


def locate_graphs(model: str) -> Graphs:
    """The verified files of a registered model. Raises UsageError where one is unknown, missing or corrupt."""
    return Graphs(*(locate(model, f"{name}.onnx") for name in ("encode", "enhance", "cuda", "gpu")))
