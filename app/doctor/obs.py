"""Checks that OBS Studio's virtual camera is installed, on Windows and macOS."""

import sys
from pathlib import Path

from app.doctor.check import Check

NAME = "virtual camera"  # the doctor lists this check under this name
# For each sys.platform, this command installs OBS Studio.
INSTALL = {
    "win32": "winget install OBSProject.OBSStudio",
    "darwin": "brew install --cask obs  # then press Start Virtual Camera in it once and allow its extension",
}
# Windows registers OBS's camera under this key.
FILTER = r"CLSID\{A3FCE0F5-3493-419F-958A-ABA1250EC20B}"


def check(platform: str, root: Path) -> Check:
    """Check that OBS has installed its camera. platform: as sys.platform. root: the folder that stands for /."""
    if platform == "win32":
        found = _registered(FILTER)
    else:
        plugin = root / "Library/CoreMediaIO/Plug-Ins/DAL/obs-mac-virtualcam.plugin"  # before macOS 13
        extensions = (root / "Library/SystemExtensions").glob("*/com.obsproject.obs-studio.*.systemextension")
        found = plugin.exists() or any(extensions)
    if found:
        return Check(NAME, True, "OBS Virtual Camera")
    return Check(NAME, False, "OBS Studio's virtual camera is not installed", INSTALL[platform])


def _registered(key: str) -> bool:
    if sys.platform != "win32":
        return False
    import winreg

    try:
        winreg.OpenKey(winreg.HKEY_CLASSES_ROOT, key).Close()
    except OSError:
        return False
    return True
