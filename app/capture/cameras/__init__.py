"""Lists the cameras of this machine and finds the camera that a person means."""

import sys
from collections.abc import Collection

from app.capture.cameras.base import CameraInfo, Mode
from hime_core.errors import UsageError

__all__ = ["CameraInfo", "Mode", "find_again", "find_camera", "list_cameras"]


def list_cameras() -> list[CameraInfo]:
    """Return every camera, virtual ones too, in the order of their numbers. No camera is switched on."""
    if sys.platform == "linux":
        from app.capture.cameras import v4l2 as system
    else:
        from app.capture.cameras import opencv as system
    return system.list_cameras()


def find_camera(wanted: str) -> CameraInfo:
    """Return the one camera that a person means by a number, an id, a device path, a name or a part of a name.

    Capital and small letters count as equal. If no camera or several cameras fit, the UsageError lists cameras to
    choose.
    """
    cameras = list_cameras()
    for fitting in _matches_strictest_first(wanted, cameras):
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            raise UsageError(f"{wanted!r} fits several cameras; give an id: {_listing(fitting)}")
    if not cameras:
        raise UsageError(f"there is no camera {wanted!r}, nor any other; plug one in, and see that you may read it")
    raise UsageError(f"there is no camera {wanted!r}; there are: {_listing(cameras)}")


def find_again(known: CameraInfo, others: Collection[str]) -> CameraInfo:
    """Return a camera as it is listed now, found by its id or, if no camera has that id, by its name.

    The number of a camera may change when it is plugged in again. Its id changes if it is plugged into another socket.
    others: ids of the other cameras that were there when this one was chosen; none of them is returned in its place.
    Raises UsageError if the camera is not there.
    """
    cameras = list_cameras()
    by_name = [c for c in cameras if c.name == known.name and c.virtual == known.virtual and c.id not in others]
    for fitting in ([c for c in cameras if c.id == known.id], by_name):
        if len(fitting) == 1:
            return fitting[0]
    raise UsageError(f"{known.name} is not there; plug it in again")


def _matches_strictest_first(wanted: str, cameras: list[CameraInfo]) -> list[list[CameraInfo]]:
    """Return lists of the cameras that fit. The first list has the strictest rule, and each later list a looser one."""
    if wanted.isdecimal():
        return [[c for c in cameras if c.number == int(wanted)]]
    text = wanted.casefold()
    names = [(c.name.casefold(), c) for c in cameras]
    return [
        [c for c in cameras if text in (c.id, str(c.index_or_path).casefold())],
        [c for name, c in names if name == text],
        [c for name, c in names if name.startswith(text)],
        [c for name, c in names if text in name],
    ]


def _listing(cameras: list[CameraInfo]) -> str:
    return ", ".join(f"{c.number} {c.name} (id {c.id})" for c in cameras)
