"""Checks that this user may use the video devices."""

import os
from collections.abc import Callable
from pathlib import Path

from app.doctor.check import Check

NAME = "permissions"  # the doctor lists this check under this name


def check(root: Path, access: Callable[[Path, int], bool] = os.access) -> Check:
    """Check that this user may read and write every /dev/video*.

    root: the folder that stands for /. access: as os.access.
    """
    devices = sorted((root / "dev").glob("video*"))
    closed = [device.name for device in devices if not access(device, os.R_OK | os.W_OK)]
    if closed:
        detail = f"no access to {', '.join(f'/dev/{name}' for name in closed)}"
        return Check(NAME, False, detail, "sudo usermod -aG video $USER  # then log out and in again")
    if not devices:
        return Check(NAME, True, "no video device to open", skipped=True)
    return Check(NAME, True, f"{len(devices)} video devices, all open to you")
