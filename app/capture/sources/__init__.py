"""The sources of frames: a camera, a video file and the built-in sample call."""

import threading
from pathlib import Path

from app.capture.cameras import find_camera, list_cameras
from app.capture.sources.base import FrameSource
from app.capture.sources.camera import CameraSource, open_camera
from app.capture.sources.sample_call import SampleCall
from app.capture.sources.video import VideoFile
from app.media.paths import exists
from app.settings import CameraSettings
from hime_core.errors import UsageError

__all__ = ["CameraSource", "FrameSource", "SampleCall", "VideoFile", "open_source"]


def open_source(
    spec: str, camera: CameraSettings, wanted: threading.Event | None = None, endless: bool = False
) -> FrameSource:
    """Open what a person named as the source.

    spec: `auto`, `sample`, the number, name or id of a camera, or the path of a video file. `auto` means the camera
    that camera.device names. If that is `auto` too, the first camera that opens and is not virtual is taken, or the
    sample call if there is no such camera. wanted: a camera is released while this event is cleared. endless: whether
    the sample call begins anew when it is over. Raises UsageError if the source cannot be opened.
    """
    if spec == "auto":
        if camera.device != "auto":
            return _open_named(camera.device, camera, wanted)
        return _open_first(camera, wanted) or SampleCall(endless=endless)
    if spec == "sample":
        return SampleCall(endless=endless)
    if spec.isdecimal():
        return _open_named(spec, camera, wanted)
    if exists(Path(spec)) and not Path(spec).is_char_device():  # /dev/video0 is a camera
        return VideoFile(Path(spec))
    try:
        return _open_named(spec, camera, wanted)
    except UsageError as error:
        raise UsageError(f"--source {spec}: no such file, and {error}") from error


def _open_first(camera: CameraSettings, wanted: threading.Event | None) -> FrameSource | None:
    """Open the first camera that opens and is not virtual. None if there is no such camera."""
    cannot: UsageError | None = None
    for info in list_cameras():
        if not info.virtual:
            try:
                return open_camera(info, camera, wanted)
            except UsageError as error:
                cannot = error
    if cannot:  # a person with a camera wants to hear why it fails; the sample call would surprise them in a meeting
        raise cannot
    return None


def _open_named(name: str, camera: CameraSettings, wanted: threading.Event | None) -> FrameSource:
    return open_camera(find_camera(name), camera, wanted)
