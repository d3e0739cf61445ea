"""The camera's own light, exposure and focus: what can be set, and setting it.

Only on Linux can a program set a camera while another part of it reads the pictures. On Windows, DirectShow's own page
opens only on the thread that reads the pictures, and would stop them. macOS lets no program set these.
"""

import sys
from dataclasses import dataclass
from typing import Literal

from hime_core.errors import UsageError


@dataclass(frozen=True)
class Control:
    """One thing that can be set at a camera.

    id: the system's number of it. kind: a range has every step from low to high, a switch has 0 and 1, and a choice has
    the values in `choices`, which are pairs of text and value. low, high, step, default and value are in the camera's
    own units. step: at least 1. default: the value with which the camera was delivered. usable: False while the camera
    itself chooses the value, as its exposure time while the exposure is automatic.
    """

    id: int
    name: str
    kind: Literal["range", "switch", "choice"]
    low: int
    high: int
    step: int
    default: int
    value: int
    choices: tuple[tuple[str, int], ...]
    usable: bool


def read_controls(device: int | str) -> list[Control]:
    """Return what can be set at a camera, with the values of now. It is empty where nothing can be set.

    device: the camera's index_or_path. Raises UsageError if the camera is gone or cannot be opened.
    """
    if sys.platform != "linux":
        return []
    from app.capture.cameras import v4l2_controls

    return v4l2_controls.read_controls(str(device))


def set_control(device: int | str, control: int, value: int) -> None:
    """Set one control. The camera may take the nearest value that it can.

    control: the id of a Control. Raises UsageError if the camera refuses, is gone or cannot be opened.
    """
    if sys.platform != "linux":
        raise UsageError("on this system, HIME cannot set the camera; use the system's own settings")
    from app.capture.cameras import v4l2_controls

    v4l2_controls.set_control(str(device), control, value)


def set_defaults(device: int | str) -> None:
    """Set all controls to the camera's defaults. Raises UsageError as set_control does, after trying them all."""
    refused = ""
    # Ranges come first, since a switch that becomes automatic makes them unusable. They come again at the end, for
    # those that a switch made usable.
    for kinds in (("range",), ("switch", "choice"), ("range",)):
        for control in read_controls(device):
            if control.kind in kinds and control.usable and control.value != control.default:
                try:
                    set_control(device, control.id, control.default)
                except UsageError as error:
                    refused = str(error)
    if refused:
        raise UsageError(refused)
