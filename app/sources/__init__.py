"""Where frames come from: a webcam, a video file, the built-in sample call."""

from pathlib import Path

from app.settings import CameraSettings
from app.sources.base import Source
from app.sources.sample_call import SampleCall
from app.sources.video import VideoFile
from app.sources.webcam import Webcam, first_camera
from hime_core.errors import UsageError

__all__ = ["SampleCall", "Source", "VideoFile", "Webcam", "open_source"]


def open_source(spec: str, camera: CameraSettings) -> Source:
    """`auto` (the first camera, else the sample call), `sample`, a camera number, or a video file's path."""
    if spec == "auto":
        number = first_camera()
        return SampleCall() if number is None else Webcam(number, camera)
    if spec == "sample":
        return SampleCall()
    if spec.isdigit():
        return Webcam(int(spec), camera)
    if not Path(spec).exists():
        raise UsageError(f"{spec}: no such file; --source takes auto, sample, a camera number or a video file")
    return VideoFile(Path(spec))
