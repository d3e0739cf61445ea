"""CUDA's libraries, where NVIDIA's wheels put them: under site-packages/nvidia, where no system looks for libraries."""

import io
import warnings
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from functools import cache


@cache
def load(preload: Callable[..., None]) -> str:
    """Load them, once a process; a wheel of ONNX Runtime without CUDA loads nothing.

    preload: `onnxruntime.preload_dlls`. It prints what it does not find, and another library's terminal is not the
    place for it: that is returned, one a line; "" where all is there.
    """
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said), warnings.catch_warnings():
        # "": the wheels' folders, then the system's. Without it PyTorch's own come first on Windows.
        preload(directory="")
    return said.getvalue().strip()
