"""What Linux says of v4l2loopback, the kernel module behind a virtual camera, read from /sys."""

from dataclasses import dataclass
from pathlib import Path

LABEL = "HIME"  # the card label of the device that is ours
ROOT = Path("/")


@dataclass(frozen=True)
class Loopback:
    """One virtual camera device.

    exclusive: whether it shows itself as a camera only, never as camera and output at once; Chrome and Zoom list no
    other. None where the module does not say. Its lists are of the devices it was loaded with, in their order; one
    that `v4l2loopback-ctl add` made later is taken for the next of them.
    """

    path: Path
    number: int
    label: str
    exclusive: bool | None


def loopbacks(root: Path = ROOT) -> list[Loopback]:
    """The v4l2loopback devices, by number. root: where the file system begins."""
    folders = [f for f in (root / "sys/devices/virtual/video4linux").glob("video*") if f.name[5:].isdecimal()]
    # Other virtual devices (vivid, vimc) live there too; this attribute is v4l2loopback's own.
    found = sorted((int(f.name[5:]), _read(f / "name")) for f in folders if (f / "max_openers").exists())
    exclusive, numbers = _parameter(root, "exclusive_caps"), _parameter(root, "video_nr")
    devices = []
    for position, (number, label) in enumerate(found):
        slot = numbers.index(str(number)) if str(number) in numbers else position
        flag = {"Y": True, "N": False}.get(exclusive[slot]) if slot < len(exclusive) else None
        devices.append(Loopback(root / f"dev/video{number}", number, label, flag))
    return devices


def is_loaded(root: Path = ROOT) -> bool:
    """Whether the module is in the kernel."""
    return (root / "sys/module/v4l2loopback").is_dir()


def ours(devices: list[Loopback]) -> Loopback | None:
    """The device labelled HIME; without one, None."""
    return next((device for device in devices if device.label == LABEL), None)


def _parameter(root: Path, name: str) -> list[str]:
    return _read(root / "sys/module/v4l2loopback/parameters" / name).split(",")


def _read(path: Path) -> str:
    try:
        return path.read_text().strip()
    except OSError:
        return ""
