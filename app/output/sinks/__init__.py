"""The sinks, which send pictures to a virtual camera, into a video file or nowhere."""

import sys
from functools import partial
from pathlib import Path

from app.output.pipewire import PIPEWIRE, socket
from app.output.sinks.base import NoSink, Sink
from app.output.sinks.pipewire import WHO_SEES, PipeWireCamera
from app.output.sinks.steady import SteadySink
from app.output.sinks.video import VideoSink
from app.output.sinks.virtual import VirtualCamera
from app.output.sinks.y4m import Y4mSink
from app.output.v4l2loopback import loopbacks
from hime_core.errors import UsageError

__all__ = ["NoSink", "PipeWireCamera", "Sink", "SteadySink", "VideoSink", "VirtualCamera", "Y4mSink", "open_sink"]

# The sink `auto` writes this file if no virtual camera can be used.
FALLBACK = Path("out/hime.mp4")
# x264 encodes a live call with this fast preset, because the network needs the same processor.
LIVE_PRESET = "ultrafast"


def open_sink(spec: str, width: int, height: int, fps: float, device: str | None = None) -> tuple[Sink, str | None]:
    """Open what a person named as the sink.

    spec: `virtual` (a virtual camera), `auto` (a virtual camera, or the file FALLBACK if none can be used), `virtual or
    none` (a virtual camera, or NoSink if none can be used), `none`, or the path of a file to write. device: the virtual
    camera to use, as in VirtualCamera, or PIPEWIRE. If it is None, Linux takes PipeWire where v4l2loopback has no
    device.

    Returns the sink and a line for the person. The line says why no virtual camera can be used and what to install, or
    who sees the one in PipeWire. It is None if another virtual camera is used or none was asked for. Raises UsageError
    if the sink cannot be opened.
    """
    if spec == "none":
        return NoSink(), None
    if spec in ("virtual", "virtual or none", "auto"):
        try:
            return _open_camera(width, height, fps, device)
        except UsageError as error:
            if spec == "virtual":
                raise
            if spec == "virtual or none":
                return NoSink(), str(error)
            try:
                FALLBACK.parent.mkdir(exist_ok=True)
            except OSError as fault:
                raise UsageError(f"{FALLBACK}: cannot be written ({fault.strerror}); name a --sink") from fault
            return VideoSink(
                FALLBACK, width, height, preset=LIVE_PRESET
            ), f"{error}; writing {FALLBACK} instead (Ctrl-C stops)"
    if Path(spec).suffix.lower() == ".y4m":
        return Y4mSink(Path(spec), width, height, fps), None
    return VideoSink(Path(spec), width, height, preset=LIVE_PRESET), None


def _open_camera(width: int, height: int, fps: float, device: str | None) -> tuple[Sink, str | None]:
    if device == PIPEWIRE:
        return _open_pipewire(width, height, fps)
    try:
        camera = VirtualCamera(width, height, fps, device)
    except UsageError as error:
        if device or sys.platform != "linux" or loopbacks() or not socket():
            raise
        try:
            return _open_pipewire(width, height, fps)
        except UsageError:
            raise error from None  # the kernel module is what most programs need
    return SteadySink(partial(VirtualCamera, width, height, fps, camera.name), camera), None


def _open_pipewire(width: int, height: int, fps: float) -> tuple[Sink, str | None]:
    rate = max(1, round(fps))
    return SteadySink(partial(PipeWireCamera, width, height, rate, 0.0), PipeWireCamera(width, height, rate)), WHO_SEES
