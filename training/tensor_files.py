"""Reads files of weights that others trained. Nothing here executes code from a file."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor

from hime_core.errors import UsageError


@contextmanager
def tensors_of(path: Path, kind: str) -> Iterator[dict[str, Tensor]]:
    """Gives the tensors of a file by name. The file is .safetensors, or .pth that holds only tensors.

    kind: what the file should hold, for the error, for instance "SpyNet weights". Raises UsageError if there is no such
    file, or if it is of another kind: any error in the `with` block counts as that, since the block looks for the names
    and shapes that it needs.
    """
    if not path.is_file():
        raise UsageError(f"{path}: no such weights; give the path of {kind}")
    try:
        tensors = load_file(path) if path.suffix == ".safetensors" else torch.load(path, "cpu", weights_only=True)
        yield tensors.get("state_dict", tensors)
    except Exception as error:  # torch and safetensors raise many kinds for a damaged file
        raise UsageError(f"{path}: cannot be read as {kind} ({_why(error)}); get it anew, or give another") from error


def _why(error: Exception) -> str:
    """An error in one line. The first line of torch's error about names and shapes says nothing."""
    if isinstance(error, KeyError):
        return f"it has no {error.args[0]}"
    lines = [line.strip() for line in str(error).strip().splitlines()] or [type(error).__name__]
    return lines[-1] if lines[0].startswith("Error(s) in loading") else lines[0]
