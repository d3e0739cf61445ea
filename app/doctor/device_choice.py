"""Checks which virtual camera HIME will use on Linux. There may be several."""

from pathlib import Path

from app.doctor.check import BY_HAND, Check
from app.doctor.virtual_camera import LOAD
from app.output.v4l2loopback import LABEL, loopbacks, ours

NAME = "virtual camera choice"  # the doctor lists this check under this name


def check(root: Path, wanted: str | None) -> Check:
    """Check that one device is sure to be used: the one in the settings, the one labelled HIME, or the only one.

    root: the folder that stands for /. wanted: the setting output.device.
    """
    devices = loopbacks(root)
    names = [f"/dev/video{device.number}" for device in devices]
    if wanted:
        if wanted in names:
            return Check(NAME, True, f"{wanted}, named by output.device")
        fix = f"{BY_HAND}set output.device to {names[0]} or to null" if names else LOAD
        return Check(NAME, False, f"output.device is {wanted}, which is no v4l2loopback device", fix)
    mine = ours(devices)
    if mine:
        return Check(NAME, True, f"/dev/video{mine.number}, labelled {LABEL}")
    if len(names) > 1:
        detail = f"{len(names)} devices, none labelled {LABEL}: the first free one is taken, which may be another's"
        return Check(NAME, False, detail, f"{BY_HAND}set output.device to one of {', '.join(names)}")
    if not names:
        return Check(NAME, True, "no device yet", skipped=True)
    return Check(NAME, True, f"{names[0]}, the only one")
