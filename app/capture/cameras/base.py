"""What is known of a camera without switching it on."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Mode:
    """A picture format a camera offers: fourcc such as MJPG, size in pixels, frames per second."""

    fourcc: str
    width: int
    height: int
    fps: float


@dataclass(frozen=True)
class CameraInfo:
    """A camera. `id` stays the same as long as it is in the same socket; `index_or_path` is what OpenCV opens.

    index_or_path: a device path on Linux; elsewhere OpenCV's backend (in hundreds) plus the number in it.
    modes: empty where the system does not tell. virtual: a program's, such as our own; never chosen by `auto`.
    """

    id: str
    name: str
    index_or_path: int | str
    modes: tuple[Mode, ...] = ()
    virtual: bool = False

    @property
    def number(self) -> int:
        """What `--source N` calls it: N of /dev/videoN, elsewhere OpenCV's number."""
        if isinstance(self.index_or_path, int):
            return self.index_or_path % 100
        return int(self.index_or_path.rpartition("video")[2])


def make_id(*parts: str) -> str:
    """Lower-case words and hyphens, to be typed into a shell or a YAML file without quotes."""
    return re.sub(r"[^\w.]+", "-", " ".join(parts)).strip("-").casefold()


def told_apart(cameras: Iterable[CameraInfo]) -> list[CameraInfo]:
    """The cameras by number; where an id comes twice (two sensors in one case), the later ones get -2, -3 …"""
    seen: dict[str, int] = {}
    out = []
    for camera in sorted(cameras, key=lambda c: c.number):
        seen[camera.id] = count = seen.get(camera.id, 0) + 1
        out.append(camera if count == 1 else replace(camera, id=f"{camera.id}-{count}"))
    return out
