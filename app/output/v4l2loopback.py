"""The devices of v4l2loopback, the Linux kernel module behind a virtual camera, as /sys lists them."""

from dataclasses import dataclass
from pathlib import Path

# The device with this card label is HIME's own.
LABEL = "HIME"
# The file system begins at this folder; a test gives another one.
ROOT = Path("/")


@dataclass(frozen=True)
class Loopback:
    """One virtual camera device.

    exclusive: True where the device shows itself as a camera only, and not as camera and output at once. Chrome and
    Zoom list only such devices. None where the module does not say: it tells this of the devices that it was loaded
    with. A device that `v4l2loopback-ctl add` made later is taken for the next one in that list.
    """

    path: Path
    number: int
    label: str
    exclusive: bool | None


def loopbacks(root: Path = ROOT) -> list[Loopback]:
    """The v4l2loopback devices in the order of their numbers. root: where the file system begins."""
    folders = [f for f in (root / "sys/devices/virtual/video4linux").glob("video*") if f.name[5:].isdecimal()]
    # Other virtual devices, such as vivid, are in this folder too. Only v4l2loopback's have this attribute.
    found = sorted((int(f.name[5:]), _read(f / "name")) for f in folders if (f / "max_openers").exists())
    exclusive, numbers = _parameter(root, "exclusive_caps"), _parameter(root, "video_nr")
    devices = []
    for position, (number, label) in enumerate(found):
        slot = numbers.index(str(number)) if str(number) in numbers else position
        flag = {"Y": True, "N": False}.get(exclusive[slot]) if slot < len(exclusive) else None
        devices.append(Loopback(root / f"dev/video{number}", number, label, flag))
    return devices


def is_loaded(root: Path = ROOT) -> bool:
    """Whether the kernel has loaded the module."""
    return (root / "sys/module/v4l2loopback").is_dir()


def ours(devices: list[Loopback]) -> Loopback | None:
    """The device labelled HIME; None where there is none."""
    return next((device for device in devices if device.label == LABEL), None)


def _parameter(root: Path, name: str) -> list[str]:
    return _read(root / "sys/module/v4l2loopback/parameters" / name).split(",")


def _read(path: Path) -> str:
    try:
        return path.read_text().strip()
    except OSError:
        return ""
