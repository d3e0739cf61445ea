"""Describes a camera by what HIME can learn without switching it on."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Mode:
    """A picture format that a camera offers: a fourcc such as MJPG, the size in pixels, and the frames per second."""

    fourcc: str
    width: int
    height: int
    fps: float


@dataclass(frozen=True)
class CameraInfo:
    """A camera of this machine.

    id: stays the same as long as the camera is in the same socket. index_or_path: OpenCV opens the camera by this. On
    Linux it is a device path. Elsewhere it is the number of OpenCV's backend, a multiple of 100, plus the camera's
    number. modes: empty if the system does not list them. virtual: True if a program plays this camera, as HIME plays
    its own; `auto` never chooses a virtual camera.
    """

    id: str
    name: str
    index_or_path: int | str
    modes: tuple[Mode, ...] = ()
    virtual: bool = False

    @property
    def number(self) -> int:
        """The N of `--source N`. On Linux it is the N of /dev/videoN, elsewhere it is OpenCV's number of the camera."""
        if isinstance(self.index_or_path, int):
            return self.index_or_path % 100
        return int(self.index_or_path.rpartition("video")[2])


def make_id(*parts: str) -> str:
    """Return an id of lower-case words and hyphens. It needs no quotes in a shell or in a YAML file."""
    return re.sub(r"[^\w.]+", "-", " ".join(parts)).strip("-").casefold()


def with_unique_ids(cameras: Iterable[CameraInfo]) -> list[CameraInfo]:
    """Sort cameras by number. If several share an id, -2, -3 and so on is appended to the ids of all but the first."""
    seen: dict[str, int] = {}
    out = []
    for camera in sorted(cameras, key=lambda c: c.number):
        seen[camera.id] = count = seen.get(camera.id, 0) + 1
        out.append(camera if count == 1 else replace(camera, id=f"{camera.id}-{count}"))
    return out
