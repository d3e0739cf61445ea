"""Where pictures go: to a virtual camera, into a video file, or nowhere."""

from functools import partial
from pathlib import Path

from app.output.sinks.base import NoSink, Sink
from app.output.sinks.steady import SteadySink
from app.output.sinks.video import VideoSink
from app.output.sinks.virtual import VirtualCamera
from app.output.sinks.y4m import Y4mSink
from hime_core.errors import UsageError

__all__ = ["NoSink", "Sink", "SteadySink", "VideoSink", "VirtualCamera", "Y4mSink", "open_sink"]

# `auto` writes this file where there is no virtual camera.
FALLBACK = Path("out/hime.mp4")
# In a live call, x264 uses this preset, because encoding shares the processor with the network.
LIVE_PRESET = "ultrafast"


def open_sink(spec: str, width: int, height: int, fps: float, device: str | None = None) -> tuple[Sink, str | None]:
    """Open what a person named as the sink.

    spec: `virtual` (a virtual camera), `auto` (the same, and FALLBACK where there is none), `virtual or none`, `none`,
    or the path of a file to write. device: which virtual camera. Returns the sink, and a line for the person where
    there is no virtual camera, which says why and what to install. Raises UsageError.
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
