"""Checks that Chrome and Zoom will list the virtual camera on Linux.

Both programs leave out a device that offers to accept pictures as well as to give them. With exclusive_caps=1, a device
of v4l2loopback offers only one of the two at a time.
"""

from pathlib import Path

from app.doctor.check import Check
from app.doctor.virtual_camera import RELOAD
from app.output.v4l2loopback import loopbacks

NAME = "exclusive_caps"  # the doctor lists this check under this name


def check(root: Path) -> Check:
    """Check that every v4l2loopback device was made with exclusive_caps=1. root: the folder that stands for /.

    The check is skipped if there is no device, or if the module does not say how a device was made.
    """
    devices = loopbacks(root)
    both = [str(device.path) for device in devices if device.exclusive is False]
    if both:
        detail = f"off for {', '.join(both)}: Chrome and Zoom will not list it"
        return Check(NAME, False, detail, RELOAD, remedy="reload")
    unknown = [str(device.path) for device in devices if device.exclusive is None]
    if unknown:
        return Check(NAME, True, f"not known for {', '.join(unknown)}: the module does not say it", skipped=True)
    if not devices:
        return Check(NAME, True, "no device yet", skipped=True)
    return Check(NAME, True, "on")
