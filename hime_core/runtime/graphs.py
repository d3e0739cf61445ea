"""The exported graphs of a model."""

from dataclasses import dataclass
from pathlib import Path

from hime_core.assets import locate


@dataclass(frozen=True)
class Graphs:
    """Files of one network: exemplar -> feature; LR and features -> SR; and the latter in float16 for CUDA, which has
    deformable convolution, and for other GPUs, which do not."""

    encode: Path
    enhance: Path
    cuda: Path
    gpu: Path


def locate_graphs(model: str) -> Graphs:
    """The verified files of a registered model. Raises UsageError where one is unknown, missing or corrupt."""
    return Graphs(*(locate(model, f"{name}.onnx") for name in ("encode", "enhance", "cuda", "gpu")))
