"""Which wheel of ONNX Runtime suits this computer: `make setup` installs it, `hime doctor` compares with it.

The standard library alone, since `python -m app.engine_wheel` runs before anything is installed.
"""

import platform
import re
import subprocess
import sys
from pathlib import Path
from typing import Literal

PLAIN = "onnxruntime"
GPU = "onnxruntime-gpu[cuda,cudnn]"  # the extras are CUDA's libraries
# The oldest driver, its first number, for each major version of CUDA. NVIDIA, CUDA Compatibility, "Minor Version
# Compatibility", table 1.
OLDEST_DRIVER = {12: 525, 13: 580}
NEWEST_CUDA = 13  # what onnxruntime-gpu is built for from 1.27 on
GPU_FOR_CUDA_12 = f"{GPU}<1.27"
TIMEOUT = 30.0  # seconds for nvidia-smi, which wakes a GPU that sleeps

Extra = Literal["cpu", "gpu"]


def driver(root: Path = Path("/")) -> str | None:
    """The version of NVIDIA's driver, such as 580.65.06; None where it is not there.

    root: where the file system begins. Linux tells the version in a file. On Windows, and in Windows' own Linux (WSL),
    nvidia-smi tells it where it finds a GPU.
    """
    try:
        told = (root / "proc/driver/nvidia/version").read_text(errors="replace")
    except OSError:
        told = _nvidia_smi()
    found = re.search(r"\b\d{3,}\.\d+(\.\d+)?\b", told)
    return found.group() if found else None


def too_old(driver: str, cuda: int) -> bool:
    """Whether a driver cannot run a major version of CUDA."""
    return int(driver.split(".", 1)[0]) < OLDEST_DRIVER.get(cuda, 0)


def extra(driver: str | None, system: str = sys.platform, machine: str | None = None) -> Extra:
    """The extra of HIME's to install: gpu where there is a wheel for NVIDIA and a driver that can run it."""
    built = system in ("linux", "win32") and (machine or platform.machine()) in ("x86_64", "AMD64")
    return "gpu" if built and driver and not too_old(driver, NEWEST_CUDA) else "cpu"


def _nvidia_smi() -> str:
    command = ["nvidia-smi", "--query-gpu=driver_version", "--format=csv,noheader"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=TIMEOUT, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout if done.returncode == 0 else ""


if __name__ == "__main__":
    found = driver()
    chosen = extra(found)
    print(f"NVIDIA's driver: {found or 'none'}. ONNX Runtime: [{chosen}]", file=sys.stderr)
    print(chosen)
