"""Checks that the network runs, and that it can run on the GPU if a wheel for the GPU is installed."""

import re
from collections.abc import Collection

from app.doctor import cuda, onnx_runtime
from app.doctor.check import Check
from app.doctor.trial import library
from app.settings import EnhanceSettings
from hime_core.errors import UsageError

NAME = "engine"  # the doctor lists this check under this name
# ONNX Runtime calls the CPU by this name.
CPU = "CPUExecutionProvider"
# This pattern occurs in the reason for an engine if CUDA was tried, in whatever way, and failed.
FAILED = re.compile(r"CUDAExecutionProvider[^:;]* failed")


def check(settings: EnhanceSettings, installed: Collection[str], driver: str | None) -> Check:
    """Choose a model and an engine as a call does, which means to run and time the engines.

    installed: the names of the installed distributions. driver: the version of NVIDIA's driver, or None without one.
    """
    try:
        from app.models import live_engine
        from hime_core.runtime.engine import EngineError
    except ImportError as error:
        detail = f"the engine cannot be loaded ({_first_line(error)})"
        return Check(NAME, False, detail, library(str(error)) or onnx_runtime.reinstall(installed), blocks=True)
    try:
        info = live_engine(settings).info
    except UsageError as error:
        fix = "hime models list  # names the models there are and their state"
        return Check(NAME, False, str(error), fix, blocks=True)
    except EngineError as error:
        return Check(NAME, False, _first_line(error), onnx_runtime.reinstall(installed), blocks=True)
    return judge(info.provider, f"A call gets {info.model}. {info.reason}", installed, driver, cuda.wheels_cuda())


def judge(provider: str, reason: str, installed: Collection[str], driver: str | None, needed: int) -> Check:
    """Return a check that fails if CUDA's wheel is installed, but the CPU is used because CUDA failed.

    The check is ok if CUDA works and the CPU was only measured to be faster. provider, reason: the engine that was
    chosen, and why. needed: the major version of CUDA that the wheel is built for.
    """
    if cuda.DISTRIBUTION in installed and provider == CPU and FAILED.search(reason):
        cause, fix = cuda.cause(reason, driver, needed)
        return Check(NAME, False, f"the GPU wheel is installed but the CPU is used. {cause}. {reason}", fix)
    return Check(NAME, True, f"{provider}: {reason}")


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
