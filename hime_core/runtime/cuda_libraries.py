"""Loads CUDA's libraries from site-packages/nvidia, where NVIDIA's wheels put them and no system looks for them."""

import io
import warnings
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from functools import cache


@cache
def load(preload: Callable[..., None]) -> str:
    """Load the libraries, once a process. A wheel of ONNX Runtime without CUDA loads nothing.

    preload: `onnxruntime.preload_dlls`. It prints what it does not find. That is kept off the terminal and returned,
    one library a line; "" if everything was found.
    """
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said), warnings.catch_warnings():
        # "" means the wheels' folders, then the system's. Without it, PyTorch's libraries come first on Windows.
        preload(directory="")
    return said.getvalue().strip()
