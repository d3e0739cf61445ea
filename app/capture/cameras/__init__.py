"""The cameras of this machine: their names, and what they can do. They are found again by id and name, not number."""

import sys
from collections.abc import Collection

from app.capture.cameras.base import CameraInfo, Mode
from hime_core.errors import UsageError

__all__ = ["CameraInfo", "Mode", "find_again", "find_camera", "list_cameras"]


def list_cameras() -> list[CameraInfo]:
    """Every camera in the order of the numbers, virtual ones too. Switches none of them on."""
    if sys.platform == "linux":
        from app.capture.cameras import v4l2 as system
    else:
        from app.capture.cameras import opencv as system
    return system.list_cameras()


def find_camera(wanted: str) -> CameraInfo:
    """The one camera that a person means by an id, a device path, a number, or a name or part of it, in any case.

    Raises UsageError, which lists the cameras of this machine, where none or several fit.
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
    """The same camera as it is listed now.

    Its number changes when it is plugged in again, and its id changes with the socket. others: ids of the cameras that
    were there beside it; none of them is returned in its place. Raises UsageError while the camera is gone.
    """
    cameras = list_cameras()
    by_name = [c for c in cameras if c.name == known.name and c.virtual == known.virtual and c.id not in others]
    for fitting in ([c for c in cameras if c.id == known.id], by_name):
        if len(fitting) == 1:
            return fitting[0]
    raise UsageError(f"{known.name} is not there; plug it in again")


def _matches_strictest_first(wanted: str, cameras: list[CameraInfo]) -> list[list[CameraInfo]]:
    """Lists of cameras that fit, each by a looser rule than the one before."""
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
