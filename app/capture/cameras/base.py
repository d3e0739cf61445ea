"""What HIME knows of a camera without switching it on."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Mode:
    """A picture format that a camera offers: a fourcc such as MJPG, the size in pixels, frames per second."""

    fourcc: str
    width: int
    height: int
    fps: float


@dataclass(frozen=True)
class CameraInfo:
    """A camera of this machine.

    id: stays the same as long as the camera is in the same socket. index_or_path: what OpenCV opens, which is a device
    path on Linux; elsewhere it is OpenCV's backend (in hundreds) plus the camera's number there. modes: empty where
    the system does not tell them. virtual: True for a camera that a program plays, such as HIME's own; `auto` never
    chooses one.
    """

    id: str
    name: str
    index_or_path: int | str
    modes: tuple[Mode, ...] = ()
    virtual: bool = False

    @property
    def number(self) -> int:
        """The N of `--source N`: that of /dev/videoN on Linux, elsewhere OpenCV's number."""
        if isinstance(self.index_or_path, int):
            return self.index_or_path % 100
        return int(self.index_or_path.rpartition("video")[2])


def make_id(*parts: str) -> str:
    """An id of lower-case words and hyphens, which a shell or a YAML file takes without quotes."""
    return re.sub(r"[^\w.]+", "-", " ".join(parts)).strip("-").casefold()


def with_unique_ids(cameras: Iterable[CameraInfo]) -> list[CameraInfo]:
    """The cameras in the order of their numbers. Where two sensors share an id, the later ones get -2, -3 and so on."""
    seen: dict[str, int] = {}
    out = []
    for camera in sorted(cameras, key=lambda c: c.number):
        seen[camera.id] = count = seen.get(camera.id, 0) + 1
        out.append(camera if count == 1 else replace(camera, id=f"{camera.id}-{count}"))
    return out
