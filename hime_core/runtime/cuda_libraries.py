"""Loads CUDA's libraries from site-packages/nvidia. NVIDIA's wheels put them there, and no system looks there."""

import io
import warnings
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from functools import cache


@cache
def load(preload: Callable[..., None]) -> str:
    """Load the libraries, once in a process. An ONNX Runtime without CUDA loads nothing.

    preload: `onnxruntime.preload_dlls`, which prints the libraries that it does not find. Returns what it prints, which
    does not reach the terminal. Returns "" if every library was found.
    """
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said), warnings.catch_warnings():
        # "" means that the wheels' folders are searched before the system's. By default, PyTorch's libraries come first
        # on Windows.
        preload(directory="")
    return said.getvalue().strip()
