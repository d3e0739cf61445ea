"""The sinks, which send pictures to a virtual camera, into a video file or nowhere."""

from functools import partial
from pathlib import Path

from app.output.sinks.base import NoSink, Sink
from app.output.sinks.steady import SteadySink
from app.output.sinks.video import VideoSink
from app.output.sinks.virtual import VirtualCamera
from app.output.sinks.y4m import Y4mSink
from hime_core.errors import UsageError

__all__ = ["NoSink", "Sink", "SteadySink", "VideoSink", "VirtualCamera", "Y4mSink", "open_sink"]

# The sink `auto` writes this file if no virtual camera can be used.
FALLBACK = Path("out/hime.mp4")
# x264 encodes a live call with this fast preset, because the network needs the same processor.
LIVE_PRESET = "ultrafast"


def open_sink(spec: str, width: int, height: int, fps: float, device: str | None = None) -> tuple[Sink, str | None]:
    """Open what a person named as the sink.

    spec: `virtual` (a virtual camera), `auto` (a virtual camera, or the file FALLBACK if none can be used), `virtual or
    none` (a virtual camera, or NoSink if none can be used), `none`, or the path of a file to write. device: the virtual
    camera to use, as in VirtualCamera.

    Returns the sink and a line for the person. The line says why no virtual camera can be used and what to install. It
    is None if a virtual camera is used or none was asked for. Raises UsageError if the sink cannot be opened.
    """
    if spec == "none":
        return NoSink(), None
    if spec in ("virtual", "virtual or none", "auto"):
        try:
            camera = VirtualCamera(width, height, fps, device)
            return SteadySink(partial(VirtualCamera, width, height, fps, camera.name), camera), None
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
