"""Chooses the wheel of ONNX Runtime that suits this computer. `make setup` installs it and `hime doctor` checks it.

Imports the standard library alone, because `python -m app.engine_wheel` runs before anything is installed.
"""

import platform
import re
import subprocess
import sys
from pathlib import Path
from typing import Literal

PLAIN = "onnxruntime"  # the wheel that runs without NVIDIA's CUDA
GPU = "onnxruntime-gpu[cuda,cudnn]"  # the wheel for NVIDIA; its extras bring CUDA's libraries
# Major version of CUDA -> first number of the oldest NVIDIA driver that runs it (NVIDIA, CUDA Compatibility, table 1).
OLDEST_DRIVER = {12: 525, 13: 580}
NEWEST_CUDA = 13  # the major version of CUDA that onnxruntime-gpu is built for from 1.27 on
GPU_FOR_CUDA_12 = f"{GPU}<1.27"  # the newest wheels that are built for CUDA 12
SMI_SECONDS = 30.0  # seconds that nvidia-smi may take; it wakes a GPU that sleeps

Extra = Literal["cpu", "gpu"]


def driver(root: Path = Path("/")) -> str | None:
    """The version of NVIDIA's driver, such as "580.65.06", or None without a driver.

    root: the folder that stands for /. Linux keeps the version in a file. Windows and its Linux (WSL) have no such
    file, so nvidia-smi is asked there.
    """
    try:
        told = (root / "proc/driver/nvidia/version").read_text(errors="replace")
    except OSError:
        told = _nvidia_smi()
    found = re.search(r"\b\d{3,}\.\d+(\.\d+)?\b", told)
    return found.group() if found else None


def too_old(driver: str, cuda: int) -> bool:
    """Whether a driver is too old to run a major version of CUDA."""
    return int(driver.split(".", 1)[0]) < OLDEST_DRIVER.get(cuda, 0)


def extra(driver: str | None, system: str = sys.platform, machine: str | None = None) -> Extra:
    """HIME's extra to install: gpu where a wheel for NVIDIA exists and the driver can run it, else cpu."""
    built = system in ("linux", "win32") and (machine or platform.machine()) in ("x86_64", "AMD64")
    return "gpu" if built and driver and not too_old(driver, NEWEST_CUDA) else "cpu"


def _nvidia_smi() -> str:
    command = ["nvidia-smi", "--query-gpu=driver_version", "--format=csv,noheader"]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, errors="replace", timeout=SMI_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout if done.returncode == 0 else ""


if __name__ == "__main__":
    found = driver()
    chosen = extra(found)
    print(f"NVIDIA's driver: {found or 'none'}. ONNX Runtime: [{chosen}]", file=sys.stderr)
    print(chosen)
