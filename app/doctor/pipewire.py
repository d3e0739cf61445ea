"""Checks whether HIME can be a camera in PipeWire, which it is on Linux if v4l2loopback has no device."""

from collections.abc import Mapping

from app.doctor.check import BY_HAND, Check
from app.output.pipewire import PIPEWIRE, library, socket

NAME = "PipeWire camera"  # the doctor lists this check under this name


def check(environment: Mapping[str, str], wanted: str | None) -> Check:
    """Check that PipeWire runs. It is a fault if it does not, only if the settings name it.

    environment: as os.environ. wanted: the setting output.device.
    """
    running = socket(environment)
    if running and library.is_here():
        if wanted == PIPEWIRE:
            return Check(
                NAME, True, f"{running}, named by output.device; Firefox and Chrome can list HIME, Zoom cannot"
            )
        return Check(NAME, True, f"{running}, used if v4l2loopback has no device; Firefox and Chrome can list HIME")
    why = f"{library.NAME} is not installed" if running else "no PipeWire runs here"
    if wanted == PIPEWIRE:
        return Check(NAME, False, f"{why}, but output.device is pipewire", f"{BY_HAND}set output.device to null")
    return Check(NAME, True, f"{why}; v4l2loopback does not need it", skipped=True)
