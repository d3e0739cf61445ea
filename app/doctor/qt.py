"""Can the window's toolkit start? HIME runs without it; only a broken installation is a fault."""

import ctypes.util
import os
from importlib.util import find_spec

from app.doctor.check import Check
from app.doctor.trial import cure, why_not

NAME = "Qt"


def check(platform: str) -> Check:
    """PySide6 loads, and on Linux under X11 the library of its window plugin is there. platform: as sys.platform."""
    if find_spec("PySide6") is None:
        return Check(NAME, True, "PySide6 is not installed; HIME runs without a window")
    reason = why_not("PySide6.QtWidgets")
    if reason:
        return Check(NAME, False, f"PySide6 does not load: {reason}", cure(reason, "PySide6-Essentials shiboken6"))
    if platform == "linux" and os.environ.get("DISPLAY") and not ctypes.util.find_library("xcb-cursor"):
        detail = "libxcb-cursor is missing: windows cannot open under X11"
        return Check(NAME, False, detail, "sudo apt install libxcb-cursor0")
    return Check(NAME, True, "PySide6 loads")
