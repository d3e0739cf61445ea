"""Checks that v4l2loopback, the kernel module of the virtual camera on Linux, is built, loaded and has a device."""

import platform
from pathlib import Path

from app.doctor.check import Check
from app.output.v4l2loopback import LABEL, is_loaded, loopbacks

NAME = "virtual camera"  # the doctor lists this check under this name
# This command loads the module.
LOAD = f"sudo modprobe v4l2loopback exclusive_caps=1 card_label={LABEL}"
# This command loads the module again, with the options that HIME needs.
RELOAD = f"sudo modprobe -r v4l2loopback && {LOAD}"
# For each Linux distribution, by its ID in /etc/os-release, this command installs the module.
INSTALL = {
    "debian": f"sudo apt install v4l2loopback-dkms linux-headers-$(uname -r) && {LOAD}",
    "fedora": f"sudo dnf install akmod-v4l2loopback && {LOAD}  # from RPM Fusion, to be enabled first",
    "arch": f"sudo pacman -S v4l2loopback-dkms linux-headers && {LOAD}",
    "suse": f"sudo zypper install v4l2loopback-kmp-default && {LOAD}",
}
# For each Linux distribution, this command installs the kernel's headers. dkms needs them to build the module.
HEADERS = {
    "debian": "sudo apt install linux-headers-$(uname -r)",
    "fedora": "sudo dnf install kernel-devel-$(uname -r)",
    "arch": "sudo pacman -S linux-headers",
    "suse": "sudo zypper install kernel-default-devel",
}
# The last byte of this file is 1 if Secure Boot is on. The path begins below /.
SECURE_BOOT = "sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c"
# Modules are signed with the key in one of these files: Ubuntu's key, or that of dkms. The paths begin below /.
KEYS = ("var/lib/shim-signed/mok/MOK.der", "var/lib/dkms/mok.pub")


def check(root: Path, release: str | None = None) -> Check:
    """Return the first fault. root: the folder that stands for /. release: the version of the running kernel."""
    devices = loopbacks(root)
    if devices:
        return Check(NAME, True, ", ".join(f"{device.path} ({device.label})" for device in devices))
    if is_loaded(root):
        return Check(NAME, False, "v4l2loopback is loaded but has no device", RELOAD, remedy="reload")
    modules = root / "lib/modules" / (release or platform.release())
    if "/v4l2loopback.ko" in _read(modules / "modules.dep"):
        return _not_loaded(root)
    return _not_built(root, modules)


def _not_loaded(root: Path) -> Check:
    if not _secure_boot(root):
        return Check(NAME, False, "v4l2loopback is not loaded", LOAD, remedy="load")
    key = next((k for k in KEYS if (root / k).exists()), KEYS[-1])
    fix = f"{LOAD} || sudo mokutil --import /{key}  # after an import: restart, choose Enroll MOK, load again"
    detail = "v4l2loopback is not loaded; Secure Boot refuses it until its key is enrolled"
    return Check(NAME, False, detail, fix, remedy="load")


def _not_built(root: Path, modules: Path) -> Check:
    if not any((root / "usr/src").glob("v4l2loopback-*")):
        return Check(NAME, False, "v4l2loopback is not installed", _by_distribution(root, INSTALL))
    build = f"sudo dkms autoinstall && {LOAD}"
    if (modules / "build").exists():
        return Check(NAME, False, "v4l2loopback is installed but not built for this kernel", build)
    fix = f"{_by_distribution(root, HEADERS)} && {build}"
    return Check(NAME, False, "v4l2loopback is not built: this kernel's headers are missing", fix)


def _secure_boot(root: Path) -> bool:
    try:
        return (root / SECURE_BOOT).read_bytes()[-1:] == b"\x01"  # the value follows four bytes of attributes
    except OSError:
        return False


def _by_distribution(root: Path, commands: dict[str, str]) -> str:
    """Return the command for this distribution or for one that it descends from, or else for Debian."""
    lines = dict(line.split("=", 1) for line in _read(root / "etc/os-release").splitlines() if "=" in line)
    names = f"{lines.get('ID', '')} {lines.get('ID_LIKE', '')}".replace('"', "").split()
    return next((commands[name] for name in names if name in commands), commands["debian"])


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""
