"""Checks that Chrome and Zoom will list the virtual camera on Linux. They skip a device that also takes pictures."""

from pathlib import Path

from app.doctor.check import Check
from app.doctor.virtual_camera import RELOAD
from app.output.v4l2loopback import loopbacks

NAME = "exclusive_caps"  # the name of this check


def check(root: Path) -> Check:
    """Ok where every v4l2loopback device was made with exclusive_caps=1. root: the folder that stands for /."""
    devices = loopbacks(root)
    both = [str(device.path) for device in devices if device.exclusive is False]
    if both:
        return Check(NAME, False, f"off for {', '.join(both)}: Chrome and Zoom will not list it", RELOAD)
    return Check(NAME, True, "on" if devices else "no device yet")
