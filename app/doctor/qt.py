"""Checks that Qt, which draws the window, can start."""

import ctypes.util
import os
import sys
from importlib.metadata import PackageNotFoundError, version

from app import installation
from app.doctor.check import Check
from app.doctor.trial import cure, why_not

NAME = "Qt"  # the doctor lists this check under this name
# For a Python older than IMMORTAL, the newest PySide6 that works is 6.x with this x. From 6.12 on, PySide6 releases
# None once too often at each call, so that such a Python frees None and crashes.
LAST_FOR_OLD_PYTHONS = 11
# This is the first Python that never frees None, so that newer versions of PySide6 work with it.
IMMORTAL = (3, 12)
# Qt needs these libraries of the system for windows under X11. Each has this package in Debian and its descendants.
X11 = {
    "xcb-cursor": "libxcb-cursor0",
    "xcb-icccm": "libxcb-icccm4",
    "xcb-keysyms": "libxcb-keysyms1",
    "xcb-xkb": "libxcb-xkb1",
    "xkbcommon-x11": "libxkbcommon-x11-0",
}


def check(platform: str, python: tuple[int, int] = sys.version_info[:2]) -> Check:
    """Check that PySide6 loads and suits this Python and, under X11, that the libraries it needs are there.

    platform: as sys.platform. python: the version of Python, such as (3, 12).
    """
    old = python < IMMORTAL
    wheel = f"'PySide6-Essentials<6.{LAST_FOR_OLD_PYTHONS + 1}'" if old else "PySide6-Essentials"
    install = installation.pip(f"install {wheel}")
    try:
        installed = version("PySide6-Essentials")
    except PackageNotFoundError:
        return Check(NAME, False, "PySide6 is not installed: only `hime run --headless` works", install)
    if old and tuple(int(part) for part in installed.split(".")[:2]) > (6, LAST_FOR_OLD_PYTHONS):
        detail = f"PySide6 {installed} crashes with Python {python[0]}.{python[1]} after some minutes"
        return Check(NAME, False, detail, install)
    reason = why_not("PySide6.QtWidgets")
    if reason and any(f"{folder}/libQt6" in reason for folder in _library_path()):
        detail = f"PySide6 does not load: LD_LIBRARY_PATH brings another Qt ({reason})"
        return Check(NAME, False, detail, "unset LD_LIBRARY_PATH")
    if reason:
        return Check(
            NAME,
            False,
            f"PySide6 does not load: {reason}",
            cure(reason, f"PySide6-Essentials=={installed} shiboken6=={installed}"),
        )
    if platform == "linux" and os.environ.get("DISPLAY") and not installation.bundled():  # a bundle brings them
        missing = [library for library in X11 if not ctypes.util.find_library(library)]
        if missing:
            detail = f"lib{', lib'.join(missing)} missing: windows cannot open under X11"
            return Check(NAME, False, detail, f"sudo apt install {' '.join(X11[library] for library in missing)}")
    return Check(NAME, True, f"PySide6 {installed} loads")


def _library_path() -> list[str]:
    return [folder.rstrip("/") for folder in os.environ.get("LD_LIBRARY_PATH", "").split(":") if folder]
