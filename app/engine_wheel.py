"""Chooses the wheel of ONNX Runtime that suits this computer. `make setup` installs it and `hime doctor` checks it.

This module imports only the standard library, because `python -m app.engine_wheel` runs before anything is installed.
"""

import platform
import re
import subprocess
import sys
from pathlib import Path
from typing import Literal

# This wheel does not use NVIDIA's CUDA.
PLAIN = "onnxruntime"
# This wheel runs on NVIDIA's GPUs. Its extras install CUDA's libraries.
GPU = "onnxruntime-gpu[cuda,cudnn]"
# For each major version of CUDA, the version of NVIDIA's driver must begin with at least this number (NVIDIA, CUDA
# Compatibility, table 1).
OLDEST_DRIVER = {12: 525, 13: 580}
# onnxruntime-gpu 1.27 and newer are built for this major version of CUDA.
NEWEST_CUDA = 13
# These wheels are the newest that are built for CUDA 12.
GPU_FOR_CUDA_12 = f"{GPU}<1.27"
# nvidia-smi may take this many seconds, because it may have to wake a sleeping GPU.
SMI_SECONDS = 30.0

Extra = Literal["cpu", "gpu"]


def driver(root: Path = Path("/")) -> str | None:
    """Return the version of NVIDIA's driver, such as "580.65.06", or None without a driver.

    root: the folder that stands for /. Linux keeps the version in a file. Windows and its Linux (WSL) have no such
    file, so HIME asks nvidia-smi there.
    """
    try:
        text = (root / "proc/driver/nvidia/version").read_text(errors="replace")
    except OSError:
        text = _nvidia_smi()
    found = re.search(r"\b\d{3,}\.\d+(\.\d+)?\b", text)
    return found.group() if found else None


def too_old(driver: str, cuda: int) -> bool:
    """Return whether a driver is too old to run a major version of CUDA."""
    return int(driver.split(".", 1)[0]) < OLDEST_DRIVER.get(cuda, 0)


def extra(driver: str | None, system: str = sys.platform, machine: str | None = None) -> Extra:
    """Return which extra of HIME to install: gpu if a wheel for NVIDIA exists and the driver can run it, else cpu."""
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
