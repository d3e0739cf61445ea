"""Which engine runs the network, and is it the one that this installation is meant for?"""

import sys
from collections.abc import Collection

from app.doctor.check import Check
from hime_core.errors import UsageError

NAME = "engine"
CPU = "CPUExecutionProvider"


def check(model: str, installed: Collection[str]) -> Check:
    """Choose an engine as a call would: build, run and time each. installed: names of distributions."""
    pip = f"{sys.executable} -m pip"
    try:
        from hime_core.runtime import choose_engine, locate_graphs
        from hime_core.runtime.engine import EngineError
    except ImportError as error:
        fix = f"{pip} install --force-reinstall onnxruntime"
        return Check(NAME, False, f"ONNX Runtime cannot be loaded ({_first_line(error)})", fix)
    try:
        info = choose_engine(locate_graphs(model)).info
    except UsageError as error:
        return Check(NAME, False, str(error), "hime models list  # names the models there are and their state")
    except EngineError as error:
        return Check(NAME, False, _first_line(error), f"{pip} install --force-reinstall onnxruntime")
    return judge(info.provider, info.reason, installed)


def judge(provider: str, reason: str, installed: Collection[str]) -> Check:
    """A GPU wheel whose CUDA did not run is a fault; a CPU that was measured to be faster is not."""
    if "onnxruntime-gpu" in installed and provider == CPU and "CUDAExecutionProvider failed" in reason:
        pip = f"{sys.executable} -m pip"
        fix = f"nvidia-smi  # must list the GPU: update its driver; then {pip} install 'onnxruntime-gpu[cuda,cudnn]'"
        return Check(NAME, False, f"the GPU wheel is installed but the CPU is used: {reason}", fix)
    return Check(NAME, True, f"{provider}: {reason}")


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
