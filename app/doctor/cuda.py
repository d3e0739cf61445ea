"""Finds out why CUDA does not run although its wheel is installed."""

import re
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, requires

from app import engine_wheel, installation
from app.doctor import wheels

# This wheel of ONNX Runtime runs on CUDA.
DISTRIBUTION = "onnxruntime-gpu"


def cause(reason: str, driver: str | None, cuda: int) -> tuple[str, str]:
    """Return what is missing, and the command that fixes it.

    reason: the message with which CUDA failed. driver: the version of NVIDIA's driver, or None without one. cuda:
    the major version of CUDA that the wheel is built for.
    """
    oldest = engine_wheel.OLDEST_DRIVER.get(cuda)
    if driver is None:
        update = f"install NVIDIA's driver{f', {oldest} or newer' if oldest else ''}"
        return "NVIDIA's driver is not here", f"{wheels.replace([DISTRIBUTION], engine_wheel.PLAIN)}  # or {update}"
    if engine_wheel.too_old(driver, cuda):
        detail = f"NVIDIA's driver {driver} is too old for CUDA {cuda}, which needs {oldest}"
        if engine_wheel.too_old(driver, 12):
            instead = wheels.replace([DISTRIBUTION], engine_wheel.PLAIN)
        else:
            instead = installation.pip(f'install "{engine_wheel.GPU_FOR_CUDA_12}"')
        return detail, f"{instead}  # or update NVIDIA's driver"
    if "Failed to load" in reason:
        return "CUDA's libraries are missing", installation.pip(f'install "{engine_wheel.GPU}"')
    again = installation.pip(f'install --force-reinstall "{engine_wheel.GPU}"')
    return "CUDA failed", f"nvidia-smi  # must list the GPU: update its driver; then {again}"


def wheels_cuda() -> int:
    """Return the major version of CUDA that the installed onnxruntime-gpu is built for.

    If the wheel does not say it, return the newest version.
    """
    try:
        return version_of(requires(DISTRIBUTION) or [])
    except PackageNotFoundError:
        return engine_wheel.NEWEST_CUDA


def version_of(requirements: Iterable[str]) -> int:
    """Return the major version of CUDA that a wheel is built for.

    It stands in the name of the cuDNN that the wheel requires, such as nvidia-cudnn-cu13. Without such a name, return
    the newest version.
    """
    found = re.search(r"nvidia-cudnn-cu(\d+)", " ".join(requirements))
    return int(found.group(1)) if found else engine_wheel.NEWEST_CUDA
