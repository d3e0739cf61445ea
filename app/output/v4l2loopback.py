"""Lists the devices of v4l2loopback, the Linux kernel module behind a virtual camera, from /sys."""

from dataclasses import dataclass
from pathlib import Path

# The virtual camera of HIME has this card label.
LABEL = "HIME"
# The folders sys and dev are in this folder. A test uses another folder.
ROOT = Path("/")


@dataclass(frozen=True)
class Loopback:
    """One virtual camera device.

    exclusive: True if the device shows itself as a camera only, and False if it shows itself as camera and output at
    once. Chrome and Zoom list only exclusive devices. None if the module does not say whether the device is exclusive.
    The module says it in a list, with an entry for each device that it was loaded with. A device that
    `v4l2loopback-ctl add` made later has no entry of its own. If such a device is, for example, the third of all
    devices by number, HIME takes the third entry, or None if there is no third entry.
    """

    path: Path
    number: int
    label: str
    exclusive: bool | None


def loopbacks(root: Path = ROOT) -> list[Loopback]:
    """Return the v4l2loopback devices in the order of their numbers. root: the folder that holds sys and dev."""
    folders = [f for f in (root / "sys/devices/virtual/video4linux").glob("video*") if f.name[5:].isdecimal()]
    # This folder also has other virtual devices, such as vivid. Only the devices of v4l2loopback have max_openers.
    found = sorted((int(f.name[5:]), _read(f / "name")) for f in folders if (f / "max_openers").exists())
    exclusive, numbers = _parameter(root, "exclusive_caps"), _parameter(root, "video_nr")
    devices = []
    for position, (number, label) in enumerate(found):
        slot = numbers.index(str(number)) if str(number) in numbers else position
        flag = {"Y": True, "N": False}.get(exclusive[slot]) if slot < len(exclusive) else None
        devices.append(Loopback(root / f"dev/video{number}", number, label, flag))
    return devices


def is_loaded(root: Path = ROOT) -> bool:
    """Return whether the kernel has loaded the module."""
    return (root / "sys/module/v4l2loopback").is_dir()


def in_use(root: Path = ROOT) -> bool:
    """Return whether any program has a device of the module open. As long as one has, the module cannot be unloaded."""
    return _read(root / "sys/module/v4l2loopback/refcnt") not in ("", "0")


def ours(devices: list[Loopback]) -> Loopback | None:
    """Return the device labelled HIME, or None if there is no such device."""
    return next((device for device in devices if device.label == LABEL), None)


def _parameter(root: Path, name: str) -> list[str]:
    return _read(root / "sys/module/v4l2loopback/parameters" / name).split(",")


def _read(path: Path) -> str:
    try:
        return path.read_text().strip()
    except OSError:
        return ""
